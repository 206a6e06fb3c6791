package dev.tendril.transport.mconn.secret;

import dev.tendril.transport.mconn.crypto.Frames;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Large buffers for connections with traffic; an idle connection has none. Bounded: when all are
 * out, connections make do with small ones of their own. Safe for many threads; never blocks for
 * long.
 */
public final class BufferPool {

    /** How many frames a buffer holds. */
    public static final int FRAMES = 64;

    private static final int KEPT_MAX = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<byte[]> kept = new ArrayDeque<>();
    private final int leasedMax;
    private int leased;
    private long refused;

    /** A pool that lends at most {@code leasedMax} buffers at a time. */
    public BufferPool(int leasedMax) {
        this.leasedMax = leasedMax;
    }

    /** A buffer of {@link #FRAMES} frames, with any content; empty when all are out. */
    public Optional<byte[]> lease() {
        lock.lock();
        try {
            if (leased == leasedMax) {
                refused++;
                return Optional.empty();
            }
            leased++;
            byte[] reused = kept.pollLast();
            return Optional.of(reused == null ? new byte[FRAMES * Frames.SEALED_BYTES] : reused);
        } finally {
            lock.unlock();
        }
    }

    /** Returns a leased buffer; the caller no longer uses it. */
    public void giveBack(byte[] buffer) {
        lock.lock();
        try {
            leased--;
            if (kept.size() < KEPT_MAX) {
                kept.addLast(buffer);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many are out. */
    public int leased() {
        lock.lock();
        try {
            return leased;
        } finally {
            lock.unlock();
        }
    }

    /** How often there was none. */
    public long refused() {
        lock.lock();
        try {
            return refused;
        } finally {
            lock.unlock();
        }
    }
}
