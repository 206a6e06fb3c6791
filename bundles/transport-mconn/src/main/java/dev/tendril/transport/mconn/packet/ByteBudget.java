package dev.tendril.transport.mconn.packet;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that many connections share. Safe for many threads; never blocks. */
public final class ByteBudget {

    private final long limitBytes;
    private final AtomicLong takenBytes = new AtomicLong();

    /** A budget of {@code limitBytes}. */
    public ByteBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Takes bytes; false, and nothing is taken, if there are not enough. */
    public boolean tryTake(long bytes) {
        long after = takenBytes.addAndGet(bytes);
        if (after > limitBytes) {
            takenBytes.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** Gives bytes back. */
    public void giveBack(long bytes) {
        takenBytes.addAndGet(-bytes);
    }

    /** How many are taken. */
    public long takenBytes() {
        return takenBytes.get();
    }
}
