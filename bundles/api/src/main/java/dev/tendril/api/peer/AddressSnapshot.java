package dev.tendril.api.peer;

import dev.tendril.api.address.NodeAddress;

import java.time.Duration;
import java.util.Optional;

/**
 * One address of a peer at one moment.
 *
 * @param address the address
 * @param origin {@code verified}, {@code hearsay}, {@code self-declared}, {@code operator} or
 *     {@code seed}
 * @param source who told us: a node id, {@code operator}, {@code store}; empty when unknown
 * @param failures dials that failed since the last success
 * @param nextDial time until it may be dialed; empty when it may be dialed now
 */
public record AddressSnapshot(
        NodeAddress address,
        String origin,
        String source,
        int failures,
        Optional<Duration> nextDial) {}
