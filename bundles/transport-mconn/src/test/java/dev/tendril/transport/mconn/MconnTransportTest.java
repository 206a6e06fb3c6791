package dev.tendril.transport.mconn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.ConnectionClosedException;
import dev.tendril.api.transport.TransportClosedException;
import dev.tendril.support.thread.Threads;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

@Timeout(30)
final class MconnTransportTest {

    @Test
    @Covers({"TM-03", "TM-04"})
    void listen_anyAndLoopbackOfBothFamilies() throws Exception {
        for (String host : List.of("0.0.0.0", "127.0.0.1", "::", "::1")) {
            try (SystemTimers timers = new SystemTimers(Live::fail);
                    MconnTransport transport = listening(timers, address(host, 0))) {
                assertEquals(1, transport.endpoints().size());
                Endpoint.Networked bound =
                        assertInstanceOf(
                                Endpoint.Networked.class, transport.endpoints().getFirst());
                assertEquals(Protocol.MCONN, bound.protocol());
                assertEquals(InetAddress.getByName(host), bound.ip());
                assertTrue(bound.port() > 0);
                transport.close();
                assertEquals(List.of(), transport.endpoints());
            }
        }
    }

    @Test
    void listen_severalAddresses_allAccept() throws Exception {
        try (SystemTimers timers = new SystemTimers(Live::fail);
                MconnTransport transport =
                        listening(timers, address("127.0.0.1", 0), address("::1", 0))) {
            assertEquals(2, transport.endpoints().size());
            for (Endpoint endpoint : transport.endpoints()) {
                Connection dialed = transport.dial(endpoint, Deadline.NEVER);
                Connection accepted = transport.accept();
                assertEquals(endpoint, accepted.localEndpoint());
                assertEquals(dialed.localEndpoint(), accepted.remoteEndpoint());
                dialed.close();
                accepted.close();
            }
        }
    }

    @Test
    void listen_portInUse_namesItInOneLine() throws Exception {
        try (Live live = new Live(MconnOptions.defaults());
                SystemTimers timers = new SystemTimers(Live::fail)) {
            int port = ((Endpoint.Networked) live.endpoint()).port();
            BindException refused =
                    assertThrows(
                            BindException.class,
                            () -> listening(timers, address("127.0.0.1", port)));
            assertTrue(refused.getMessage().startsWith("cannot listen on 127.0.0.1:" + port));
            assertFalse(refused.getMessage().contains("\n"));
        }
    }

    @Test
    void listen_oneOfTwoFails_noneStays() throws Exception {
        try (Live live = new Live(MconnOptions.defaults());
                SystemTimers timers = new SystemTimers(Live::fail)) {
            int used = ((Endpoint.Networked) live.endpoint()).port();
            assertThrows(
                    BindException.class,
                    () -> listening(timers, address("127.0.0.1", 0), address("127.0.0.1", used)));
        }
    }

    @Test
    @Covers("TM-05")
    void remoteClosed_receiveEnds_localCloseIsFine_dialingItFails() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            Live.Pair pair = live.pair();
            Endpoint endpoint = live.endpoint();
            pair.accepted().close();
            live.transport.close();

