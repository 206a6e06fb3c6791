package dev.tendril.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.channel.Envelope;
import dev.tendril.api.channel.SendResult;
import dev.tendril.api.router.ChannelClosedException;
import dev.tendril.api.router.ChannelInUseException;
import dev.tendril.api.router.OpenChannel;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.InboundChannels.Acceptance.Accept;
import dev.tendril.router.fake.FakeManager;
import dev.tendril.router.fake.Sim;
import dev.tendril.router.fake.TestNode;
import dev.tendril.router.fake.Texts;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;
import dev.tendril.testkit.sim.SimScheduler;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;

/** Whole routers that talk to each other, by the ADR's form of channels. */
class RouterNetworkTest {

    private static final int CHANNEL = 1;

    /** A network in which each node dials those before it. */
    private static final class Net implements AutoCloseable {

        final List<TestNode> nodes = new ArrayList<>();
        final List<OpenChannel<String>> channels = new ArrayList<>();

        Net(SimScheduler sim, int size) throws Exception {
            for (int i = 0; i < size; i++) {
                var node = TestNode.of(sim, "node" + i);
                channels.add(node.router().openChannel(Texts.channel(CHANNEL)));
                node.manager().replaceOlder();
                nodes.add(node);
            }
            nodes.forEach(node -> node.reach(nodes.toArray(TestNode[]::new)));
            nodes.forEach(TestNode::start);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < i; j++) {
                    nodes.get(i).manager().persist(nodes.get(j).address());
                }
            }
            for (var node : nodes) {
                node.manager().awaitReady(size - 1);
            }
        }

        FakeManager manager(int node) {
            return nodes.get(node).manager();
        }

        PeerRef ref(int at, int of) {
            return manager(at).ref(nodes.get(of).id());
        }

        void assertSilent(SimScheduler sim, int node) throws Exception {
            assertTrue(
                    channels.get(node)
                            .receive(sim.timers().deadlineIn(Duration.ofSeconds(1)))
                            .isEmpty());
        }

        @Override
        public void close() {
            nodes.forEach(TestNode::close);
        }
    }

    @Test
    @Covers({"RT-01", "RT-02", "RA-01", "RD-01"})
    void channel_echoesAmongEight() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var net = new Net(sim, 8)) {
                        for (var channel : net.channels.subList(0, 7)) {
                            sim.threads().unstarted("echo", () -> echo(channel)).start();
                        }
                        var eighth = net.channels.getLast();
                        var expected = new TreeSet<String>();
                        for (int i = 0; i < 7; i++) {
                            eighth.send(net.ref(7, i), "to " + i);
                            expected.add("to " + i);
                        }
                        assertEquals(expected, receive(eighth, 7));
                        assertEquals(7, eighth.broadcast("all").queued());
                        assertEquals(new TreeSet<>(List.of("all")), receive(eighth, 7));
                        net.assertSilent(sim, 7);
                    }
                });
    }

    private static void echo(OpenChannel<String> channel) {
        try {
            while (true) {
                var envelope = channel.receive();
                channel.send(envelope.from(), envelope.message());
            }
        } catch (Exception over) {
            assertTrue(over.getMessage().contains("closed"), over::toString);
        }
    }

    private static TreeSet<String> receive(OpenChannel<String> channel, int count)
            throws Exception {
        var texts = new TreeSet<String>();
        for (int i = 0; i < count; i++) {
            texts.add(channel.receive().message());
        }
        return texts;
    }

    @Test
    @Covers({"RT-03", "RT-19", "RD-06"})
    void report_ofFatalOffence_disconnectsAndPeerComesBack() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var net = new Net(sim, 3)) {
                        var before = net.ref(2, 0);
                        net.channels
                                .get(2)
                                .report(
                                        before,
                                        Behaviour.offence(
                                                Behaviour.Severity.FATAL, "bad-echo", ""));
                        net.manager(2)
                                .awaitHeard("disconnected " + before.brief() + " bad-echo US");
                        net.manager(2).awaitReady(2);
                        var after = net.ref(2, 0);
                        assertTrue(after.connection() > before.connection());
                        net.channels.get(2).send(after, "again");
                        assertEquals("again", net.channels.get(0).receive().message());
                    }
                });
    }

    @Test
    @Covers({"RT-04", "RT-05", "N-CH-02", "N-CH-03", "N-CH-05"})
    void openChannel_withoutTransports_isUsableAndExclusive() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = TestNode.bare(sim, "alone", b -> {})) {
                        node.start();
                        var channel = node.router().openChannel(Texts.channel(CHANNEL));
                        assertEquals(List.of(new ChannelId(1)), node.router().self().channels());
                        assertThrows(
                                ChannelInUseException.class,
                                () -> node.router().openChannel(Texts.channel(CHANNEL)));
                        node.router().openChannel(Texts.channel(2)).close();
                        channel.close();
                        channel.close();
                        assertEquals(List.of(), node.router().self().channels());
                        assertEquals(SendResult.CLOSED, channel.broadcast("x").refused());
                        assertEquals(
                                SendResult.CLOSED, channel.send(new PeerRef(node.id(), 1), "x"));
                        assertThrows(Exception.class, channel::receive);
                        node.router().openChannel(Texts.channel(CHANNEL)).close();
                    }
                });
    }

    @Test
    @Covers({"RT-06", "RT-07", "RT-11", "RT-13", "RT-14"})
    void send_toNobody_isAnAnswerAndHarmsNothing() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var net = new Net(sim, 4)) {
                        var channel = net.channels.getFirst();
                        var self = new PeerRef(net.nodes.getFirst().id(), 1);
                        assertEquals(SendResult.NO_PEER, channel.send(self, "self"));
                        var left = net.ref(0, 3);
                        net.nodes.get(3).close();
                        net.manager(0).awaitReady(2);
                        assertEquals(SendResult.NO_PEER, channel.send(left, "left"));
                        var unknown = new PeerRef(left.nodeId(), 1_000);
                        assertEquals(SendResult.NO_PEER, channel.send(unknown, "unknown"));
                        net.channels.get(2).send(net.ref(2, 0), "still");
                        Envelope<String> arrived = channel.receive();
                        assertEquals("still", arrived.message());
                        assertEquals(net.ref(0, 2), arrived.from());
                        net.assertSilent(sim, 0);
                        net.assertSilent(sim, 1);
                    }
                });
    }

    @Test
    @Covers({"RT-08", "RT-15"})
    void send_andBroadcast_reachExactlyWhoIsMeant() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var net = new Net(sim, 4)) {
                        net.channels.get(0).send(net.ref(0, 1), "only b");
                        assertEquals("only b", net.channels.get(1).receive().message());
                        net.assertSilent(sim, 2);
                        net.channels.get(1).broadcast("from b");
                        for (int i : new int[] {0, 2, 3}) {
                            var arrived = net.channels.get(i).receive();
                            assertEquals("from b", arrived.message());
                            assertEquals(net.ref(i, 1), arrived.from());
                        }
                        net.assertSilent(sim, 1);
                        net.nodes.get(3).close();
                        net.manager(0).awaitReady(2);
                        assertEquals(2, net.channels.get(0).broadcast("after").queued());
                        assertEquals("after", net.channels.get(1).receive().message());
                        assertEquals("after", net.channels.get(2).receive().message());
                    }
                });
    }

    @Test
    @Covers("RT-10")
    void receive_ofUndecodable_isReportedAndSkipped() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var net = new Net(sim, 3)) {
                        net.channels.get(1).send(net.ref(1, 0), "undecodable");
                        net.channels.get(1).send(net.ref(1, 0), "bug");
                        net.channels.get(1).send(net.ref(1, 0), "text");
                        assertEquals("text", net.channels.get(0).receive().message());
                        var heard = net.manager(0).heard();
                        var line =
                                "errored "
                                        + net.ref(0, 1).brief()
                                        + " decode-failed by embedder:texts-1";
                        assertEquals(
                                1, heard.stream().filter(line::equals).count(), heard::toString);
                        var drops =
                                net.nodes
                                        .getFirst()
                                        .router()
                                        .snapshot()
                                        .channels()
                                        .getFirst()
                                        .drops();
                        assertEquals(1, drops.get("decode-failed"));
                        assertEquals(1, drops.get("codec-failed"));
                        assertEquals(2, net.manager(0).connected().size());
                    }
                });
    }

    @Test
    @Covers("N-RT-06")
    void undecodable_isCountedByPeerAndChannel_andAnOffenceEachTime() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var net = new Net(sim, 3)) {
                        for (int i = 0; i < 3; i++) {
                            net.channels.get(1).send(net.ref(1, 0), "undecodable");
                        }
                        net.channels.get(1).send(net.ref(1, 0), "text");
                        assertEquals("text", net.channels.getFirst().receive().message());
                        net.channels.get(2).send(net.ref(2, 0), "undecodable");
                        net.channels.get(2).send(net.ref(2, 0), "text");
                        assertEquals("text", net.channels.getFirst().receive().message());
                        assertEquals(3, undecodable(net, 1));
                        assertEquals(1, undecodable(net, 2));
                        for (int peer : new int[] {1, 2}) {
                            var line = "errored " + net.ref(0, peer).brief() + " decode-failed by";
                            assertEquals(
                                    undecodable(net, peer),
                                    net.manager(0).heard().stream()
                                            .filter(heard -> heard.startsWith(line))
                                            .count());
                        }
                    }
                });
    }

    /** What the first node counts of another one. */
    private static long undecodable(Net net, int peer) {
        var link =
                net.nodes.getFirst().router().snapshot().links().stream()
                        .filter(l -> l.peer().ref().equals(net.ref(0, peer)))
                        .findFirst()
                        .orElseThrow();
        var name = "drop." + new ChannelId(CHANNEL) + ".decode-failed";
        return link.connection().counters().getOrDefault(name, 0L);
    }

    @Test
    @Covers({"RT-20", "RT-21", "MC-02"})
    void broadcast_onChannelThePeerLacks_writesNothing() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var net = new Net(sim, 2)) {
                        var late = net.nodes.getFirst().router().openChannel(Texts.channel(2));
                        assertEquals(0, late.broadcast("nothing").queued());
                        assertEquals(SendResult.NO_CHANNEL, late.send(net.ref(0, 1), "nothing"));
                        assertEquals(1, net.channels.getFirst().broadcast("first").queued());
                        assertEquals("first", net.channels.get(1).receive().message());
                        net.assertSilent(sim, 1);
                    }
                });
    }

    @Test
    @Covers("CH-03")
    void receive_ofNothing_waitsUntilItsDeadline() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var net = new Net(sim, 2)) {
                        var deadline = sim.timers().deadlineIn(Duration.ofSeconds(7));
                        assertFalse(net.channels.getFirst().receive(deadline).isPresent());
                        assertTrue(deadline.isPast(sim.timers().nanos()));
                        net.channels.getFirst().send(net.ref(0, 1), "something");
                        assertEquals("something", net.channels.get(1).receive().message());
                    }
                });
    }

    @Test
    @Covers("CH-05")
    void receive_interrupted_ends_andTakesNothing() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var net = new Net(sim, 2)) {
                        var got = new ArrayList<String>();
                        var channel = net.channels.getFirst();
                        var reader =
                                sim.threads()
                                        .unstarted("reads", () -> readTillTheEnd(channel, got));
                        reader.start();
                        net.channels.get(1).send(net.ref(1, 0), "first");
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertEquals(List.of("first"), got);
                        reader.interrupt();
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertEquals(List.of("first", "interrupted", "interrupted"), got);
                        net.channels.get(1).send(net.ref(1, 0), "second");
                        assertEquals("second", channel.receive().message());
                    }
                });
    }

    /** Both forms of receiving, each interrupted. */
    private static void readTillTheEnd(OpenChannel<String> channel, List<String> got) {
        try {
            while (true) {
                got.add(channel.receive().message());
            }
        } catch (InterruptedException asked) {
            got.add("interrupted");
        } catch (ChannelClosedException closed) {
            got.add("closed");
        }
        Thread.currentThread().interrupt();
        try {
            got.add("again " + channel.receive(Deadline.NEVER));
        } catch (InterruptedException asked) {
            got.add("interrupted");
        } catch (ChannelClosedException closed) {
            got.add("closed");
        }
    }

    @Test
    @Covers("D-46")
    void limits_ofMessages_areThoseOfTheirChannel() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = TestNode.of(sim, "node").start()) {
                        var small = Texts.builder(1).messageSizeMaxBytes(4).build();
                        var large = Texts.builder(2).messageSizeMaxBytes(4_000_000).build();
                        var few = node.router().openChannel(small);
                        var many = node.router().openChannel(large);
                        var connection = node.transport().comes(node.stranger("peer", 1, 2));
                        node.manager().awaitReady(1);
                        var peer = node.manager().connected().getFirst().ref();
                        assertEquals(SendResult.TOO_LARGE, few.send(peer, "12345"));
                        assertEquals(SendResult.QUEUED, many.send(peer, "1".repeat(4_000_000)));
                        connection.awaitSent(1);
                        assertEquals(new Accept(4), connection.acceptance(1));
                        assertEquals(new Accept(4_000_000), connection.acceptance(2));
                    }
                });
    }

    @Test
    @Covers("D-33")
    void nodeInfo_thatWasTaken_staysAsItWasWhenChannelsCome() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = TestNode.of(sim, "node").start()) {
                        var before = node.router().snapshot().self();
                        var channels = List.copyOf(before.channels());
                        var opened = node.router().openChannel(Texts.channel(9));
                        assertEquals(channels, before.channels());
                        var during = node.router().snapshot().self();
                        assertTrue(during.channels().contains(new ChannelId(9)));
                        opened.close();
                        assertTrue(during.channels().contains(new ChannelId(9)));
                        assertThrows(
                                UnsupportedOperationException.class,
                                () -> during.channels().clear());
                    }
                });
    }

    @Test
    @Covers("RT-22")
    void send_atRandom_arrivesWhereItShould() throws Exception {
        var random = Seeds.random(getClass());
        Sim.run(
                getClass(),
                sim -> {
                    var nodes = new ArrayList<TestNode>();
                    var channels = new HashMap<String, OpenChannel<String>>();
                    for (int i = 0; i < 5; i++) {
                        nodes.add(TestNode.of(sim, "node" + i));
                        for (int c = 1; c <= 4; c++) {
                            channels.put(
                                    i + "/" + c,
                                    nodes.get(i).router().openChannel(Texts.channel(c)));
                        }
                    }
                    nodes.forEach(node -> node.reach(nodes.toArray(TestNode[]::new)));
                    nodes.forEach(TestNode::start);
                    for (int i = 0; i < 5; i++) {
                        for (int j = 0; j < i; j++) {
                            nodes.get(i).manager().dial(nodes.get(j).address());
                        }
                    }
                    for (var node : nodes) {
                        node.manager().awaitReady(4);
                    }
                    for (int i = 0; i < 100; i++) {
                        var from = random.nextInt(5);
                        var to = (from + 1 + random.nextInt(4)) % 5;
                        var channel = 1 + random.nextInt(4);
                        var text = from + ">" + to + "#" + i;
                        var peer = nodes.get(from).manager().ref(nodes.get(to).id());
                        channels.get(from + "/" + channel).send(peer, text);
                        var arrived = channels.get(to + "/" + channel).receive();
                        assertEquals(text, arrived.message());
                        assertEquals(nodes.get(from).id(), arrived.from().nodeId());
                    }
                    for (var channel : channels.values()) {
                        assertFalse(
                                channel.receive(new Deadline(sim.timers().nanos())).isPresent());
                    }
                    nodes.forEach(TestNode::close);
                });
    }
}
