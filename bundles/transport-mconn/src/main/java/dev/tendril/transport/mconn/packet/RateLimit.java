package dev.tendril.transport.mconn.packet;

/**
 * Keeps a mean rate: whoever accounts bytes learns from when on it may go on. After a pause it may
 * run ahead by a tenth of a second. Belongs to one thread.
 */
public final class RateLimit {

    /** No limit. */
    public static final long UNLIMITED = 0;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long BURST_NANOS = SECOND_NANOS / 10;
    private static final long STEP_BYTES_MAX = 1L << 30;

    private final long bytesPerSecond;
    private long freeAtNanos;

    /** A limit; {@link #UNLIMITED} is none. */
    public RateLimit(long bytesPerSecond) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "rate is negative, bytes per second: " + bytesPerSecond);
        }
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Adds bytes, at most 2^30 at a time. */
    public void account(long bytes, long nowNanos) {
        if (bytesPerSecond == UNLIMITED) {
            return;
        }
        long counted = Math.min(bytes, STEP_BYTES_MAX);
        long costNanos =
                counted / bytesPerSecond * SECOND_NANOS
                        + counted % bytesPerSecond * SECOND_NANOS / bytesPerSecond;
        freeAtNanos = Math.max(freeAtNanos, nowNanos - BURST_NANOS) + costNanos;
    }

    /** When the next bytes are allowed; not after {@code nowNanos} if now. */
    public long freeAtNanos() {
        return freeAtNanos;
    }

    /** Whether the next bytes have to wait. */
    public boolean isExceeded(long nowNanos) {
        return freeAtNanos > nowNanos;
    }

    /**
     * How many frames of {@code frameBytes} may be taken at once so that no pause is longer than a
     * tenth of a second.
     */
    public int framesAtOnce(int frameBytes, int framesMax) {
        if (bytesPerSecond == UNLIMITED) {
            return framesMax;
        }
        long frames = bytesPerSecond / 10 / frameBytes;
        return Math.clamp(frames, 1, framesMax);
    }
}
