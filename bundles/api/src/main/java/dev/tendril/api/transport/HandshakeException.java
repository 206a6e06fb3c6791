package dev.tendril.api.transport;

import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;

import java.io.IOException;

/**
 * A handshake failed; the connection is closed. The codes of CometBFT's handshake are those of
 * {@link HandshakeFailure}; a transport may have more. Nothing of the reason goes to the peer
 * (wire.md 2.8).
 */
public final class HandshakeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;
    private final Blame blame;

    /**
     * A failure for {@code reason}, which is {@code blame}'s doing.
     *
     * @param reason why
     * @param blame whose doing it was
     */
    public HandshakeException(Reason reason, Blame blame) {
        super("handshake failed: " + reason);
        this.reason = reason;
        this.blame = blame;
    }

    /**
     * A failure that another failure caused.
     *
     * @param reason why
     * @param blame whose doing it was
     * @param cause what was thrown below
     */
    public HandshakeException(Reason reason, Blame blame, Throwable cause) {
        super("handshake failed: " + reason, cause);
        this.reason = reason;
        this.blame = blame;
    }

    /** {@return why it failed} */
    public Reason reason() {
        return reason;
    }

    /** {@return whose doing it was} */
    public Blame blame() {
        return blame;
    }
}
