package dev.tendril.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.HandshakeException;
import dev.tendril.api.transport.HandshakeFailure;
import dev.tendril.router.fake.FakeConnection;
import dev.tendril.router.fake.FakeTransport;
import dev.tendril.router.fake.Sim;
import dev.tendril.router.fake.TestNode;
import dev.tendril.router.fake.TestReactor;
import dev.tendril.router.fake.Texts;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.testkit.node.TestNodes;
import dev.tendril.testkit.sim.SimScheduler;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Addresses become connections. */
class RouterDialTest {

    private static final NodeId PEER = TestIdentity.of("peer").nodeId();
    private static final String BRIEF = PEER.brief();

    private static TestNode node(SimScheduler sim) {
        var node = TestNode.of(sim, "dialer");
        node.router().addReactor(new TestReactor("texts", Texts.channel(1)));
        return node.start();
    }

    private static NodeAddress local(String word) {
        return NodeAddress.local(Protocol.MEMORY, TestIdentity.of(word).nodeId(), "");
    }

    @Test
    @Covers("RD-02")
    void dial_thatFails_isToldWithItsReasonAndClosed() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = node(sim)) {
                        assertFails(node, failing(sim), "authentication-failed PEER");
                        assertFails(node, node.stranger("other", 1), "wrong-node-id PEER");
                        node.transport()
                                .dials(
                                        (endpoint, by) -> {
                                            throw new IOException("connection refused");
                                        });
                        node.manager().dial(local("peer"));
                        node.manager().awaitHeard("dialFailed " + BRIEF + " dial-failed NOBODY");
                        assertRefused(node, node.stranger("peer", 7), "no-common-channel");
                        assertRefused(node, node.stranger("peer", onAnotherNetwork()), "network");
                        assertEquals(List.of(), node.manager().connected());
                        assertFalse(node.manager().heard().toString().contains("ready"));
                    }
                });
    }

    @Test
    @Covers("D-50")
    void dial_thatFailsInACommonWay_hasAReasonOperatorsKnow() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = node(sim)) {
                        assertReason(node, new ConnectException("closed"), "connection-refused");
                        assertReason(node, new SocketTimeoutException("late"), "dial-timeout");
                        assertReason(node, new NoRouteToHostException("nowhere"), "no-route");
                        assertReason(node, new IOException("other"), "dial-failed");
                    }
                    try (var node = node(sim)) {
                        assertReason(
                                node, new ConnectException("Connection timed out"), "dial-timeout");
                    }
                });
    }

    private static void assertReason(TestNode node, IOException failure, String code)
            throws InterruptedException {
        node.transport()
                .dials(
                        (endpoint, by) -> {
                            throw failure;
                        });
        node.manager().dial(local("peer"));
        node.manager().awaitHeard("dialFailed " + BRIEF + " " + code + " NOBODY");
        assertEquals(1, node.router().snapshot().counters().get("dial.failed." + code));
    }

    private static void assertFails(TestNode node, FakeConnection connection, String how)
            throws InterruptedException {
        node.transport().dials((endpoint, by) -> connection);
        node.manager().dial(local("peer"));
        node.manager().awaitHeard("dialFailed " + BRIEF + " " + how);
        connection.awaitClosed();
    }

    private static void assertRefused(TestNode node, FakeConnection connection, String code)
            throws InterruptedException {
        node.transport().dials((endpoint, by) -> connection);
        node.manager().dial(local("peer"));
        connection.awaitClosed();
        assertTrue(node.manager().heard().contains("refused " + code), code);
    }

    private static NodeInfo onAnotherNetwork() {
        var info = TestNodes.info(PEER, 1);
        return new NodeInfo(
                info.versions(),
                info.nodeId(),
                info.listenAddress(),
                "other-chain",
                info.version(),
                info.channels(),
                info.moniker(),
                info.txIndex(),
                info.rpcAddress());
    }

    private static FakeConnection failing(SimScheduler sim) {
        return new FakeConnection(
                sim.timers(),
                "peer",
                (offer, by) -> {
                    assertEquals(PEER, offer.expected().orElseThrow());
                    var reason = HandshakeFailure.AUTHENTICATION_FAILED.reason("");
                    throw new HandshakeException(reason, Blame.PEER);
                });
    }

    @Test
    @Covers({"RD-03", "D-40"})
    void dial_ofManyWhoseHandshakesHang_isParallel() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = node(sim)) {
                        node.transport().dials((endpoint, by) -> node.silent("silent"));
                        for (int i = 0; i < 10; i++) {
                            node.manager().dial(local("silent" + i));
                        }
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertEquals(10, node.transport().dialed().size());
                        for (int i = 0; i < 10; i++) {
                            var id = TestIdentity.of("silent" + i).nodeId().brief();
                            node.manager().awaitHeardPrefix("dialFailed " + id);
                        }
                        assertEquals(Duration.ofSeconds(20).toNanos(), sim.timers().nanos());
                    }
                });
    }

    @Test
    @Covers("RD-04")
    void dial_afterADroppedAttempt_comesUp() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = node(sim)) {
                        var tries = new AtomicInteger();
                        node.transport()
                                .dials(
                                        (endpoint, by) -> {
                                            var connection = node.stranger("peer", 1);
                                            if (tries.incrementAndGet() == 1) {
                                                connection.ends("peer-closed", Blame.NOBODY);
                                            }
                                            return connection;
                                        });
                        node.manager().persist(local("peer"));
                        node.manager().awaitHeardPrefix("disconnected " + BRIEF + "#1 peer-closed");
                        node.manager().awaitHeard("ready " + BRIEF + "#2");
                    }
                });
    }

    @Test
    @Covers({"RD-05", "N-PM-13"})
    void dial_ofAName_triesEachAddressWithinOneDeadline() throws Exception {
        var random = Seeds.random(getClass());
        Sim.run(
                getClass(),
                sim -> {
                    for (int round = 0; round < 10; round++) {
                        var good = random.nextInt(10);
                        Resolver resolver = host -> addresses();
                        try (var node = named(sim, resolver)) {
                            var transport = mconn(sim, node, good);
                            node.manager()
                                    .dial(NodeAddress.parse("mconn://" + PEER + "@peer.example:1"));
                            var begun = sim.timers().nanos();
                            node.manager().awaitReady(1);
                            assertEquals(good + 1, transport.dialed().size());
                            assertEquals(
                                    EndpointRace.STAGGER.multipliedBy(good).toNanos(),
                                    sim.timers().nanos() - begun);
                        }
                    }
                });
    }

    private static TestNode named(SimScheduler sim, Resolver resolver) {
        var node = TestNode.bare(sim, "dialer", b -> {}, resolver);
        node.router().setPeerManager(node.manager());
        node.router().addReactor(new TestReactor("texts", Texts.channel(1)));
        return node.start();
    }

    private static List<InetAddress> addresses() throws IOException {
        var all = new ArrayList<InetAddress>();
        for (int i = 0; i < 10; i++) {
            all.add(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) i}));
        }
        return all;
    }

    /** A transport at which only the address that ends in {@code good} answers. */
    private static FakeTransport mconn(SimScheduler sim, TestNode node, int good) {
        var transport = new FakeTransport(Protocol.MCONN, "mconn", sim.timers());
        transport.dials((endpoint, by) -> answer(transport, node, endpoint, by, good));
        node.router().addTransport("mconn", "test", transport);
        return transport;
    }

    private static Connection answer(
            FakeTransport transport, TestNode node, Endpoint endpoint, Deadline by, int good)
            throws InterruptedException, IOException {
        var last = ((Endpoint.Networked) endpoint).ip().getAddress()[3];
        return last == good ? node.stranger("peer", 1) : transport.swallow(by);
    }

    @Test
    @Covers({"N-PEX-02", "D-37"})
    void dial_whileTheNameServiceHangs_failsInTimeAndHoldsUpNobody() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    Resolver resolver =
                            host -> {
                                if (host.equals("slow.example")) {
                                    sim.timers().sleepUntil(Deadline.NEVER);
                                }
                                throw new IOException("unknown host");
                            };
                    try (var node = named(sim, resolver)) {
                        mconn(sim, node, 7);
                        var slow = TestIdentity.of("slow").nodeId();
                        node.manager()
                                .dial(NodeAddress.parse("mconn://" + slow + "@slow.example:1"));
                        node.manager().dial(NodeAddress.parse("mconn://" + PEER + "@192.0.2.7:1"));
                        node.manager().awaitReady(1);
                        assertEquals(0, sim.timers().nanos());
                        node.manager()
                                .awaitHeard(
                                        "dialFailed " + slow.brief() + " resolve-failed NOBODY");
                        assertEquals(Duration.ofSeconds(5).toNanos(), sim.timers().nanos());
                    }
                });
    }

    /** A name that is not there today may be there tomorrow: nothing stops, nobody is to blame. */
    @Test
    @Covers("PL-04")
    void dial_ofASeedThatCannotBeResolved_stopsNothing_andWorksOnceItCan() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var there = new AtomicBoolean();
                    Resolver resolver =
                            host -> {
                                if (!there.get()) {
                                    throw new UnknownHostException(host);
                                }
                                return List.of(InetAddress.ofLiteral("192.0.2.7"));
                            };
                    try (var node = named(sim, resolver)) {
                        var transport = mconn(sim, node, 7);
                        node.manager().persist(NodeAddress.parse("mconn://" + PEER + "@seed:1"));
                        node.manager().awaitHeard("dialFailed " + BRIEF + " resolve-failed NOBODY");
                        transport.comes(node.stranger("guest", 1));
                        node.manager().awaitReady(1);
                        there.set(true);
                        node.manager().dial(NodeAddress.parse("mconn://" + PEER + "@seed:1"));
                        node.manager().awaitReady(2);
                    }
                });
    }

    @Test
    @Covers({"N-TR-03", "I-6"})
    void dial_withoutTransport_isNoFailureOfThePeer() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = node(sim)) {
                        node.manager().awaitHeard("protocols [memory]");
                        node.manager().ignoreProtocols();
                        node.manager().dial(NodeAddress.parse("mconn://" + PEER + "@192.0.2.1:1"));
                        node.manager()
                                .awaitHeard("dialFailed " + BRIEF + " protocol-unavailable US");
                        assertFalse(node.router().snapshot().waitingFor().contains("peer manager"));
                    }
                });
    }

    @Test
    @Covers({"L-2", "D-36"})
    void dial_thatIgnoresItsDeadline_isGivenUp() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = node(sim)) {
                        node.transport().dials((endpoint, by) -> stubborn(sim, node));
                        node.manager().dial(local("peer"));
                        node.manager().awaitHeard("dialFailed " + BRIEF + " dial-timeout NOBODY");
                        assertTrue(sim.timers().nanos() < Duration.ofSeconds(30).toNanos());
                        sim.timers().sleep(Duration.ofMinutes(2));
                        assertEquals(List.of(), node.manager().connected());
                    }
                });
    }

    private static Connection stubborn(SimScheduler sim, TestNode node) {
        var until = sim.timers().deadlineIn(Duration.ofMinutes(1));
        while (!until.isPast(sim.timers().nanos())) {
            try {
                sim.timers().sleepUntil(until);
            } catch (InterruptedException ignored) {
                // the transport under test does not care
            }
        }
        return node.stranger("peer", 1);
    }
}
