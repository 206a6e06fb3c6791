package dev.tendril.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.api.router.RouterSnapshot.TransportState;
import dev.tendril.router.fake.FakeConnection;
import dev.tendril.router.fake.FakeManager;
import dev.tendril.router.fake.FakeTransport;
import dev.tendril.router.fake.Sim;
import dev.tendril.router.fake.TestNode;
import dev.tendril.router.fake.TestReactor;
import dev.tendril.router.fake.Texts;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The router's own life: start, parts that come and go, end. */
class RouterLifeTest {

    @Test
    void start_withListedPartsMissing_waitsFiveSecondsAndNamesThem() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node =
                            TestNode.of(
                                    sim,
                                    "node",
                                    b ->
                                            b.reactors(Set.of("pex", "texts"))
                                                    .transports(Set.of("mconn")))) {
                        node.router().addReactor(new TestReactor("texts", Texts.channel(1)));
                        node.start();
                        var waiting = node.transport().comes(node.stranger("peer", 1));
                        sim.timers().sleep(Duration.ofSeconds(4));
                        assertEquals(
                                List.of("reactor pex", "transport mconn"),
                                node.router().snapshot().waitingFor());
                        assertEquals(1, node.transport().waiting());
                        node.manager().awaitReady(1);
                        assertEquals(Duration.ofSeconds(5).toNanos(), sim.timers().nanos());
                        assertEquals(List.of(), node.router().snapshot().waitingFor());
                        assertFalse(waiting.isClosed());
                    }
                });
    }

    @Test
    void start_withEverythingThere_doesNotWait() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node =
                            TestNode.of(
                                    sim,
                                    "node",
                                    b ->
                                            b.reactors(Set.of("texts"))
                                                    .transports(Set.of("memory")))) {
                        node.transport().comes(node.stranger("peer", 1));
                        node.start();
                        sim.timers().sleep(Duration.ofSeconds(1));
                        node.router().addReactor(new TestReactor("texts", Texts.channel(1)));
                        node.manager().awaitReady(1);
                        assertEquals(Duration.ofSeconds(1).toNanos(), sim.timers().nanos());
                        assertEquals(
                                Set.of(new ChannelId(1)),
                                node.router().snapshot().links().getFirst().channels());
                    }
                });
    }

    @Test
    void start_withoutPeerManager_waitsForIt() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = TestNode.bare(sim, "node", b -> {})) {
                        var reactor = new TestReactor("texts", Texts.channel(1));
                        node.router().addReactor(reactor);
                        node.router().addTransport("memory", "test", node.transport());
                        node.start();
                        node.transport().comes(node.stranger("peer", 1));
                        sim.timers().sleep(Duration.ofMinutes(1));
                        assertEquals(
                                List.of("peer manager"), node.router().snapshot().waitingFor());
                        node.router().setPeerManager(node.manager());
                        node.manager().awaitReady(1);
                        var heard = node.manager().heard();
                        assertTrue(heard.contains("protocols [memory]"), heard::toString);
                        assertTrue(heard.contains("listening [memory:" + node.id() + "]"));
                    }
                });
    }

    @Test
    @Covers({"I-16", "I-3"})
    void peerManager_replaced_isHandedTheConnections() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = TestNode.of(sim, "node").start()) {
                        var reactor = new TestReactor("texts", Texts.channel(1));
                        node.router().addReactor(reactor);
                        reactor.context();
                        var stays = node.transport().comes(node.stranger("stays", 1));
                        node.transport().comes(node.stranger("goes", 1));
                        node.manager().awaitReady(2);
                        node.router().clearPeerManager(node.manager());
                        node.manager().close();
                        sim.timers().sleep(Duration.ofSeconds(1));
                        var fresh = new FakeManager();
                        node.router().setPeerManager(fresh);
                        fresh.awaitReady(2);
                        assertTrue(
                                fresh.heard().getFirst().startsWith("adopt ["),
                                fresh.heard()::toString);
                        assertFalse(stays.isClosed());
                        assertEquals(2, reactor.await(ReactorEvent.Up.class, 2).size());
                        var ref = fresh.connected().getFirst().ref();
                        fresh.evict(ref, "test");
                        fresh.awaitHeard("disconnected " + ref.brief() + " test US");
                        node.transport().comes(node.stranger("new", 1));
                        fresh.awaitHeardPrefix("ready ");
                        fresh.awaitReady(2);
                    }
                });
    }

    @Test
    @Covers("I-16")
    void peerManager_gone_keepsConnectionsAndTellsTheNextWhatEnded() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = TestNode.of(sim, "node").start()) {
                        var reactor = new TestReactor("texts", Texts.channel(1));
                        node.router().addReactor(reactor);
                        reactor.context();
                        var one = node.transport().comes(node.stranger("one", 1));
                        node.transport().comes(node.stranger("two", 1));
                        node.manager().awaitReady(2);
                        node.router().clearPeerManager(node.manager());
                        one.close();
                        reactor.await(ReactorEvent.Down.class, 1);
                        var fresh = new FakeManager();
                        node.router().setPeerManager(fresh);
                        fresh.awaitReady(1);
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertEquals(1, fresh.connected().size());
                    }
                });
    }

    @Test
    @Covers({"N-TR-01", "I-16"})
    void transport_thatDeparts_stopsAtOnceAndItsConnectionsLinger() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = TestNode.of(sim, "node").start()) {
                        var reactor = new TestReactor("texts", Texts.channel(1));
                        node.router().addReactor(reactor);
                        reactor.context();
                        var lingering = new ArrayList<FakeConnection>();
                        for (int i = 0; i < 3; i++) {
                            lingering.add(node.transport().comes(node.stranger("peer" + i, 1)));
                        }
                        node.manager().awaitReady(3);
                        var other = new FakeTransport(Protocol.MCONN, "other", sim.timers());
                        node.router().addTransport("other", "test", other);
                        node.manager().awaitHeard("protocols [mconn, memory]");
                        var stays = other.comes(node.stranger("stays", 1));
                        node.manager().awaitReady(4);
                        node.router().removeTransport(node.transport());
                        node.manager().awaitHeard("protocols [mconn]");
                        node.transport().comes(node.stranger("late", 1));
                        sim.timers().sleep(Duration.ofMinutes(9));
                        assertEquals(1, node.transport().waiting());
                        assertFalse(lingering.stream().anyMatch(FakeConnection::isClosed));
                        assertEquals(3, departed(node).connections());
                        sim.timers().sleep(Duration.ofMillis(61_500));
                        assertEquals(
                                2, lingering.stream().filter(FakeConnection::isClosed).count());
                        sim.timers().sleep(Duration.ofSeconds(2));
                        assertEquals(
                                3, lingering.stream().filter(FakeConnection::isClosed).count());
                        assertFalse(stays.isClosed());
                        assertEquals(1, node.router().snapshot().transports().size());
                    }
                });
    }

    @Test
    @Covers({"D-50"})
    void snapshot_hasTheCountersOfTransports_andNoneWhereOneThrows() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.manager().awaitHeard("protocols [memory]");
                        node.transport().counts(() -> Map.of("limit.inbound", 3L));
                        assertEquals(Map.of("limit.inbound", 3L), transportCounters(node));

                        node.transport()
                                .counts(
                                        () -> {
                                            throw new NoClassDefFoundError("bundle has left");
                                        });
                        var before = threw(node);
                        assertEquals(Map.of(), transportCounters(node));
                        assertTrue(threw(node) > before);
                    }
                });
    }

    private static Map<String, Long> transportCounters(TestNode node) {
        return node.router().snapshot().transports().getFirst().counters();
    }

    private static long threw(TestNode node) {
        return node.router().snapshot().counters().getOrDefault("transport.threw", 0L);
    }

    private static TransportState departed(TestNode node) {
        return node.router().snapshot().transports().stream()
                .filter(transport -> transport.state().equals("departed"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void transport_ofAProtocolThatIsHeld_waitsUntilItIsFree() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(new TestReactor("texts", Texts.channel(1)));
                        node.manager().awaitHeard("protocols [memory]");
                        var second = new FakeTransport(Protocol.MEMORY, "second", sim.timers());
                        node.router().addTransport("second", "test", second);
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertEquals(
                                List.of("listening", "waiting"),
                                node.router().snapshot().transports().stream()
                                        .map(TransportState::state)
                                        .toList());
                        assertEquals(0, second.accepts());
                        node.router().removeTransport(node.transport());
                        second.comes(node.stranger("peer", 1));
                        node.manager().awaitReady(1);
                    }
                });
    }

    @Test
    @Covers({"L-6", "N-CH-07", "N-TR-02", "D-28"})
    void close_isPromptAndCompleteWhateverHangs() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var node = TestNode.of(sim, "node").start();
                    var open = node.router().openChannel(Texts.channel(7));
                    var reactor = new TestReactor("texts", Texts.channel(1));
                    node.router().addReactor(reactor);
                    reactor.context();
                    var hanging = node.stranger("hanging", 1);
                    hanging.stall(true);
                    node.transport().comes(hanging);
                    node.transport().comes(node.silent("silent"));
                    node.transport().comes(node.stranger("fine", 1));
                    node.transport().dials((endpoint, by) -> node.transport().swallow(by));
                    node.manager().dial(TestNode.of(sim, "far").address());
                    node.manager().awaitReady(2);
                    reactor.context().channel(Texts.channel(1)).broadcast("never sent");
                    sim.timers().sleep(Duration.ofMillis(10));
                    var before = sim.timers().nanos();
                    node.close();
                    node.close();
                    assertEquals(before, sim.timers().nanos());
                    assertTrue(open.broadcast("x").queued() == 0);
                    assertTrue(hanging.isClosed());
                    var heard = node.manager().heard();
                    var told = heard.stream().filter(line -> line.endsWith("router-stopped US"));
                    assertEquals(4, told.count(), heard::toString);
                    assertEquals(List.of(), node.manager().connected());
                    assertEquals(List.of(), node.router().snapshot().channels());
                });
    }

    @Test
    @Covers({"L-2", "L-6"})
    void close_whileATransportsCloseHangs_takesSeconds() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var node = TestNode.of(sim, "node").start();
                    var reactor = new TestReactor("texts", Texts.channel(1));
                    node.router().addReactor(reactor);
                    reactor.context();
                    var stuck = new ArrayList<FakeConnection>();
                    for (int i = 0; i < 5; i++) {
                        var connection = node.stranger("stuck" + i, 1);
                        connection.hangAtClose();
                        stuck.add(node.transport().comes(connection));
                    }
                    node.manager().awaitReady(5);
                    var before = sim.timers().nanos();
                    node.close();
                    var tookMillis = (sim.timers().nanos() - before) / 1_000_000;
                    assertTrue(tookMillis <= 3_000, () -> "milliseconds: " + tookMillis);
                    assertEquals(List.of(), node.manager().connected());
                    stuck.forEach(FakeConnection::letGo);
                });
    }
}
