package dev.tendril.api.time;

import java.time.Duration;

/**
 * A moment of a {@link Ticker} by which something is over. Passed through all phases of a job, so
 * that the phases together keep the limit. Ordered, the earliest first.
 *
 * @param atNanos the moment; {@link Long#MAX_VALUE} means never
 */
public record Deadline(long atNanos) implements Comparable<Deadline> {

    /** A moment that does not come. */
    public static final Deadline NEVER = new Deadline(Long.MAX_VALUE);

    /** Checks what the components promise. */
    public Deadline {
        if (atNanos < 0) {
            throw new IllegalArgumentException(
                    "deadline is before the start of the ticker: " + atNanos);
        }
    }

    /**
     * {@return the moment {@code delay} after {@code nowNanos}; a negative delay counts as none, a
     * huge one as never}
     *
     * @param delay how long from now
     * @param nowNanos the present moment of the ticker
     */
    public static Deadline after(Duration delay, long nowNanos) {
        if (delay.isNegative()) {
            return new Deadline(nowNanos);
        }
        long delayNanos;
        try {
            delayNanos = delay.toNanos();
        } catch (ArithmeticException tooLong) {
            return NEVER;
        }
        var sum = nowNanos + delayNanos;
        return sum < 0 ? NEVER : new Deadline(sum);
    }

    /**
     * {@return whether the moment has come}
     *
     * @param nowNanos the present moment of the ticker
     */
    public boolean isPast(long nowNanos) {
        return this.atNanos != Long.MAX_VALUE && nowNanos >= atNanos;
    }

    /**
     * {@return what is left, zero when the moment has come; {@link Long#MAX_VALUE} for {@link
     * #NEVER}}
     *
     * @param nowNanos the present moment of the ticker
     */
    public long remainingNanos(long nowNanos) {
        return atNanos == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, atNanos - nowNanos);
    }

    /**
     * {@return the earlier of two}
     *
     * @param other the other deadline
     */
    public Deadline min(Deadline other) {
        return atNanos <= other.atNanos ? this : other;
    }

    @Override
    public int compareTo(Deadline other) {
        return Long.compare(atNanos, other.atNanos);
    }
}
