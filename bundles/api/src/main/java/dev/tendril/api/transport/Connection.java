package dev.tendril.api.transport;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.time.Deadline;

import org.osgi.annotation.versioning.ConsumerType;

import java.io.IOException;

/**
 * An open way to one other node (ADR 062, Connections). Its life: {@link #handshake} once and
 * first; then one thread receives and one sends, at the same time; {@link #close} from any thread
 * ends both. It outlives the transport that made it.
 *
 * <p>After the end every call throws {@link ConnectionClosedException} with the one reason that
 * ended it.
 */
@ConsumerType
public interface Connection extends AutoCloseable {

    /**
     * Proves both identities and exchanges node infos. Blocks, at the longest until {@code
     * deadline}, whatever the peer does. On failure the connection is closed.
     *
     * @param offer what we bring
     * @param deadline when to give up
     * @return what the peer has proved
     * @throws HandshakeException when it fails; {@link HandshakeFailure#HANDSHAKE_TIMEOUT} at the
     *     deadline
     * @throws InterruptedException when the thread is interrupted; the connection is closed
     */
    Handshake handshake(HandshakeOffer offer, Deadline deadline)
            throws InterruptedException, IOException;

    /**
     * {@return the next whole message} Blocks until there is one; called by one thread at a time.
     *
     * @throws ConnectionClosedException at the end of the connection
     * @throws InterruptedException when the thread is interrupted; the connection may then be
     *     closed
     */
    InboundMessage receiveMessage() throws InterruptedException, IOException;

    /**
     * Sends a whole message and flushes it. Blocks until the network has taken it; called by the
     * one thread that sends, never while {@link #sendFrom} runs. {@code message} is only read and
     * not kept.
     *
     * @param channel the channel
     * @param message the message
     * @throws ConnectionClosedException at the end of the connection
     * @throws InterruptedException when the thread is interrupted; the connection may then be
     *     closed
     */
    void sendMessage(ChannelId channel, byte[] message) throws InterruptedException, IOException;

    /**
     * Sends whatever comes out of {@code outbox} until it is closed and drained, and flushes.
     * Blocks all the while; called by the one thread that sends. A transport that can interleave
     * parts of messages overrides it; this one sends whole messages.
     *
     * @param outbox what waits to be sent
     * @throws ConnectionClosedException at the end of the connection
     * @throws InterruptedException when the thread is interrupted; the connection may then be
     *     closed
     */
    default void sendFrom(Outbox outbox) throws InterruptedException, IOException {
        var part = new Part();
        do {
            while (outbox.next(Integer.MAX_VALUE, channel -> true, part)) {
                sendMessage(part.channel(), part.copy());
                part.clear();
            }
        } while (outbox.await(Deadline.NEVER));
    }

    /** {@return where this side is} Does not block; valid before the handshake. */
    Endpoint localEndpoint();

    /** {@return where the other side is} Does not block; valid before the handshake. */
    Endpoint remoteEndpoint();

    /** {@return the figures up to now} Does not block. */
    ConnectionSnapshot snapshot();

    /**
     * Ends the connection at once and frees what it holds; what was not sent is lost. Does not
     * block; may be repeated.
     */
    @Override
    void close();
}
