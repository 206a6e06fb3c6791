package dev.tendril.api.transport;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.time.Deadline;

import org.osgi.annotation.versioning.ProviderType;

import java.util.function.Predicate;

/**
 * What waits to be sent to one peer, for a transport that pulls. The queue's policy chooses between
 * channels at each call; within a channel the order is kept, and pieces of one message follow each
 * other. {@link #next} and {@link #await} are for the one thread that sends; {@link #wake} is for
 * any thread.
 */
@ProviderType
public interface Outbox {

    /**
     * Fills {@code into} with the next piece of at most {@code maxBytes} bytes. Never waits.
     *
     * @param maxBytes at least 1; {@link Integer#MAX_VALUE} gives whole messages
     * @param sendable the channels the transport can take now
     * @param into is filled in
     * @return false when there is nothing to send now; {@code into} is then unchanged
     */
    boolean next(int maxBytes, Predicate<ChannelId> sendable, Part into);

    /**
     * Waits until there is something to send, {@link #wake} is called or {@code deadline} comes.
     *
     * @param deadline when the wait ends in any case
     * @return false when the outbox is closed and drained: nothing will come any more
     * @throws InterruptedException when the thread is interrupted: the connection is to end at once
     */
    boolean await(Deadline deadline) throws InterruptedException;

    /**
     * Ends a wait, now or the next one: the transport has something of its own to send. Never
     * waits.
     */
    void wake();
}
