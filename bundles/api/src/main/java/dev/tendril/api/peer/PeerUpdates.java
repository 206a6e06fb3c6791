package dev.tendril.api.peer;

import dev.tendril.api.time.Deadline;

import org.osgi.annotation.versioning.ProviderType;

import java.util.Optional;

/**
 * A subscription to peers that come and go. It begins with an {@code Up} for each peer connected
 * now. Unlike the ADR's a subscriber that does not read stalls nobody: what waits for it is at most
 * one {@code Down} and one {@code Up} for each peer, and connections it has not heard of may come
 * and go unseen. For one reading thread.
 */
@ProviderType
public interface PeerUpdates extends AutoCloseable {

    /**
     * {@return the next update} Blocks until there is one.
     *
     * @throws InterruptedException when the thread is interrupted
     * @throws PeerManagerClosedException when the subscription or its peer manager is closed
     */
    PeerUpdate next() throws InterruptedException, PeerManagerClosedException;

    /**
     * {@return the next update, empty when there is none until {@code deadline}}
     *
     * @param deadline when to give up
     * @throws InterruptedException when the thread is interrupted
     * @throws PeerManagerClosedException when the peer manager is stopped or replaced
     */
    Optional<PeerUpdate> next(Deadline deadline)
            throws InterruptedException, PeerManagerClosedException;

    /** Ends the subscription. Does not block; may be repeated. */
    @Override
    void close();
}
