package dev.tendril.api.peer;

/**
 * A peer manager is being stopped or replaced; the router keeps its connections and waits for the
 * next one.
 */
public final class PeerManagerClosedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** An exception that says so. */
    public PeerManagerClosedException() {
        super("peer manager is closed");
    }
}
