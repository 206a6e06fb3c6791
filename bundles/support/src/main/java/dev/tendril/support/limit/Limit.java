package dev.tendril.support.limit;

/**
 * How many of something there may be: a number, or no limit at all. Unlike in Go, where 0 often
 * means unlimited, 0 here means none. Immutable.
 */
public sealed interface Limit {

    /** No limit. */
    Limit NONE = new None();

    /** At most {@code count}, which is not negative. */
    static Limit of(int count) {
        return new Of(count);
    }

    /** Whether one more fits beside {@code taken}. */
    boolean allowsMoreThan(long taken);

    /** The number, or {@link Integer#MAX_VALUE} for none. */
    int orMax();

    /** Whether it is a number. */
    default boolean isSet() {
        return this instanceof Of;
    }

    /** {@code none} or the number. */
    String text();

    /** A number. */
    record Of(int count) implements Limit {

        public Of {
            if (count < 0) {
                throw new IllegalArgumentException("limit is negative: " + count);
            }
        }

        @Override
        public boolean allowsMoreThan(long taken) {
            return taken < count;
        }

        @Override
        public int orMax() {
            return count;
        }

        @Override
        public String text() {
            return Integer.toString(count);
        }
    }

    /** No limit. */
    record None() implements Limit {

        @Override
        public boolean allowsMoreThan(long taken) {
            return true;
        }

        @Override
        public int orMax() {
            return Integer.MAX_VALUE;
        }

        @Override
        public String text() {
            return "none";
        }
    }
}