            ConnectionClosedException ended =
                    assertThrows(
                            ConnectionClosedException.class, () -> pair.dialed().receiveMessage());
            assertEquals(ConnectionClosedException.PEER_CLOSED, ended.reason().code());
            pair.dialed().close();
            pair.dialed().close();
            assertThrows(
                    IOException.class, () -> live.transport.dial(endpoint, Deadline.NEVER).close());
        }
    }

    @Test
    @Covers({"TM-02", "W8.2-8c"})
    void accept_overTheLimit_closesAtOnce_andTakesTheNextWhenOneHasGone() throws Exception {
        MconnOptions.Limits limits = new MconnOptions.Limits(2, 1_000, 1_000, 1);
        try (Live live = new Live(MconnOptions.defaults().withLimits(limits))) {
            Connection first = dialAndAccept(live);
            dialAndAccept(live);
            CompletableFuture<Connection> waiting = live.async(() -> live.transport.accept());
            try (SocketChannel third = RawPeer.socket(live.endpoint())) {
                assertEquals(-1, third.read(java.nio.ByteBuffer.allocate(1)));
            }
            assertEquals(1, live.transport.counters().get("inbound-limit"));

            first.close();
            try (SocketChannel fourth = RawPeer.socket(live.endpoint())) {
                Connection accepted = waiting.get();
                assertEquals(Sockets.endpoint(fourth.getLocalAddress()), accepted.remoteEndpoint());
                accepted.close();
            }
        }
    }

    private static Connection dialAndAccept(Live live) throws Exception {
        live.dial();
        return live.transport.accept();
    }

    /**
     * It cannot be asked before it listens, since it listens when it is made; one that only dials
     * never ends early.
     */
    @Test
    @Covers("TM-01")
    void accept_withoutListener_lastsUntilClose() throws Exception {
        try (SystemTimers timers = new SystemTimers(Live::fail);
                MconnTransport transport = listening(timers);
                Live live = new Live(MconnOptions.defaults())) {
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<Connection> accepting =
                    live.async(
                            () -> {
                                begun.countDown();
                                return transport.accept();
                            });
            begun.await();
            assertFalse(accepting.isDone());
            transport.close();
            ExecutionException ended = assertThrows(ExecutionException.class, accepting::get);
            assertInstanceOf(TransportClosedException.class, ended.getCause());
            assertThrows(TransportClosedException.class, transport::accept);
        }
    }

    @Test
    void accept_interrupted_listensOn() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, live.transport::accept);
            dialAndAccept(live).close();
        }
    }

    @Test
    void dial_whatIsNoHost_isRefused() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            for (Endpoint endpoint :
                    List.of(
                            networked("255.255.255.255", 1),
                            networked("224.0.0.1", 1),
                            networked("ff02::1", 1),
                            new Endpoint.Local(Protocol.MCONN, "/path"),
                            new Endpoint.Networked(
                                    new Protocol("foo"), InetAddress.getLoopbackAddress(), 1))) {
                assertThrows(
                        IOException.class,
                        () -> live.transport.dial(endpoint, Deadline.NEVER),
                        endpoint::toString);
            }
        }
    }

    @Test
    void dial_anyAddress_reachesThisHost() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            int port = ((Endpoint.Networked) live.endpoint()).port();
            live.transport.dial(networked("0.0.0.0", port), Deadline.NEVER).close();
        }
    }

    @Test
    void dial_deadlinePast_failsAsTimeOut() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            assertThrows(
                    java.net.SocketTimeoutException.class,
                    () -> live.transport.dial(live.endpoint(), new Deadline(0)));
        }
    }

    @Test
    void dial_interrupted_isCancelled() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            Thread.currentThread().interrupt();
            assertThrows(
                    InterruptedException.class,
                    () -> live.transport.dial(live.endpoint(), Deadline.NEVER));
        }
    }

    @Test
    void closeThen_runsWhenTheLastConnectionHasEnded() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            Live.Pair pair = live.pair();
            CountDownLatch gone = new CountDownLatch(1);
            live.transport.closeThen(gone::countDown);
            pair.dialed().close();
            assertEquals(1, gone.getCount());
            pair.accepted().close();
            gone.await();
        }
    }

    @Test
    @Covers("TM-03")
    void listenAddress_asOperatorsWriteIt() throws Exception {
        assertEquals(address("0.0.0.0", 26_656), ListenAddress.parse("tcp://0.0.0.0:26656"));
        assertEquals(address("127.0.0.1", 0), ListenAddress.parse("127.0.0.1:0"));
        assertEquals(address("::1", 5), ListenAddress.parse("tcp://[::1]:5"));
        for (String wrong :
                List.of("", "1.2.3.4", ":5", "::1:5", "[]:5", "a:65536", "a:", "a:-1", "a:1x")) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> ListenAddress.parse(wrong));
            assertTrue(refused.getMessage().endsWith(": " + wrong));
        }
    }

    private static MconnTransport listening(SystemTimers timers, InetSocketAddress... addresses)
            throws IOException {
        return new MconnTransport(
                MconnOptions.defaults().withListen(List.of(addresses)),
                timers,
                Threads.virtual(),
                Live::fail);
    }

    private static Endpoint networked(String ip, int port) throws UnknownHostException {
        return new Endpoint.Networked(Protocol.MCONN, InetAddress.getByName(ip), port);
    }

    private static InetSocketAddress address(String ip, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(ip), port);
    }
}
