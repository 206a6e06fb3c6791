package dev.tendril.transport.mconn.packet;

import dev.tendril.api.time.Timers;

import java.util.concurrent.locks.ReentrantLock;

/**
 * How busy connections share the processors. Virtual threads are not time-sliced, and a thread of
 * their scheduler goes on with what became runnable on itself before it looks elsewhere: a few
 * connections that always have something to do keep those waiting whose sockets became ready
 * meanwhile, for seconds. To yield does not help. So each takes turns of so many bytes and then
 * rests for as long as the others need for theirs. Safe for many threads.
 */
public final class Turns {

    private static final long WINDOW_NANOS = 50_000_000L;

    private final Timers timers;
    private final int processors;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private long window;
    private int busyNow;
    private int busyBefore;

    /** Turns on so many processors. */
    public Turns(Timers timers, int processors) {
        this.timers = timers;
        this.processors = processors;
    }

    /** A thread's turns. */
    public Turn turn() {
        return new Turn(this, timers);
    }

    /**
     * {@return how long a turn that took {@code usedNanos} is to be followed by a rest: 0 unless
     * more threads are busy than there are processors} A thread is busy that used up a turn in this
     * twentieth of a second or the one before.
     */
    long restNanos(Turn turn, long usedNanos, long nowNanos) {
        int busy = busy(turn, nowNanos);
        return busy <= processors ? 0 : usedNanos * (busy - processors) / processors;
    }

    private int busy(Turn turn, long nowNanos) {
        long at = nowNanos / WINDOW_NANOS;
        lock.lock();
        try {
            if (at > window) {
                busyBefore = at == window + 1 ? busyNow : 0;
                busyNow = 0;
                window = at;
            }
            if (turn.seenIn(window)) {
                busyNow++;
            }
            return Math.max(busyBefore, busyNow);
        } finally {
            lock.unlock();
        }
    }
}
