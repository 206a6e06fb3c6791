package dev.tendril.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.Protocol;
import dev.tendril.api.decision.Blame;
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
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.testkit.node.TestNodes;
import dev.tendril.testkit.sim.SimScheduler;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Strangers at the door. */
class RouterAcceptTest {

    private static TestNode node(SimScheduler sim) {
        var node = TestNode.of(sim, "listener");
        node.router().addReactor(new TestReactor("texts", Texts.channel(1)));
        return node.start();
    }

    @Test
    @Covers({"RA-01", "RA-11"})
    void accept_ofAGoodPeer_screensFirstThenConnects() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = node(sim)) {
                        var connection = node.transport().comes(node.stranger("peer", 1));
                        node.manager().awaitReady(1);
                        var peer = TestIdentity.of("peer").nodeId().brief();
                        var heard = node.manager().heard();
                        assertTrue(
                                heard.indexOf("screen memory:peer")
                                        < heard.indexOf("accepted " + peer));
                        assertTrue(
                                heard.indexOf("accepted " + peer)
                                        < heard.indexOf("ready " + peer + "#1"));
                        assertFalse(connection.isClosed());
                    }
                });
    }

    @Test
    @Covers("RA-11")
    void accept_refusedAtTheScreen_closesWithoutHandshake() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = node(sim)) {
                        node.manager().refuseAtScreen("banned");
                        var connection =
                                new FakeConnection(
                                        sim.timers(),
                                        "peer",
                                        (offer, by) -> {
                                            throw new AssertionError("no handshake is begun");
                                        });
                        node.transport().comes(connection).awaitClosed();
                        assertEquals(
                                1,
                                node.router().snapshot().counters().get("screen.refused.banned"));
                    }
                });
    }

    @Test
    @Covers({"RA-02", "RA-03", "RA-04", "RA-05", "RA-12"})
    void accept_ofABadPeer_closesAtOnceAndConnectsNobody() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = node(sim)) {
                        var strangers = new ArrayList<FakeConnection>();
                        strangers.add(failing(sim, HandshakeFailure.NODE_INFO_INVALID));
                        strangers.add(failing(sim, HandshakeFailure.AUTHENTICATION_FAILED));
                        strangers.add(node.stranger("listener", 1));
                        var id = TestIdentity.of("peer").nodeId();
                        var info = TestNodes.info(id, 1);
                        strangers.add(node.stranger("peer", otherNetwork(info)));
                        strangers.add(node.stranger("peer", 2));
                        for (var stranger : strangers) {
                            node.transport().comes(stranger).awaitClosed();
                        }
                        assertEquals(0, sim.timers().nanos());
                        assertEquals(List.of(), node.manager().connected());
                        var heard = node.manager().heard();
                        assertTrue(
                                heard.contains("acceptFailed node-info-invalid PEER"),
                                heard::toString);
                        assertTrue(heard.contains("acceptFailed authentication-failed PEER"));
                        assertTrue(heard.contains("refused self"));
                        assertTrue(heard.contains("refused network"));
                        assertTrue(heard.contains("refused no-common-channel"));
                    }
                });
    }

    private static FakeConnection failing(SimScheduler sim, HandshakeFailure failure) {
        return new FakeConnection(
                sim.timers(),
                "bad",
                (offer, by) -> {
                    throw new HandshakeException(failure.reason(""), Blame.PEER);
                });
    }

    private static dev.tendril.api.node.NodeInfo otherNetwork(dev.tendril.api.node.NodeInfo info) {
        return new dev.tendril.api.node.NodeInfo(
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

    @Test
    @Covers("RA-06")
    void accept_ofAClosedTransport_isNotCalledAgain() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = node(sim)) {
                        sim.timers().sleep(Duration.ofSeconds(1));
                        node.transport().close();
                        sim.timers().sleep(Duration.ofMinutes(1));
                        assertEquals(1, node.transport().accepts());
                        assertEquals(
                                "dial-only",
                                node.router().snapshot().transports().getFirst().state());
                    }
                });
    }

    @Test
    @Covers({"RA-07", "N-AC-01", "D-2", "D-3"})
    void accept_failingAThousandTimes_isRetriedWithGrowingPauses() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = node(sim)) {
                        for (int i = 0; i < 1_000; i++) {
                            var throwsBug = i % 2 == 0;
                            node.transport()
                                    .comes(
                                            () -> {
                                                if (throwsBug) {
                                                    throw new IllegalStateException("bug");
                                                }
                                                throw new IOException("too many open files");
                                            });
                        }
                        sim.timers().sleep(Duration.ofSeconds(60));
                        var tries = 1_000 - node.transport().waiting();
                        assertTrue(tries > 10 && tries < 30, () -> "tries in a minute: " + tries);
                        sim.timers().sleep(Duration.ofHours(2));
                        node.transport().comes(node.stranger("peer", 1));
                        node.manager().awaitReady(1);
                    }
                });
    }

    @Test
    @Covers("N-TR-02")
    void accept_failingOrClosedOrBlockedInOneTransport_leavesTheOtherAlone() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = node(sim)) {
                        var healthy = new FakeTransport(Protocol.MCONN, "healthy", sim.timers());
                        node.router().addTransport("healthy", "test", healthy);
                        node.manager().awaitHeard("protocols [mconn, memory]");
                        for (int i = 0; i < 12; i++) {
                            node.transport().comes(() -> throwing("too many open files"));
                        }
                        comesAtOnce(sim, node, healthy, "while it fails");
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertTrue(node.transport().accepts() > 1, "it is tried again");
                        assertTrue(node.transport().waiting() > 0, "it fails on");
                        comesAtOnce(sim, node, healthy, "while it still fails");
                        sim.timers().sleep(Duration.ofHours(1));
                        comesAtOnce(sim, node, node.transport(), "to the one that failed");
                        node.transport().comes(() -> node.transport().swallow(Deadline.NEVER));
                        comesAtOnce(sim, node, healthy, "while it blocks");
                        node.transport().close();
                        sim.timers().sleep(Duration.ofMinutes(1));
                        comesAtOnce(sim, node, healthy, "when it has closed itself");
                        assertEquals(5, node.manager().connected().size());
                    }
                });
    }

    private static Connection throwing(String problem) throws IOException {
        throw new IOException(problem);
    }

    /** Somebody comes and is connected while no time passes. */
    private static void comesAtOnce(
            SimScheduler sim, TestNode node, FakeTransport transport, String who)
            throws InterruptedException {
        var nanos = sim.timers().nanos();
        var before = node.manager().connected().size();
        transport.comes(node.stranger(who, 1));
        node.manager().awaitReady(before + 1);
        assertEquals(nanos, sim.timers().nanos(), who);
    }

    @Test
    @Covers("RA-08")
    void accept_whileHandshakesHang_goesOn() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = node(sim)) {
                        for (int i = 0; i < 3; i++) {
                            node.transport().comes(node.silent("silent" + i));
                        }
                        for (int i = 0; i < 10; i++) {
                            node.transport().comes(node.stranger("peer" + i, 1));
                        }
                        node.manager().awaitReady(10);
                        assertEquals(0, sim.timers().nanos());
                    }
                });
    }

    @Test
    @Covers("RA-09")
    void accept_neverShakesHandsWithMoreThanTheLimit() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = TestNode.of(sim, "listener", b -> b.handshakesMax(2))) {
                        node.router().addReactor(new TestReactor("texts", Texts.channel(1)));
                        node.start();
                        for (int i = 0; i < 10; i++) {
                            node.transport().comes(node.silent("silent" + i));
                        }
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertEquals(2, screened(node));
                        sim.timers().sleep(Duration.ofSeconds(20));
                        assertEquals(4, screened(node));
                        sim.timers().sleep(Duration.ofMinutes(2));
                        assertEquals(10, screened(node));
                        assertTrue(node.router().snapshot().counters().get("limit.handshakes") > 0);
                    }
                });
    }

    private static long screened(TestNode node) {
        return node.manager().heard().stream().filter(line -> line.startsWith("screen ")).count();
    }

    @Test
    @Covers({"RA-10", "N-RT-05", "N-CT-04", "D-36", "L-2"})
    void handshake_thatHangs_endsAtItsDeadlineWhateverTheTransportDoes() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = node(sim)) {
                        var polite = node.transport().comes(node.silent("silent"));
                        var rude =
                                new FakeConnection(sim.timers(), "rude", (offer, by) -> hang(sim));
                        node.transport().comes(rude);
                        polite.awaitClosed();
                        assertEquals(Duration.ofSeconds(20).toNanos(), sim.timers().nanos());
                        rude.awaitClosed();
                        assertTrue(sim.timers().nanos() < Duration.ofSeconds(21).toNanos());
                        node.manager().awaitHeard("acceptFailed handshake-timeout NOBODY");
                        sim.timers().sleep(Duration.ofMinutes(1));
                    }
                });
    }

    /** Ignores deadline and interrupts for a while. */
    private static dev.tendril.api.transport.Handshake hang(SimScheduler sim) throws IOException {
        var until = sim.timers().deadlineIn(Duration.ofMinutes(1));
        while (!until.isPast(sim.timers().nanos())) {
            try {
                sim.timers().sleepUntil(until);
            } catch (InterruptedException ignored) {
                // the transport under test does not care
            }
        }
        throw new IOException("at last");
    }
}
