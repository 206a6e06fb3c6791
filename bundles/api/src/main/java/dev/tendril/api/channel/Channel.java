package dev.tendril.api.channel;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.time.Deadline;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The sending half of a channel: messages to peers, and reports about them (ADR 062, Channels).
 * Safe for use by many threads; messages of one thread to one peer keep their order. After its
 * reactor was removed it answers {@link SendResult#CLOSED}.
 *
 * @param <M> the messages of the channel
 */
@ProviderType
public interface Channel<M> {

    /** {@return what was declared} */
    ChannelDescriptor<M> descriptor();

    /**
     * Encodes {@code message} and queues it for {@code to}. Never waits.
     *
     * @param to which connection of which peer
     * @param message the message
     * @return what became of the message
     */
    SendResult send(PeerRef to, M message);

    /**
     * As {@link #send(PeerRef, Object)}, but waits for room until {@code deadline}; then the answer
     * is {@link SendResult#FULL}.
     *
     * @param to which connection of which peer
     * @param message the message
     * @param deadline when to give up
     * @return what became of the message
     * @throws InterruptedException when the thread is interrupted; the message was not queued
     */
    SendResult send(PeerRef to, M message, Deadline deadline) throws InterruptedException;

    /**
     * Encodes {@code message} once and queues it for every peer that announced the channel. Never
     * waits.
     *
     * @param message the message
     * @return what became of it, in numbers of peers
     */
    BroadcastResult broadcast(M message);

    /**
     * Tells the peer manager what {@code from} did. Never waits; about an ended connection it still
     * counts.
     *
     * @param from who it was
     * @param behaviour what it did
     */
    void report(PeerRef from, Behaviour behaviour);
}
