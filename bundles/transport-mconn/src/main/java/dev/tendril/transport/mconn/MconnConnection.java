package dev.tendril.transport.mconn;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.ConnectionClosedException;
import dev.tendril.api.transport.ConnectionSnapshot;
import dev.tendril.api.transport.Handshake;
import dev.tendril.api.transport.HandshakeOffer;
import dev.tendril.api.transport.InboundMessage;
import dev.tendril.api.transport.Outbox;
import dev.tendril.support.count.Counters;
import dev.tendril.transport.mconn.packet.ChannelCounts;
import dev.tendril.transport.mconn.reason.MconnFailure;
import dev.tendril.transport.mconn.reason.ProtocolFault;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** A TCP connection to a peer: first a socket, after the handshake a sender and a receiver. */
final class MconnConnection implements Connection {

    /** How long a sender whose socket broke lets the receiver read what had arrived before. */
    private static final Duration DRAIN_MAX = Duration.ofSeconds(1);

    private final Timers timers;
    private final ConnectionSetup setup;
    private final TcpLink link;
    private final Endpoint localEndpoint;
    private final Endpoint remoteEndpoint;
    private final ConnectionEnd end;
    private final Counters counters = new Counters();
    private final ChannelCounts counts = new ChannelCounts();
    private final AtomicBoolean handshakeBegun = new AtomicBoolean();
    private final ReentrantLock receiving = new ReentrantLock();

    private volatile Optional<Halves> halves = Optional.empty();

    /**
     * Takes over a connected socket.
     *
     * @param onEnd runs once, when the connection ends
     */
    MconnConnection(SocketChannel channel, ConnectionSetup setup, Runnable onEnd)
            throws IOException {
        this.timers = setup.timers();
        this.setup = setup;
        this.localEndpoint = Sockets.endpoint(channel.getLocalAddress());
        this.remoteEndpoint = Sockets.endpoint(channel.getRemoteAddress());
        this.link = new TcpLink(channel, timers);
        this.end =
                new ConnectionEnd(
                        () -> {
                            Sockets.closeQuietly(channel);
                            onEnd.run();
                        });
    }

    @Override
    public Handshake handshake(HandshakeOffer offer, Deadline deadline)
            throws InterruptedException, IOException {
        if (!handshakeBegun.compareAndSet(false, true)) {
            throw new IllegalStateException("handshake was begun before");
        }
        HandshakeEnd failing = new HandshakeEnd(end);
        Timers.Alarm alarm = timers.at(deadline, failing::timeout);
        try {
            if (deadline.isPast(timers.nanos())) {
                failing.timeout();
            }
            if (Thread.interrupted()) {
                throw new ClosedByInterruptException();
            }
            Exchange.Exchanged done =
                    new Exchange(setup.secretHandshake(offer.identity()), offer, setup.dialect())
                            .run(link);
            alarm.cancel();
            if (end.isEnded()) {
                throw failing.exception(end.exception());
            }
            Halves made =
                    setup.halves(done.session(), offer.channels(), link, end, counts, counters);
            link.watch(made.watchdog());
            halves = Optional.of(made);
            return done.handshake();
        } catch (IOException e) {
            throw failing.exception(e);
        } finally {
            alarm.cancel();
            failing.closeUnless(halves.isPresent());
        }
    }

    @Override
    public InboundMessage receiveMessage() throws InterruptedException, IOException {
        Halves open = open();
        receiving.lockInterruptibly();
        try {
            if (end.isEnded()) {
                throw end.exception();
            }
            return open.receiver().receive();
        } catch (IOException e) {
            throw ended(e);
        } catch (InterruptedException e) {
            closeBecause("interrupted while receiving");
            throw e;
        } finally {
            receiving.unlock();
            releaseIfEnded();
        }
    }

    @Override
    public void sendMessage(ChannelId channel, byte[] message)
            throws InterruptedException, IOException {
        send(sender -> sender.send(channel, message));
    }

    @Override
    public void sendFrom(Outbox outbox) throws InterruptedException, IOException {
        send(sender -> sender.sendFrom(outbox));
    }

    @Override
    public Endpoint localEndpoint() {
        return localEndpoint;
    }

    @Override
    public Endpoint remoteEndpoint() {
        return remoteEndpoint;
    }

    @Override
    public ConnectionSnapshot snapshot() {
        Optional<Duration> roundTrip =
                halves.flatMap(open -> open.keepAlive().roundTripNanos()).map(Duration::ofNanos);
        return new ConnectionSnapshot(
                link.sentBytes(),
                link.receivedBytes(),
                counts.snapshot(),
                roundTrip,
                counters.snapshot());
    }

    @Override
    public void close() {
        closeBecause("");
        halves.ifPresent(open -> open.sender().endPause());
        releaseIfEnded();
    }

    @Override
    public String toString() {
        return "mconn " + localEndpoint + " to " + remoteEndpoint;
    }

    private void send(Sending sending) throws InterruptedException, IOException {
        Halves open = open();
        try {
            sending.run(open.sender());
        } catch (ClosedByInterruptException | ProtocolFault e) {
            throw ended(e);
        } catch (IOException e) {
            end.await(timers, timers.deadlineIn(DRAIN_MAX));
            throw ended(e);
        } catch (InterruptedException e) {
            closeBecause("interrupted while sending");
            throw e;
        } finally {
            releaseIfEnded();
        }
    }

    private Halves open() throws ConnectionClosedException {
        if (end.isEnded()) {
            throw end.exception();
        }
        return halves.orElseThrow(() -> new IllegalStateException("no handshake yet"));
    }

    /**
     * Ends the connection for what was thrown, and says how it ended, which may be for something
     * earlier.
     */
    private ConnectionClosedException ended(IOException e) throws InterruptedException {
        switch (e) {
            case ClosedByInterruptException interrupted -> {
                closeBecause("interrupted");
                if (Thread.interrupted()) {
                    throw (InterruptedException) new InterruptedException().initCause(interrupted);
                }
            }
            case ConnectionClosedException closed -> end.end(closed.reason(), closed.blame());
            case ProtocolFault fault ->
                    end.end(fault.failure().reason(fault.detail()), fault.failure().blame());
            default ->
                    end.end(
                            MconnFailure.CONNECTION_RESET.reason(String.valueOf(e.getMessage())),
                            MconnFailure.CONNECTION_RESET.blame());
        }
        return end.exception();
    }

    private void closeBecause(String detail) {
        end.end(new Reason(ConnectionClosedException.CLOSED_HERE, detail), Blame.US);
    }

    /**
     * Whoever leaves last gives buffers back and erases keys: a half is touched only while nobody
     * uses it.
     */
    private void releaseIfEnded() {
        if (!end.isEnded()) {
            return;
        }
        halves.ifPresent(
                open -> {
                    open.watchdog().stop();
                    open.sender().release();
                    if (receiving.tryLock()) {
                        try {
                            open.receiver().release();
                        } finally {
                            receiving.unlock();
                        }
                    }
                });
    }

    /** One of the two ways to send. */
    private interface Sending {
        void run(Sender sender) throws IOException, InterruptedException;
    }
}
