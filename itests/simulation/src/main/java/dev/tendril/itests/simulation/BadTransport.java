package dev.tendril.itests.simulation;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.ConnectionSnapshot;
import dev.tendril.api.transport.Handshake;
import dev.tendril.api.transport.HandshakeOffer;
import dev.tendril.api.transport.InboundMessage;
import dev.tendril.api.transport.Transport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A transport of somebody else, who has not read the contract: closing a connection takes long,
 * accepting fails now and then, and so does telling its figures.
 */
final class BadTransport implements Transport {

    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final int FAILS_EACH = 3;

    private final Transport inner;
    private final Supplier<Timers> timers;
    private final AtomicLong accepts = new AtomicLong();

    BadTransport(Transport inner, Supplier<Timers> timers) {
        this.inner = inner;
        this.timers = timers;
    }

    @Override
    public Set<Protocol> protocols() {
        return inner.protocols();
    }

    @Override
    public List<Endpoint> endpoints() {
        return inner.endpoints();
    }

    @Override
    public Map<String, Long> counters() {
        throw new IllegalStateException("a transport of somebody else");
    }

    @Override
    public Connection accept() throws InterruptedException, IOException {
        if (accepts.incrementAndGet() % FAILS_EACH == 0) {
            throw new IOException("a transport of somebody else");
        }
        return new Slow(inner.accept());
    }

    @Override
    public Connection dial(Endpoint endpoint, Deadline deadline)
            throws InterruptedException, IOException {
        return new Slow(inner.dial(endpoint, deadline));
    }

    @Override
    public void close() {
        inner.close();
    }

    private final class Slow implements Connection {

        private final Connection connection;

        private Slow(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Handshake handshake(HandshakeOffer offer, Deadline deadline)
                throws InterruptedException, IOException {
            return connection.handshake(offer, deadline);
        }

        @Override
        public InboundMessage receiveMessage() throws InterruptedException, IOException {
            return connection.receiveMessage();
        }

        @Override
        public void sendMessage(ChannelId channel, byte[] message)
                throws InterruptedException, IOException {
            connection.sendMessage(channel, message);
        }

        @Override
        public Endpoint localEndpoint() {
            return connection.localEndpoint();
        }

        @Override
        public Endpoint remoteEndpoint() {
            return connection.remoteEndpoint();
        }

        @Override
        public ConnectionSnapshot snapshot() {
            return connection.snapshot();
        }

        @Override
        public void close() {
            connection.close();
            try {
                timers.get().sleep(CLOSE);
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
