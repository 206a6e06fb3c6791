package dev.tendril.api.router;

import dev.tendril.api.channel.Channel;
import dev.tendril.api.channel.Envelope;
import dev.tendril.api.time.Deadline;

import org.osgi.annotation.versioning.ProviderType;

import java.util.Optional;

/**
 * A channel in both directions, opened by a program that embeds a router (ADR 062, Channels). One
 * thread receives.
 *
 * @param <M> the messages of the channel
 */
@ProviderType
public interface OpenChannel<M> extends Channel<M>, AutoCloseable {

    /**
     * {@return the next message} Blocks until there is one. Messages that cannot be decoded are
     * counted against their sender and skipped.
     *
     * @throws ChannelClosedException when the channel or the router is closed
     * @throws InterruptedException when the thread is interrupted
     */
    Envelope<M> receive() throws InterruptedException, ChannelClosedException;

    /**
     * {@return the next message; empty when there is none until {@code deadline}}
     *
     * @param deadline when to give up
     * @throws InterruptedException when the thread is interrupted
     * @throws ChannelClosedException when the channel or the router is closed
     */
    Optional<Envelope<M>> receive(Deadline deadline)
            throws InterruptedException, ChannelClosedException;

    /** Gives the channel back. What waits in it is dropped. May be repeated. */
    @Override
    void close();
}
