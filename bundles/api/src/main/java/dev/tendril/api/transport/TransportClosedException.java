package dev.tendril.api.transport;

import java.io.IOException;

/**
 * A transport no longer listens: {@link Transport#accept} ends with it, now and at every later
 * call.
 */
public final class TransportClosedException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception for the transport {@code name}.
     *
     * @param name the transport
     */
    public TransportClosedException(String name) {
        super("transport is closed: " + name);
    }
}
