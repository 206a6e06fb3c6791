package dev.tendril.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.channel.InboxPolicy;
import dev.tendril.api.channel.SendResult;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.router.fake.FakeConnection;
import dev.tendril.router.fake.FakeManager;
import dev.tendril.router.fake.Sim;
import dev.tendril.router.fake.TestNode;
import dev.tendril.router.fake.TestReactor;
import dev.tendril.router.fake.Texts;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The life of a connection: order, reasons, limits. */
class LinkOrderTest {

    @Test
    @Covers({"N-RT-01", "N-RT-02", "I-13", "D-7", "D-45"})
    void up_comesWhenMessagesCanBeSent_andFirst_downLast() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var reactor = new TestReactor("texts", Texts.channel(1));
                    reactor.does(
                            (context, event) -> {
                                if (event instanceof ReactorEvent.Up up) {
                                    var channel = context.channel(Texts.channel(1));
                                    var sent = channel.send(up.peer().ref(), "hello");
                                    assertEquals(SendResult.QUEUED, sent);
                                }
                            });
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(reactor);
                        reactor.context();
                        var connection = node.stranger("peer", 1);
                        for (int i = 0; i < 20; i++) {
                            connection.arrives(1, Texts.bytes("early " + i));
                        }
                        node.transport().comes(connection);
                        connection.awaitSent(1);
                        reactor.await(ReactorEvent.Received.class, 20);
                        connection.ends("peer-closed", Blame.NOBODY);
                        reactor.await(ReactorEvent.Down.class, 1);
                        var events = reactor.events();
                        assertTrue(events.getFirst() instanceof ReactorEvent.Up);
                        assertTrue(events.getLast() instanceof ReactorEvent.Down);
                        assertEquals(22, events.size());
                        assertEquals("early 0", reactor.texts().getFirst());
                        assertEquals("early 19", reactor.texts().getLast());
                    }
                });
    }

    @Test
    @Covers({"N-RT-03", "N-PM-16", "I-11", "I-2"})
    void connect_inPlaceOfAnOlderOne_endsThatFirst() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var reactor = new TestReactor("texts", Texts.channel(1));
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.manager().replaceOlder();
                        node.router().addReactor(reactor);
                        reactor.context();
                        var older = node.transport().comes(node.stranger("peer", 1));
                        reactor.await(ReactorEvent.Up.class, 1);
                        node.transport().comes(node.stranger("peer", 1));
                        older.awaitClosed();
                        var ups = reactor.await(ReactorEvent.Up.class, 2);
                        var kinds =
                                reactor.events().stream().map(e -> e.getClass().getSimpleName());
                        assertEquals(List.of("Up", "Down", "Up"), kinds.toList());
                        var brief = ups.getFirst().peer().ref().nodeId().brief();
                        var heard = node.manager().heard();
                        var gone = heard.indexOf("disconnected " + brief + "#1 replaced US");
                        assertTrue(gone > 0 && gone < heard.indexOf("ready " + brief + "#2"));
                        assertEquals(2, ups.getLast().peer().ref().connection());
                    }
                });
    }

    @Test
    @Covers({"N-PM-14", "I-3", "D-7"})
    void evict_betweenAdmissionAndRegistration_endsTheConnection() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    for (int i = 0; i < 20; i++) {
                        try (var node = TestNode.of(sim, "node")) {
                            node.router().addReactor(new TestReactor("texts", Texts.channel(1)));
                            node.manager().evictAtAdmission("unwanted");
                            node.start();
                            var connection = node.transport().comes(node.stranger("peer", 1));
                            connection.awaitClosed();
                            node.manager().awaitHeardPrefix("disconnected ");
                            sim.timers().sleep(Duration.ofSeconds(1));
                            assertEquals(List.of(), node.router().snapshot().links());
                        }
                    }
                });
    }

    @Test
    @Covers({"D-22", "I-3"})
    void end_fromSeveralSides_happensOnceForTheFirstReason() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var reactor = new TestReactor("texts", Texts.channel(1));
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(reactor);
                        reactor.context();
                        var connection = node.transport().comes(node.stranger("peer", 1));
                        var ref = reactor.await(ReactorEvent.Up.class, 1).getFirst().peer().ref();
                        node.manager().evict(ref, "first");
                        node.manager().evict(ref, "second");
                        connection.ends("peer-closed", Blame.NOBODY);
                        reactor.await(ReactorEvent.Down.class, 1);
                        sim.timers().sleep(Duration.ofSeconds(1));
                        var ends =
                                reactor.events().stream()
                                        .filter(ReactorEvent.Down.class::isInstance)
                                        .count();
                        assertEquals(1, ends);
                        assertEquals(0, node.router().snapshot().links().size());
                    }
                });
    }

    @Test
    @Covers("N-CH-04")
    void message_onAChannelNeverAnnounced_endsTheConnection() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = TestNode.of(sim, "node").start()) {
                        var reactor = new TestReactor("texts", Texts.channel(1));
                        node.router().addReactor(reactor);
                        reactor.context();
                        var connection = node.transport().comes(node.stranger("peer", 1, 2));
                        var ref = reactor.await(ReactorEvent.Up.class, 1).getFirst().peer().ref();
                        connection.arrives(2, Texts.bytes("what"));
                        node.manager()
                                .awaitHeard(
                                        "disconnected " + ref.brief() + " unknown-channel PEER");
                    }
                });
    }

    @Test
    void message_onAnAnnouncedChannelThatNobodyServes_isNotPunished() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var silent = List.of(new ChannelId(0x20), new ChannelId(0x21));
                    try (var node =
                            TestNode.of(sim, "node", b -> b.announcedChannels(silent)).start()) {
                        assertEquals(silent, node.router().self().channels());
                        var connection = node.transport().comes(node.stranger("peer", 0x20));
                        node.manager().awaitReady(1);
                        connection.arrives(0x20, Texts.bytes("block"));
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertFalse(connection.isClosed());
                    }
                });
    }

    @Test
    @Covers({"N-QU-10", "L-5", "D-29"})
    void lossless_pausesOneConnectionForTwoSecondsThenEndsItUnpunished() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var lossless = Texts.builder(1).inbox(2, 1_000, InboxPolicy.LOSSLESS).build();
                    var reactor = new TestReactor("slow", lossless);
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(reactor);
                        reactor.context();
                        var busy = node.transport().comes(node.stranger("busy", 1));
                        node.transport().comes(node.stranger("calm", 1));
                        reactor.await(ReactorEvent.Up.class, 2);
                        reactor.hold(true);
                        for (int i = 0; i < 10; i++) {
                            busy.arrives(1, Texts.bytes("text " + i));
                        }
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertFalse(busy.isClosed());
                        reactor.hold(false);
                        reactor.await(ReactorEvent.Received.class, 10);
                        assertEquals("text 9", reactor.texts().getLast());
                        reactor.hold(true);
                        for (int i = 0; i < 10; i++) {
                            busy.arrives(1, Texts.bytes("more " + i));
                        }
                        var before = sim.timers().nanos();
                        busy.awaitClosed();
                        var pausedMillis = (sim.timers().nanos() - before) / 1_000_000;
                        assertTrue(
                                pausedMillis <= 1_000,
                                () -> "one of two seconds was used: " + pausedMillis);
                        node.manager().awaitHeardPrefix("disconnected ");
                        assertTrue(endedTooSlow(node.manager()), node.manager().heard()::toString);
                        assertEquals(1, node.router().snapshot().links().size());
                        reactor.hold(false);
                    }
                });
    }

    private static boolean endedTooSlow(FakeManager manager) {
        return manager.heard().stream().anyMatch(line -> line.endsWith("reactor-too-slow US"));
    }

    @Test
    @Covers({"RT-23", "N-QU-09", "N-QU-10", "D-29"})
    void stalledReactor_shedsBeyondItsShareAndKeepsThePeer() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var newest = Texts.builder(1).inbox(10, 1_000, InboxPolicy.DROP_NEWEST).build();
                    var oldest = Texts.builder(2).inbox(10, 1_000, InboxPolicy.DROP_OLDEST).build();
                    var reactor = new TestReactor("slow", newest, oldest);
                    var other = new TestReactor("other", Texts.channel(3));
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(reactor);
                        node.router().addReactor(other);
                        reactor.context();
                        other.context();
                        var connection = node.transport().comes(node.stranger("peer", 1, 2, 3));
                        reactor.await(ReactorEvent.Up.class, 1);
                        reactor.hold(true);
                        reactor.does((context, event) -> {});
                        connection.arrives(1, Texts.bytes("taken before the hold"));
                        reactor.await(ReactorEvent.Received.class, 1);
                        for (int i = 0; i < 15; i++) {
                            connection.arrives(1, Texts.bytes("n" + i));
                            connection.arrives(2, Texts.bytes("o" + i));
                        }
                        connection.arrives(3, Texts.bytes("flows"));
                        other.await(ReactorEvent.Received.class, 1);
                        reactor.hold(false);
                        reactor.await(ReactorEvent.Received.class, 21);
                        sim.timers().sleep(Duration.ofSeconds(1));
                        var expected = new ArrayList<String>();
                        for (int i = 0; i < 10; i++) {
                            expected.add("n" + i);
                        }
                        for (int i = 5; i < 15; i++) {
                            expected.add("o" + i);
                        }
                        var texts = new ArrayList<>(reactor.texts());
                        texts.remove("taken before the hold");
                        assertEquals(Set.copyOf(expected), Set.copyOf(texts));
                        assertEquals(20, texts.size());
                        assertFalse(connection.isClosed());
                        var channels = node.router().snapshot().channels();
                        assertEquals(5, channels.get(0).drops().get("inbox-full"));
                        assertEquals(5, channels.get(1).drops().get("inbox-oldest-dropped"));
                        var counters =
                                node.router().snapshot().links().getFirst().connection().counters();
                        assertEquals(5, counters.get("drop.0x01.inbox-full"));
                    }
                });
    }

    @Test
    @Covers({"N-QU-08", "L-5"})
    void stalledPeer_delaysNeitherOthersNorTheSender_andWritableTells() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var narrow = Texts.builder(1).sendQueue(4, 1_000).build();
                    var reactor = new TestReactor("texts", narrow);
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(reactor);
                        var channel = reactor.context().channel(narrow);
                        var stalled = node.stranger("stalled", 1);
                        stalled.stall(true);
                        node.transport().comes(stalled);
                        var free = node.transport().comes(node.stranger("free", 1));
                        reactor.await(ReactorEvent.Up.class, 2);
                        var full = 0;
                        for (int i = 0; i < 20; i++) {
                            full += channel.broadcast("text " + i).full();
                            free.awaitSent(i + 1);
                        }
                        assertEquals(0, sim.timers().nanos());
                        assertEquals(15, full);
                        PeerRef ref = refOf(node, "stalled");
                        assertEquals(
                                SendResult.FULL,
                                channel.send(
                                        ref,
                                        "late",
                                        sim.timers().deadlineIn(Duration.ofSeconds(3))));
                        assertEquals(Duration.ofSeconds(3).toNanos(), sim.timers().nanos());
                        stalled.stall(false);
                        var writable = reactor.await(ReactorEvent.Writable.class, 1).getFirst();
                        assertEquals(new ReactorEvent.Writable(ref, new ChannelId(1)), writable);
                        assertEquals(SendResult.QUEUED, channel.send(ref, "again"));
                    }
                });
    }

    @Test
    @Covers({"D-52", "I-14"})
    void broadcast_encodesOnceForAll_andKeepsItsOrder() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var texts = new Texts();
                    var descriptor = ChannelDescriptor.builder(1, "texts", texts).build();
                    var reactor = new TestReactor("texts", descriptor);
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(reactor);
                        var channel = reactor.context().channel(descriptor);
                        var connections = new ArrayList<FakeConnection>();
                        for (int i = 0; i < 5; i++) {
                            connections.add(node.transport().comes(node.stranger("peer" + i, 1)));
                        }
                        reactor.await(ReactorEvent.Up.class, 5);
                        for (int i = 0; i < 50; i++) {
                            assertEquals(5, channel.broadcast("text " + i).queued());
                        }
                        assertEquals(50, texts.encoded());
                        for (var connection : connections) {
                            var sent = connection.awaitSent(50);
                            for (int i = 0; i < 50; i++) {
                                assertEquals("text " + i, new String(sent.get(i).bytes(), UTF_8));
                            }
                        }
                        var tooLarge = "x".repeat(descriptor.messageSizeMaxBytes() + 1);
                        assertEquals(SendResult.TOO_LARGE, channel.broadcast(tooLarge).refused());
                    }
                });
    }

    @Test
    void lossless_whileItsReactorIsReplaced_losesMessagesNotTheConnection() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var lossless = Texts.builder(1).inbox(2, 1_000, InboxPolicy.LOSSLESS).build();
                    var former = new TestReactor("texts", lossless);
                    var fresh = new TestReactor("texts", lossless);
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(former);
                        former.context();
                        var connection = node.transport().comes(node.stranger("peer", 1));
                        former.await(ReactorEvent.Up.class, 1);
                        node.router().removeReactor(former);
                        for (int i = 0; i < 5; i++) {
                            connection.arrives(1, Texts.bytes("text " + i));
                        }
                        sim.timers().sleep(Duration.ofSeconds(4));
                        node.router().addReactor(fresh);
                        fresh.await(ReactorEvent.Received.class, 2);
                        assertEquals(List.of("text 0", "text 1"), fresh.texts());
                        assertFalse(connection.isClosed());
                        var drops = node.router().snapshot().channels().getFirst().drops();
                        assertEquals(3, drops.get("no-reader"));
                    }
                });
    }

    private static PeerRef refOf(TestNode node, String remote) {
        return node.manager().connected().stream()
                .filter(peer -> peer.remote().toString().endsWith(remote))
                .findFirst()
                .orElseThrow()
                .ref();
    }
}
