package dev.tendril.api.transport;

import dev.tendril.api.channel.ChannelId;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of a connection at one moment, counted from its start.
 *
 * @param sentBytes bytes handed to the network, with framing
 * @param receivedBytes bytes taken from the network, with framing
 * @param channels traffic of each channel that had any
 * @param roundTrip the last measured round trip; empty before the first
 * @param counters what else the transport counts: limits reached, messages discarded; by name, in
 *     the order of names
 */
public record ConnectionSnapshot(
        long sentBytes,
        long receivedBytes,
        Map<ChannelId, Traffic> channels,
        Optional<Duration> roundTrip,
        Map<String, Long> counters) {

    /** Checks what the components promise; collections are copied. */
    public ConnectionSnapshot {
        channels = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(channels));
        counters = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(counters));
    }

    /**
     * The traffic of one channel.
     *
     * @param sentMessages whole messages sent
     * @param sentBytes their bytes, without framing
     * @param receivedMessages whole messages received
     * @param receivedBytes their bytes, without framing
     */
    public record Traffic(
            long sentMessages, long sentBytes, long receivedMessages, long receivedBytes) {}
}
