package dev.tendril.api.transport;

import dev.tendril.api.decision.Reason;

import java.util.Locale;

/**
 * The ways a handshake fails that every transport has; their codes are the names in lower case,
 * {@code _} as {@code -}.
 */
public enum HandshakeFailure {
    /** The deadline of the whole handshake came. */
    HANDSHAKE_TIMEOUT,
    /** The other side closed before it was done. */
    HANDSHAKE_CLOSED,
    /** Bytes that are no message of the handshake. */
    HANDSHAKE_MALFORMED,
    /** The peer could not prove its key, or the key is not allowed. */
    AUTHENTICATION_FAILED,
    /** The peer proved another id than the one that was dialed. */
    WRONG_NODE_ID,
    /** The peer's node info breaks a rule or names another id than its key. */
    NODE_INFO_INVALID;

    /** {@return the code of the reason} */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * {@return a reason with this code}
     *
     * @param detail this case, for an operator
     */
    public Reason reason(String detail) {
        return new Reason(code(), detail);
    }
}
