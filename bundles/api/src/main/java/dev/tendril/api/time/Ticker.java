package dev.tendril.api.time;

/**
 * A clock for measuring, not for showing: nanoseconds since a moment of the past that is the same
 * for all tickers of a process, so that deadlines may be passed between parts that have their own.
 * Safe for use by many threads.
 */
@FunctionalInterface
public interface Ticker {

    /**
     * {@return nanoseconds since that moment: never negative, never less than before} Does not
     * block.
     */
    long nanos();
}
