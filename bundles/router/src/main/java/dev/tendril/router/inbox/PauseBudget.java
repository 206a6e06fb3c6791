package dev.tendril.router.inbox;

import java.util.Arrays;

/**
 * How long reading of one connection may still pause: at most 2 seconds within any 10. Kept by
 * second, rounded against the pause. Not for use by several threads.
 */
public final class PauseBudget {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long PAUSE_MAX_NANOS = 2 * SECOND_NANOS;

    /** Ten whole seconds and the one that has begun. */
    private static final int SECONDS = 11;

    private final long[] pausedNanos = new long[SECONDS];
    private final long[] second = new long[SECONDS];

    /** An unused budget. */
    public PauseBudget() {
        Arrays.fill(second, Long.MIN_VALUE / 2);
    }

    /** What is left at {@code nowNanos}. */
    public long remainingNanos(long nowNanos) {
        var now = nowNanos / SECOND_NANOS;
        long usedNanos = 0;
        for (int i = 0; i < SECONDS; i++) {
            if (now - second[i] < SECONDS) {
                usedNanos += pausedNanos[i];
            }
        }
        return Math.max(0, PAUSE_MAX_NANOS - usedNanos);
    }

    /** A pause that has ended now, at {@code toNanos}; its whole length counts for this second. */
    public void paused(long fromNanos, long toNanos) {
        var now = toNanos / SECOND_NANOS;
        var slot = (int) (now % SECONDS);
        if (second[slot] != now) {
            second[slot] = now;
            pausedNanos[slot] = 0;
        }
        pausedNanos[slot] += Math.max(0, toNanos - fromNanos);
    }
}
