package dev.tendril.api.peer;

import dev.tendril.api.address.NodeId;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A peer manager at one moment.
 *
 * @param self our own id
 * @param peers all known peers, in order of their ids
 * @param limits each limit by name, with its value as text: {@code none} or a number
 * @param gauges each gauge by name: slots taken, peers by state, bans, waiting store writes
 * @param counters each counter by name, from the start of the process: {@code
 *     reason.<verb>.<code>}, {@code limit.<name>}
 * @param selfAddresses what we tell as our own address, and why
 */
public record PeerManagerSnapshot(
        NodeId self,
        List<PeerSnapshot> peers,
        Map<String, String> limits,
        Map<String, Long> gauges,
        Map<String, Long> counters,
        List<SelfAddress> selfAddresses) {

    /** Checks what the components promise; collections are copied. */
    public PeerManagerSnapshot {
        peers = List.copyOf(peers);
        limits = Collections.unmodifiableMap(new TreeMap<>(limits));
        gauges = Collections.unmodifiableMap(new TreeMap<>(gauges));
        counters = Collections.unmodifiableMap(new TreeMap<>(counters));
        selfAddresses = List.copyOf(selfAddresses);
    }

    /**
     * An address of our own.
     *
     * @param address the address
     * @param told whom it is told to, and why: one sentence
     */
    public record SelfAddress(String address, String told) {}
}
