package dev.tendril.transport.mconn;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.Handshake;
import dev.tendril.api.transport.HandshakeOffer;
import dev.tendril.api.transport.InboundChannels;
import dev.tendril.api.transport.InboundChannels.Acceptance;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.testkit.node.TestNodes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A transport that listens on loopback, the real clock, and threads that end with it. */
final class Live implements AutoCloseable {

    static final NodeIdentity DIALER = TestIdentity.of("dialer");
    static final NodeIdentity LISTENER = TestIdentity.of("listener");
    static final int CHANNEL = 0x30;
    static final int MESSAGE_MAX_BYTES = 200_000;
    static final InboundChannels CHANNELS =
            channel ->
                    channel.value() == CHANNEL
                            ? new Acceptance.Accept(MESSAGE_MAX_BYTES)
                            : new Acceptance.Unknown();

    static final Duration USUAL = Duration.ofSeconds(30);

    final SystemTimers timers = new SystemTimers(Live::fail);
    final TaskScope scope = new TaskScope(Threads.virtual(), Live::fail);
    final MconnTransport transport;

    Live(MconnOptions options) throws IOException {
        this(options, loopback());
    }

    Live(MconnOptions options, List<InetSocketAddress> listen) throws IOException {
        transport =
                new MconnTransport(
                        options.withListen(listen), timers, Threads.virtual(), Live::fail);
    }

    static List<InetSocketAddress> loopback() {
        return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** A transport on loopback without rates, as the contract suites want it. */
    static MconnTransport listening(Timers timers, Threads threads) throws IOException {
        return new MconnTransport(
                MconnOptions.defaults()
                        .withListen(loopback())
                        .withRates(new MconnOptions.Rates(0, 0, Duration.ZERO)),
                timers,
                threads,
                Live::fail);
    }

    static HandshakeOffer offer(NodeIdentity self, Optional<NodeId> expected) {
        return new HandshakeOffer(TestNodes.info(self.nodeId(), CHANNEL), self, expected, CHANNELS);
    }

    Endpoint endpoint() {
        return transport.endpoints().getFirst();
    }

    /** Accepts one connection and shakes hands, on a thread of its own. */
    CompletableFuture<Connection> accepting() {
        return async(() -> answer(transport.accept(), USUAL));
    }

    /** The listener's side of a handshake. */
    Connection answer(Connection accepted, Duration limit)
            throws IOException, InterruptedException {
        accepted.handshake(offer(LISTENER, Optional.empty()), timers.deadlineIn(limit));
        return accepted;
    }

    Connection dial() throws IOException, InterruptedException {
        return transport.dial(endpoint(), timers.deadlineIn(USUAL));
    }

    Handshake shake(Connection connection) throws IOException, InterruptedException {
        return connection.handshake(
                offer(DIALER, Optional.of(LISTENER.nodeId())), timers.deadlineIn(USUAL));
    }

    /** Two ends of one connection, hands shaken. */
    Pair pair() throws Exception {
        CompletableFuture<Connection> accepted = accepting();
        Connection dialed = dial();
        shake(dialed);
        return new Pair(dialed, accepted.get());
    }

    <T> CompletableFuture<T> async(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        scope.fork(
                "test",
                () -> {
                    try {
                        result.complete(work.call());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    @Override
    public void close() {
        transport.close();
        scope.close();
        timers.close();
    }

    static void fail(String thread, Throwable failure) {
        System.err.println(thread + ": " + failure);
    }

    /** Two ends of one connection. */
    record Pair(Connection dialed, Connection accepted) {}
}
