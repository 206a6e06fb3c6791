package dev.tendril.transport.memory;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.ConnectionSnapshot;
import dev.tendril.api.transport.Handshake;
import dev.tendril.api.transport.HandshakeFailure;
import dev.tendril.api.transport.HandshakeOffer;
import dev.tendril.api.transport.InboundChannels;
import dev.tendril.api.transport.InboundChannels.Acceptance;
import dev.tendril.api.transport.InboundMessage;
import dev.tendril.support.count.Counters;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One end of a connection within the JVM. An interrupt ends only the call it hits, but for the
 * handshake. What was sent before the other side closed can still be received.
 */
final class MemoryConnection implements Connection {

    private final Wiring wiring;
    private final Ends ends;
    private final Line in;
    private final Line out;
    private final Runnable breakDown;
    private final Runnable onEnd;
    private final Counters counters = new Counters();
    private final Traffics traffics = new Traffics();
    private final AtomicBoolean handshakeBegun = new AtomicBoolean();
    private final AtomicReference<Optional<InboundChannels>> channels =
            new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Ending>> ending =
            new AtomicReference<>(Optional.empty());

    /**
     * An end of a connection.
     *
     * @param ends the names of both sides
     * @param breakDown ends both ends
     * @param onEnd runs once, when this end ends
     */
    MemoryConnection(
            Wiring wiring, Ends ends, Line in, Line out, Runnable breakDown, Runnable onEnd) {
        this.wiring = wiring;
        this.ends = ends;
        this.in = in;
        this.out = out;
        this.breakDown = breakDown;
        this.onEnd = onEnd;
    }

    @Override
    public Handshake handshake(HandshakeOffer offer, Deadline deadline)
            throws InterruptedException, IOException {
        if (!handshakeBegun.compareAndSet(false, true)) {
            throw new IllegalStateException("handshake was begun before");
        }
        var done = false;
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            var handshake =
                    new MemoryHandshake(offer, wiring.proof(), wiring.nonce())
                            .run(new ByLines(), deadline);
            channels.set(Optional.of(offer.channels()));
            done = true;
            return handshake;
        } catch (MemoryHandshake.Failed failed) {
            throw end(failed.ending()).handshakeFailed();
        } finally {
            if (!done) {
                end(Ending.closedHere());
            }
        }
    }

    @Override
    public InboundMessage receiveMessage() throws InterruptedException, IOException {
        var accepted = accepted();
        while (true) {
            switch (in.take(Deadline.NEVER)) {
                case Line.Taken.Arrived(Frame.Message message) -> {
                    if (isWanted(message, accepted.acceptance(message.channel()))) {
                        traffics.received(message.channel(), message.sizeBytes());
                        wiring.policy()
                                .delivered(ends.to, ends.from, message.channel(), message.bytes());
                        return new InboundMessage(message.channel(), message.bytes());
                    }
                }
                case Line.Taken.Arrived(Frame other) ->
                        throw end(Ending.offence(
                                        "handshake-repeated", other.getClass().getSimpleName()))
                                .closed();
                case Line.Taken.Ended() -> throw end(Ending.peerClosed()).closed();
                case Line.Taken.TooLate() ->
                        throw new IllegalStateException("deadline never has come");
            }
        }
    }

    private boolean isWanted(Frame.Message message, Acceptance acceptance) throws IOException {
        return switch (acceptance) {
            case Acceptance.Accept(int maxBytes) -> {
                if (message.sizeBytes() > maxBytes) {
                    throw end(Ending.offence(
                                    Ending.MESSAGE_TOO_LARGE,
                                    "channel: "
                                            + message.channel()
                                            + ", bytes: "
                                            + message.sizeBytes()))
                            .closed();
                }
                yield true;
            }
            case Acceptance.Discard() -> {
                counters.increment("messages-discarded");
                yield false;
            }
            case Acceptance.Unknown() ->
                    throw end(Ending.offence(
                                    Ending.UNKNOWN_CHANNEL, "channel: " + message.channel()))
                            .closed();
        };
    }

    @Override
    public void sendMessage(ChannelId channel, byte[] message)
            throws InterruptedException, IOException {
        accepted();
        if (wiring.policy().breaks(ends.from, ends.to)) {
            breakDown.run();
        }
        checkOpen();
        out.put(new Frame.Message(channel, message.clone()), latencyNanos(), Deadline.NEVER);
        checkOpen();
        traffics.sent(channel, message.length);
    }

    private void checkOpen() throws IOException {
        if (ending.get().isPresent()) {
            throw ending.get().get().closed();
        }
        // What has arrived can still be received; nobody is there to send to.
        if (in.endHasArrived()) {
            throw Ending.peerClosed().closed();
        }
    }

    private InboundChannels accepted() throws IOException {
        if (ending.get().isPresent()) {
            throw ending.get().get().closed();
        }
        return channels.get().orElseThrow(() -> new IllegalStateException("no handshake yet"));
    }

    private long latencyNanos() {
        return wiring.policy().latency(ends.from, ends.to).toNanos();
    }

    /** Ends this end for {@code why} unless it has ended before; the ending that counts. */
    Ending end(Ending why) {
        if (ending.compareAndSet(Optional.empty(), Optional.of(why))) {
            in.endOfReader();
            out.endOfWriter(latencyNanos());
            onEnd.run();
        }
        return ending.get().orElseThrow();
    }

    String from() {
        return ends.from;
    }

    String to() {
        return ends.to;
    }

    @Override
    public Endpoint localEndpoint() {
        return ends.local;
    }

    @Override
    public Endpoint remoteEndpoint() {
        return ends.remote;
    }

    @Override
    public ConnectionSnapshot snapshot() {
        var total = traffics.total();
        return new ConnectionSnapshot(
                total.sentBytes(),
                total.receivedBytes(),
                total.byChannel(),
                Optional.empty(),
                counters.snapshot());
    }

    @Override
    public void close() {
        end(Ending.closedHere());
    }

    @Override
    public String toString() {
        return "memory " + ends.local + " to " + ends.remote;
    }

    /** The names of this side and of the other, and where they are. */
    record Ends(String from, String to, Endpoint local, Endpoint remote) {}

    /** The handshake over the two lines. */
    private final class ByLines implements MemoryHandshake.Exchange {

        @Override
        public void send(Frame frame, Deadline deadline)
                throws InterruptedException, MemoryHandshake.Failed {
            if (!out.put(frame, latencyNanos(), deadline)) {
                throw tooLate();
            }
        }

        @Override
        public Frame receive(Deadline deadline)
                throws InterruptedException, MemoryHandshake.Failed {
            return switch (in.take(deadline)) {
                case Line.Taken.Arrived(Frame frame) -> frame;
                case Line.Taken.TooLate() -> throw tooLate();
                case Line.Taken.Ended() ->
                        throw new MemoryHandshake.Failed(
                                ending.get()
                                        .orElse(
                                                Ending.handshake(
                                                        HandshakeFailure.HANDSHAKE_CLOSED,
                                                        "the peer closed")));
            };
        }

        private MemoryHandshake.Failed tooLate() {
            return new MemoryHandshake.Failed(
                    HandshakeFailure.HANDSHAKE_TIMEOUT, "the deadline of the handshake came");
        }
    }
}
