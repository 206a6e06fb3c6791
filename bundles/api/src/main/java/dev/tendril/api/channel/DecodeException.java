package dev.tendril.api.channel;

/**
 * Bytes of a peer are not a message of their channel. The message is for logs; it does not go to
 * the peer.
 */
public final class DecodeException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * An exception with a message that says what is wrong.
     *
     * @param message what is wrong
     */
    public DecodeException(String message) {
        super(message);
    }

    /**
     * An exception with the parser's own as cause.
     *
     * @param message what is wrong
     * @param cause what was thrown below
     */
    public DecodeException(String message, Throwable cause) {
        super(message, cause);
    }
}
