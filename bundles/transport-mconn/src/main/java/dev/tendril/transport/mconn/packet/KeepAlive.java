package dev.tendril.transport.mconn.packet;

import java.util.Optional;

/**
 * When to ping, and when silence has lasted too long (wire.md 4.6). A ping is sent at each
 * interval; every packet counts as a sign of life, not only the pong. The receiving thread tells
 * what it heard, the sending thread what it sent; both and the alarm may ask.
 */
public final class KeepAlive {

    private static final long NONE = Long.MIN_VALUE;

    private final long intervalNanos;
    private final long timeoutNanos;
    private volatile long pingAtNanos;
    private volatile long unansweredSinceNanos = NONE;
    private volatile long roundTripNanos = NONE;
    private volatile long pingedAtNanos = NONE;

    /**
     * A connection that begins at {@code nowNanos}.
     *
     * @param intervalNanos from one ping to the next
     * @param timeoutNanos how long nothing may come after a ping; shorter than the interval
     */
    public KeepAlive(long intervalNanos, long timeoutNanos, long nowNanos) {
        if (timeoutNanos <= 0 || timeoutNanos >= intervalNanos) {
            throw new IllegalArgumentException(
                    "pong timeout is not between 0 and the ping interval, nanos: " + timeoutNanos);
        }
        this.intervalNanos = intervalNanos;
        this.timeoutNanos = timeoutNanos;
        this.pingAtNanos = nowNanos + intervalNanos;
    }

    /** When the next ping is due. */
    public long pingAtNanos() {
        return pingAtNanos;
    }

    /** A ping was sent. */
    public void pinged(long nowNanos) {
        pingAtNanos = nowNanos + intervalNanos;
        pingedAtNanos = nowNanos;
        unansweredSinceNanos = nowNanos;
    }

    /** A packet came. */
    public void heard() {
        if (unansweredSinceNanos != NONE) {
            unansweredSinceNanos = NONE;
        }
    }

    /** A pong came; one that nobody asked for means nothing. */
    public void ponged(long nowNanos) {
        heard();
        long pinged = pingedAtNanos;
        if (pinged != NONE) {
            roundTripNanos = nowNanos - pinged;
            pingedAtNanos = NONE;
        }
    }

    /** When silence ends the connection; empty while there is no ping without an answer. */
    public Optional<Long> silentUntilNanos() {
        long since = unansweredSinceNanos;
        return since == NONE ? Optional.empty() : Optional.of(since + timeoutNanos);
    }

    /** From the last answered ping to its pong. */
    public Optional<Long> roundTripNanos() {
        long last = roundTripNanos;
        return last == NONE ? Optional.empty() : Optional.of(last);
    }
}
