package dev.tendril.transport.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.ConnectionClosedException;
import dev.tendril.api.transport.HandshakeOffer;
import dev.tendril.api.transport.InboundChannels.Acceptance;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.testkit.node.TestNodes;
import dev.tendril.testkit.sim.SimScheduler;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The transport in virtual time, over ways that are slow, cut or break. */
class MemorySimulationTest {

    private static final Duration LATENCY = Duration.ofMillis(30);
    private static final ChannelId CHANNEL = new ChannelId(0x70);

    private final SimScheduler simulation = new SimScheduler(11);
    private final Timers timers = simulation.timers();
    private final SlowPolicy policy = new SlowPolicy();
    private final MemoryWorld world = new MemoryWorld(policy, new MemoryOptions(1, 4, 1_000, 3));

    /** Ways that are slow, and worse when told. */
    private static final class SlowPolicy implements LinkPolicy {

        private Route route = Route.OPEN;
        private boolean breaks;
        private final List<String> delivered = new ArrayList<>();

        @Override
        public Route route(String from, String to) {
            return route;
        }

        @Override
        public Duration latency(String from, String to) {
            return LATENCY;
        }

        @Override
        public boolean breaks(String from, String to) {
            return breaks;
        }

        @Override
        public void delivered(String from, String to, ChannelId channel, byte[] message) {
            delivered.add(from + " " + to + " " + channel + " " + message.length);
        }
    }

    @AfterEach
    void end() {
        simulation.close();
        simulation.assertEnded();
        assertEquals(0, simulation.foreignWakeups());
    }

    private static HandshakeOffer offer(String word) {
        var identity = TestIdentity.of(word);
        NodeId id = identity.nodeId();
        return new HandshakeOffer(
                TestNodes.info(id, CHANNEL.value()),
                identity,
                Optional.empty(),
                channel -> new Acceptance.Accept(10_000));
    }

    private record Ends(Connection dialer, Connection listener) {}

