package dev.tendril.peermanager.policy;

import java.time.Instant;

/**
 * Now, on both clocks: one to measure with, one to store and show.
 *
 * @param nanos of the node's ticker, never negative
 * @param wall wall time, which may jump
 */
public record Moment(long nanos, Instant wall) {}
