package dev.tendril.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.channel.SendResult;
import dev.tendril.api.reactor.ReactorContext;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.api.reactor.Settings;
import dev.tendril.api.router.RouterSnapshot.ReactorState;
import dev.tendril.router.fake.FakeConnection;
import dev.tendril.router.fake.Sim;
import dev.tendril.router.fake.TestNode;
import dev.tendril.router.fake.TestReactor;
import dev.tendril.router.fake.Texts;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.sim.SimScheduler;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Reactors come, throw, hang and go. */
class ReactorHostTest {

    private static ReactorState state(TestNode node, String name) {
        return node.router().snapshot().reactors().stream()
                .filter(reactor -> reactor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static FakeConnection peer(TestNode node, String word, int... channels)
            throws InterruptedException {
        var before = node.manager().connected().size();
        var connection = node.transport().comes(node.stranger(word, channels));
        node.manager().awaitReady(before + 1);
        return connection;
    }

    @Test
    @Covers({"D-44", "N-QU-10"})
    void reactor_thatThrows_isStartedAfreshAndHearsOfItsPeersAgain() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var reactor = new TestReactor("texts", Texts.channel(1));
                    var throwing = new AtomicInteger(1);
                    reactor.does((context, event) -> throwOnce(event, throwing));
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(reactor);
                        reactor.context();
                        var connection = peer(node, "peer", 1);
                        connection.arrives(1, Texts.bytes("poison"));
                        connection.arrives(1, Texts.bytes("kept"));
                        reactor.awaitUntil(() -> reactor.starts() == 2);
                        assertEquals(2, reactor.await(ReactorEvent.Up.class, 2).size());
                        reactor.await(ReactorEvent.Received.class, 1);
                        assertEquals(List.of("kept"), reactor.texts());
                        assertFalse(connection.isClosed());
                        assertEquals(1, state(node, "texts").failures());
                        assertEquals(
                                "IllegalStateException: poisoned",
                                state(node, "texts").lastFailure());
                        assertEquals(1, reactor.released());
                    }
                });
    }

    private static void throwOnce(ReactorEvent event, AtomicInteger throwing) {
        if (event instanceof ReactorEvent.Received && throwing.getAndDecrement() > 0) {
            throw new IllegalStateException("poisoned");
        }
    }

    @Test
    void reactor_thatThrowsAgainAndAgain_isHeldUntilRetry() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var reactor = new TestReactor("texts", Texts.channel(1));
                    reactor.does(
                            (context, event) -> {
                                throw new IllegalStateException("always");
                            });
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(reactor);
                        reactor.context();
                        peer(node, "peer", 1);
                        sim.timers().sleep(Duration.ofMinutes(5));
                        assertEquals("held", state(node, "texts").state());
                        assertTrue(
                                state(node, "texts").reason().contains("p2p:reactors retry texts"));
                        assertEquals(ReactorHost.FAILURES_MAX, reactor.starts());
                        assertEquals(List.of(), node.router().self().channels());
                        assertEquals(1, node.manager().connected().size());
                        reactor.does((context, event) -> {});
                        assertTrue(node.router().retry("texts").isEmpty());
                        reactor.await(ReactorEvent.Up.class, 1);
                        assertEquals("running", state(node, "texts").state());
                        assertEquals("unknown-reactor", node.router().retry("nobody").get().code());
                        assertEquals("reactor-runs", node.router().retry("texts").get().code());
                    }
                });
    }

    @Test
    @Covers({"N-CH-05", "I-13"})
    void reactor_replacedWithinTheGrace_takesItsMailboxOver() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var former = new TestReactor("texts", Texts.channel(1));
                    var fresh = new TestReactor("texts", Texts.channel(1));
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(former);
                        var connection = peerOf(node, former);
                        node.router().removeReactor(former);
                        assertEquals(List.of(new ChannelId(1)), node.router().self().channels());
                        connection.arrives(1, Texts.bytes("meanwhile"));
                        sim.timers().sleep(Duration.ofSeconds(4));
                        node.router().addReactor(fresh);
                        fresh.await(ReactorEvent.Received.class, 1);
                        assertEquals(List.of("meanwhile"), fresh.texts());
                        assertTrue(fresh.events().getFirst() instanceof ReactorEvent.Up);
                        sim.timers().sleep(Duration.ofMinutes(1));
                        assertFalse(connection.isClosed());
                    }
                });
    }

    private static FakeConnection peerOf(TestNode node, TestReactor reactor)
            throws InterruptedException {
        reactor.context();
        var connection = peer(node, "peer", 1);
        reactor.await(ReactorEvent.Up.class, 1);
        return connection;
    }

    @Test
    @Covers({"N-CH-02", "N-CH-04", "N-CH-05"})
    void reactor_replacedAfterTheGrace_startsEmptyAndNobodyIsPunished() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var former = new TestReactor("texts", Texts.channel(1));
                    var fresh = new TestReactor("texts", Texts.channel(1));
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(former);
                        var connection = peerOf(node, former);
                        node.router().removeReactor(former);
                        connection.arrives(1, Texts.bytes("waits in vain"));
                        sim.timers().sleep(Duration.ofSeconds(6));
                        assertEquals(List.of(), node.router().self().channels());
                        connection.arrives(1, Texts.bytes("served by nobody"));
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertFalse(connection.isClosed());
                        node.router().addReactor(fresh);
                        fresh.await(ReactorEvent.Up.class, 1);
                        connection.arrives(1, Texts.bytes("new"));
                        fresh.await(ReactorEvent.Received.class, 1);
                        assertEquals(List.of("new"), fresh.texts());
                        var drops = node.router().snapshot().channels().getFirst().drops();
                        assertEquals(1, drops.get("incarnation-ended"));
                    }
                });
    }

    @Test
    @Covers("N-CH-05")
    void reactor_withAnotherCodecVersion_doesNotGetWhatWaits() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var former = new TestReactor("texts", Texts.channel(1), Texts.channel(2));
                    var fresh =
                            new TestReactor(
                                    "texts",
                                    Texts.builder(1).codecVersion(2).build(),
                                    Texts.channel(2));
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(former);
                        former.context();
                        var connection = peer(node, "peer", 1, 2);
                        former.await(ReactorEvent.Up.class, 1);
                        node.router().removeReactor(former);
                        connection.arrives(1, Texts.bytes("old codec"));
                        connection.arrives(2, Texts.bytes("same codec"));
                        sim.timers().sleep(Duration.ofSeconds(1));
                        node.router().addReactor(fresh);
                        fresh.await(ReactorEvent.Received.class, 1);
                        assertEquals(List.of("same codec"), fresh.texts());
                        var drops = node.router().snapshot().channels().getFirst().drops();
                        assertEquals(1, drops.get("incarnation-ended"));
                    }
                });
    }

    @Test
    void reactor_thatIsNotListed_waitsWithTheCommandThatEnablesIt() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var reactor = new TestReactor("texts", Texts.channel(1));
                    try (var node =
                            TestNode.of(sim, "node", b -> b.reactors(Set.of("pex"))).start()) {
                        node.router().addReactor(reactor);
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertEquals("waiting", state(node, "texts").state());
                        assertTrue(
                                state(node, "texts")
                                        .reason()
                                        .contains("p2p:reactors enable texts"));
                        assertEquals("missing", state(node, "pex").state());
                        var changed =
                                RouterOptions.builder("test", "test-chain")
                                        .reactors(Set.of("pex", "texts"))
                                        .reactorSettings(
                                                "texts", new Settings(Map.of("key", "value")))
                                        .build();
                        node.router().changeOptions(changed);
                        var context = reactor.context();
                        assertEquals("value", context.settings().text("key").orElse(""));
                        node.router().changeOptions(changed.withReactors(Set.of("pex"), Map.of()));
                        sim.timers().sleep(Duration.ofSeconds(10));
                        assertEquals("waiting", state(node, "texts").state());
                        assertEquals(List.of(), node.router().self().channels());
                    }
                });
    }

    @Test
    @Covers("NI-10")
    void reactor_whoseChannelOrNameIsHeld_waitsUntilItIsFree() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var first = new TestReactor("first", Texts.channel(1));
                    var second = new TestReactor("second", Texts.channel(1));
                    var namesake = new TestReactor("first", Texts.channel(3));
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(first);
                        first.context();
                        node.router().addReactor(second);
                        node.router().addReactor(namesake);
                        sim.timers().sleep(Duration.ofMinutes(1));
                        assertEquals("waiting", state(node, "second").state());
                        assertEquals(List.of(new ChannelId(1)), node.router().self().channels());
                        assertTrue(state(node, "second").reason().contains("held by first"));
                        assertTrue(
                                state(node, "second")
                                        .reason()
                                        .contains("p2p:reactors disable first"));
                        assertEquals(
                                List.of("running", "waiting"),
                                node.router().snapshot().reactors().stream()
                                        .filter(reactor -> reactor.name().equals("first"))
                                        .map(ReactorState::state)
                                        .toList());
                        node.router().removeReactor(first);
                        second.context();
                        namesake.context();
                        assertEquals("running", state(node, "second").state());
                    }
                });
    }

    @Test
    @Covers({"N-CH-03", "N-CH-07", "L-6", "D-32"})
    void reactor_thatIgnoresItsInterrupt_isNamedAndReachesNothingAnyMore() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var stubborn = new TestReactor("stubborn", Texts.channel(1));
                    stubborn.does((context, event) -> ignoreInterrupts(sim));
                    var node = TestNode.of(sim, "node").start();
                    node.router().addReactor(stubborn);
                    var context = stubborn.context();
                    var channel = context.channel(Texts.channel(1));
                    peer(node, "peer", 1);
                    sim.timers().sleep(Duration.ofSeconds(1));
                    var before = sim.timers().nanos();
                    node.router().removeReactor(stubborn);
                    assertEquals(Duration.ofSeconds(2).toNanos(), sim.timers().nanos() - before);
                    var peer = node.manager().connected().getFirst().ref();
                    assertEquals(SendResult.CLOSED, channel.send(peer, "x"));
                    assertEquals(SendResult.CLOSED, channel.broadcast("x").refused());
                    assertThrows(InterruptedException.class, context::next);
                    assertEquals(1, node.router().snapshot().counters().get("limit.patience"));
                    node.close();
                    sim.timers().sleep(Duration.ofMinutes(2));
                });
    }

    private static void ignoreInterrupts(SimScheduler sim) {
        var until = sim.timers().deadlineIn(Duration.ofMinutes(1));
        while (!until.isPast(sim.timers().nanos())) {
            try {
                sim.timers().sleepUntil(until);
            } catch (InterruptedException ignored) {
                // as a bad reactor does
            }
        }
    }

    @Test
    void context_afterTheEnd_takesAlarmsAndSubscriptionsBack() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var reactor = new TestReactor("texts", Texts.channel(1));
                    var rung = new AtomicInteger();
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(reactor);
                        ReactorContext context = reactor.context();
                        context.timers()
                                .at(
                                        sim.timers().deadlineIn(Duration.ofSeconds(10)),
                                        rung::incrementAndGet);
                        context.peers().subscribe();
                        assertEquals(1, node.manager().updates().open());
                        assertThrows(IllegalStateException.class, context::links);
                        assertThrows(
                                IllegalArgumentException.class,
                                () -> context.channel(Texts.channel(9)));
                        node.router().removeReactor(reactor);
                        sim.timers().sleep(Duration.ofMinutes(1));
                        assertEquals(0, rung.get());
                        assertEquals(0, node.manager().updates().open());
                        assertEquals(List.of(), context.peers().connected());
                    }
                });
    }

    @Test
    void reactor_withASeventeenthChannel_waitsAndSaysWhy() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = TestNode.of(sim, "node").start()) {
                        for (int i = 0; i < 16; i++) {
                            node.router().openChannel(Texts.channel(i));
                        }
                        var reactor = new TestReactor("texts", Texts.channel(100));
                        node.router().addReactor(reactor);
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertEquals("waiting", state(node, "texts").state());
                        assertTrue(
                                state(node, "texts").reason().contains("at most 16 channels"),
                                () -> state(node, "texts").reason());
                        var unknown = new PeerRef(node.id(), 1);
                        assertEquals(0, reactor.starts(), unknown::brief);
                    }
                });
    }
}