    private Ends connected() throws Exception {
        var here = world.listen(timers);
        var there = world.listen(timers);
        var accepted = new ArrayList<Connection>();
        var done = new CountDownLatch(1);
        simulation
                .threads()
                .unstarted(
                        "accept",
                        () -> {
                            try {
                                var connection = there.accept();
                                connection.handshake(
                                        offer("there"), timers.deadlineIn(Duration.ofSeconds(1)));
                                accepted.add(connection);
                                done.countDown();
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                        })
                .start();
        var dialed =
                here.dial(there.endpoints().getFirst(), timers.deadlineIn(Duration.ofSeconds(1)));
        dialed.handshake(offer("here"), timers.deadlineIn(Duration.ofSeconds(1)));
        done.await();
        return new Ends(dialed, accepted.getFirst());
    }

    @Test
    void dial_takesOneWay_handshakeThree() throws Exception {
        simulation.call("test", () -> connected());
        assertEquals(LATENCY.multipliedBy(4).toNanos(), timers.nanos());
    }

    @Test
    void message_takesOneWay_andIsWatched() throws Exception {
        var tookNanos =
                simulation.call(
                        "test",
                        () -> {
                            var ends = connected();
                            var startNanos = timers.nanos();
                            ends.dialer().sendMessage(CHANNEL, new byte[3]);
                            assertArrayEquals(
                                    new byte[3], ends.listener().receiveMessage().bytes());
                            return timers.nanos() - startNanos;
                        });
        assertEquals(LATENCY.toNanos(), tookNanos);
        assertEquals(List.of("node-1 node-2 0x70 3"), policy.delivered);
    }

    @Test
    void close_arrivesAfterWhatWasSent() throws Exception {
        simulation.call(
                "test",
                () -> {
                    var ends = connected();
                    ends.dialer().sendMessage(CHANNEL, new byte[3]);
                    ends.dialer().close();
                    // Nothing has arrived yet: sending goes nowhere, as with TCP.
                    ends.listener().sendMessage(CHANNEL, new byte[1]);
                    assertEquals(3, ends.listener().receiveMessage().bytes().length);
                    var closed =
                            assertThrows(
                                    ConnectionClosedException.class,
                                    ends.listener()::receiveMessage);
                    assertEquals(ConnectionClosedException.PEER_CLOSED, closed.reason().code());
                    return true;
                });
        assertEquals(0, world.network().connections());
    }

    @Test
    void send_waitsWhileTheLineIsFull() throws Exception {
        simulation.call(
                "test",
                () -> {
                    var ends = connected();
                    for (var i = 0; i < 4; i++) {
                        ends.dialer().sendMessage(CHANNEL, new byte[1]);
                    }
                    var startNanos = timers.nanos();
                    simulation
                            .threads()
                            .unstarted("reader", () -> readLater(ends.listener()))
                            .start();
                    ends.dialer().sendMessage(CHANNEL, new byte[5_000]);
                    assertEquals(Duration.ofSeconds(5).toNanos(), timers.nanos() - startNanos);
                    return true;
                });
    }

    /**
     * After five seconds takes the four small ones; then a large one fits, though larger than the
     * line.
     */
    private void readLater(Connection connection) {
        try {
            timers.sleep(Duration.ofSeconds(5));
            for (var i = 0; i < 4; i++) {
                connection.receiveMessage();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void dial_overACutWay_waitsUntilItsDeadline() throws Exception {
        var here = world.listen(timers);
        var there = world.listen(timers).endpoints().getFirst();
        policy.route = LinkPolicy.Route.SILENT;
        simulation.call(
                "test",
                () ->
                        assertThrows(
                                SocketTimeoutException.class,
                                () -> here.dial(there, timers.deadlineIn(Duration.ofSeconds(7)))));
        assertEquals(Duration.ofSeconds(7).toNanos(), timers.nanos());
    }

    @Test
    void dial_thatIsRefused_failsAtOnce() throws Exception {
        var here = world.listen(timers);
        var there = world.listen(timers).endpoints().getFirst();
        policy.route = LinkPolicy.Route.REFUSED;
        simulation.call(
                "test",
                () ->
                        assertThrows(
                                ConnectException.class,
                                () -> here.dial(there, timers.deadlineIn(Duration.ofSeconds(7)))));
        assertEquals(0, timers.nanos());
    }

    @Test
    void wayThatBreaks_endsBothSides() throws Exception {
        simulation.call(
                "test",
                () -> {
                    var ends = connected();
                    policy.breaks = true;
                    assertLost(() -> ends.dialer().sendMessage(CHANNEL, new byte[1]));
                    assertLost(ends.listener()::receiveMessage);
                    return true;
                });
    }

    @Test
    void sever_endsTheConnectionsItNames() throws Exception {
        simulation.call(
                "test",
                () -> {
                    var ends = connected();
                    assertEquals(
                            0,
                            world.network().sever((from, to) -> from.equals("node-9"), "nobody"));
                    assertEquals(
                            2, world.network().sever((from, to) -> from.equals("node-2"), "cut"));
                    assertLost(ends.dialer()::receiveMessage);
                    assertLost(ends.listener()::receiveMessage);
                    return true;
                });
        assertEquals(0, world.network().connections());
    }

    private static void assertLost(org.junit.jupiter.api.function.Executable call) {
        var closed = assertThrows(ConnectionClosedException.class, call);
        assertEquals(Ending.CONNECTION_LOST, closed.reason().code());
    }

    @Test
    void dial_beyondTheAcceptQueue_isRefusedAndCounted() throws Exception {
        var here = world.listen(timers);
        var there = world.listen(timers);
        simulation.call(
                "test",
                () -> {
                    var endpoint = there.endpoints().getFirst();
                    var first = here.dial(endpoint, timers.deadlineIn(Duration.ofSeconds(1)));
                    assertThrows(
                            ConnectException.class,
                            () -> here.dial(endpoint, timers.deadlineIn(Duration.ofSeconds(1))));
                    first.close();
                    return true;
                });
        assertEquals(1, there.counters().get("limit.accept-queue"));
    }

    @Test
    void listen_underATakenName_fails() throws Exception {
        var first = world.listen(timers);
        var name = ((Endpoint.Local) first.endpoints().getFirst()).path();
        assertThrows(
                java.net.BindException.class,
                () ->
                        MemoryTransport.listen(
                                world.network(),
                                new Endpoint.Local(Protocol.MEMORY, "/" + name),
                                MemoryOptions.DEFAULTS,
                                timers,
                                KeyProof.ed25519(),
                                simulation.random("second")));
        first.close();
        assertEquals(List.of(), world.network().names());
    }

    @Test
    @Covers("L-6")
    void closeThen_runsWhenTheLastConnectionHasGone() throws Exception {
        List<String> ran = new ArrayList<>();
        simulation.call(
                "test",
                () -> {
                    var here = world.listen(timers);
                    var there = world.listen(timers);
                    var dialed =
                            here.dial(
                                    there.endpoints().getFirst(),
                                    timers.deadlineIn(Duration.ofSeconds(1)));
                    here.closeThen(() -> ran.add("gone"));
                    assertEquals(List.of(), ran);
                    dialed.close();
                    assertEquals(List.of("gone"), ran);
                    there.closeThen(() -> ran.add("gone too"));
                    assertEquals(List.of("gone", "gone too"), ran);
                    return true;
                });
    }

    @Test
    void protocol_isMemory() throws Exception {
        var transport = world.listen(timers);
        assertEquals(java.util.Set.of(Protocol.MEMORY), transport.protocols());
        transport.close();
    }
}
