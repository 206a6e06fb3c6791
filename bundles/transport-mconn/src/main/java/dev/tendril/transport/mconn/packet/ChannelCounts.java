package dev.tendril.transport.mconn.packet;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.transport.ConnectionSnapshot.Traffic;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What went over each channel of a connection. One thread counts in each direction, any may look.
 */
public final class ChannelCounts {

    private final AtomicReferenceArray<Counts> channels =
            new AtomicReferenceArray<>(ChannelId.MAX + 1);

    /** Nothing yet. */
    public ChannelCounts() {}

    /** A part of a message was sent. */
    public void sent(int channel, int bytes, boolean last) {
        Counts counts = of(channel);
        counts.sentBytes.addAndGet(bytes);
        if (last) {
            counts.sentMessages.incrementAndGet();
        }
    }

    /** A whole message was received. */
    public void received(int channel, int bytes) {
        Counts counts = of(channel);
        counts.receivedBytes.addAndGet(bytes);
        counts.receivedMessages.incrementAndGet();
    }

    /** All channels that had traffic. */
    public Map<ChannelId, Traffic> snapshot() {
        Map<ChannelId, Traffic> traffic = new TreeMap<>();
        for (int i = 0; i < channels.length(); i++) {
            Counts counts = channels.get(i);
            if (counts != null) {
                traffic.put(new ChannelId(i), counts.snapshot());
            }
        }
        return traffic;
    }

    private Counts of(int channel) {
        Counts known = channels.get(channel);
        if (known != null) {
            return known;
        }
        channels.compareAndSet(channel, null, new Counts());
        return channels.get(channel);
    }

    private static final class Counts {
        private final AtomicLong sentMessages = new AtomicLong();
        private final AtomicLong sentBytes = new AtomicLong();
        private final AtomicLong receivedMessages = new AtomicLong();
        private final AtomicLong receivedBytes = new AtomicLong();

        Traffic snapshot() {
            return new Traffic(
                    sentMessages.get(),
                    sentBytes.get(),
                    receivedMessages.get(),
                    receivedBytes.get());
        }
    }
}
