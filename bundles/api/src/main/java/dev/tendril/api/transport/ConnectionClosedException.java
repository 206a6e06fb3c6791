package dev.tendril.api.transport;

import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;

import java.io.IOException;

/**
 * A connection has ended, with the first reason that was known (wire.md 4.7). Every blocked and
 * every later call on the connection ends with it; {@code peer-closed} is the code of a normal end
 * by the other side.
 */
public final class ConnectionClosedException extends IOException {

    /** The other side closed, or its process ended. */
    public static final String PEER_CLOSED = "peer-closed";

    /** This side called close. */
    public static final String CLOSED_HERE = "closed-here";

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;
    private final Blame blame;

    /**
     * An end for {@code reason}, which is {@code blame}'s doing.
     *
     * @param reason why
     * @param blame whose doing it was
     */
    public ConnectionClosedException(Reason reason, Blame blame) {
        super("connection closed: " + reason);
        this.reason = reason;
        this.blame = blame;
    }

    /**
     * An end that another failure caused.
     *
     * @param reason why
     * @param blame whose doing it was
     * @param cause what was thrown below
     */
    public ConnectionClosedException(Reason reason, Blame blame, Throwable cause) {
        super("connection closed: " + reason, cause);
        this.reason = reason;
        this.blame = blame;
    }

    /** {@return why it ended} */
    public Reason reason() {
        return reason;
    }

    /** {@return whose doing it was} */
    public Blame blame() {
        return blame;
    }
}
