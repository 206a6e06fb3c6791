package dev.tendril.transport.mconn.packet;

import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;

/** The turns of one thread of a connection; see {@link Turns}. Belongs to that thread. */
public final class Turn {

    private static final long QUOTA_BYTES = 262_144;
    private static final long BATCH_MAX_NANOS = 2_000_000L;
    private static final long REST_MAX_NANOS = 100_000_000L;

    private final Turns turns;
    private final Timers timers;
    private long usedBytes;
    private long usedNanos;
    private long window = -1;

    Turn(Turns turns, Timers timers) {
        this.turns = turns;
        this.timers = timers;
    }

    /**
     * Adds a batch; rests when the turn is used up and others wait.
     *
     * @param bytes its size
     * @param fromNanos when the work on it began
     * @param toNanos when it was done
     */
    public void use(long bytes, long fromNanos, long toNanos) throws InterruptedException {
        usedBytes += bytes;
        usedNanos += Math.clamp(toNanos - fromNanos, 0, BATCH_MAX_NANOS);
        if (usedBytes >= QUOTA_BYTES) {
            long nowNanos = timers.nanos();
            long restNanos = turns.restNanos(this, usedNanos, nowNanos);
            usedBytes = 0;
            usedNanos = 0;
            if (restNanos > 0) {
                timers.sleepUntil(new Deadline(nowNanos + Math.min(restNanos, REST_MAX_NANOS)));
            } else {
                Thread.yield();
            }
        }
    }

    /** Whether it was not counted in this window yet; the caller holds the lock of the turns. */
    boolean seenIn(long currentWindow) {
        boolean first = window != currentWindow;
        window = currentWindow;
        return first;
    }
}
