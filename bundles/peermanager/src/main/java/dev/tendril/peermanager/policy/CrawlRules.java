package dev.tendril.peermanager.policy;

/**
 * How a seed goes round the network.
 *
 * @param visitNanos how long a connection to a stranger lasts that we opened
 * @param revisitNanos least time between two dials of one stranger
 * @param dialIntervalNanos least time between two dials of strangers
 * @param blockIntervalNanos least time between two dials into one block of addresses
 */
public record CrawlRules(
        long visitNanos, long revisitNanos, long dialIntervalNanos, long blockIntervalNanos) {}
