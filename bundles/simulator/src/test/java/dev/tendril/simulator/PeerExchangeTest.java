package dev.tendril.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** How nodes that know few of each other come to know all. */
class PeerExchangeTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static SimNetworkBuilder network() {
        return SimNetwork.builder(Seeds.seed(PeerExchangeTest.class));
    }

    private static String name(int number) {
        return "n%02d".formatted(number);
    }

    private static SimNodeSpec node(int number) {
        return SimNodeSpec.of(name(number)).withReactors(SimNodeSpec.pex());
    }

    /** {@code count} nodes, each of which knows the next one; the last knows nobody. */
    private static SimNetworkBuilder line(int count, UnaryOperator<SimNodeSpec> change) {
        var builder = network();
        IntStream.range(0, count)
                .mapToObj(i -> i + 1 < count ? node(i).withSeeds(name(i + 1)) : node(i))
                .map(change)
                .forEach(builder::node);
        return builder;
    }

    private static int known(SimNode node) {
        return node.peers().known().peers();
    }

    private static void awaitKnown(SimNetwork network, int count, Duration limit) throws Exception {
        network.await(
                "everybody knows " + count,
                limit,
                () -> network.nodes().stream().allMatch(node -> known(node) >= count));
    }

    @Test
    @Covers({"PX-03", "L-3"})
    void fourInALine_learnAllOthers() throws Exception {
        try (var network = line(4, UnaryOperator.identity()).build()) {
            network.startAll();
            awaitKnown(network, 3, MINUTE);
            network.await(
                    "and are connected",
                    MINUTE,
                    () -> network.nodes().stream().allMatch(n -> n.connectedTo().size() == 3));
        }
    }

    /** Each is kept connected to the next one only, and there is room for four in its store. */
    @Test
    @Covers("PX-08")
    void smallStores_inALargerNetwork_fillUp() throws Exception {
        var builder = network();
        for (var i = 0; i < 8; i++) {
            builder.node(
                    node(i).withPersistent(name((i + 1) % 8))
                            .withPeerManager(
                                    o ->
                                            o.maxInbound(Limit.of(2))
                                                    .maxOutbound(Limit.of(1))
                                                    .peersStored(Limit.of(4))));
        }
        try (var network = builder.build()) {
            network.startAll();
            awaitKnown(network, 4, MINUTE.multipliedBy(5));
            for (var node : network.nodes()) {
                assertEquals(4, network.call(() -> known(node)), node::name);
            }
        }
    }

    @Test
    @Covers("PX-09")
    void largeStores_inASmallNetwork_learnAll() throws Exception {
        var roomy =
                (UnaryOperator<SimNodeSpec>)
                        spec ->
                                spec.withPeerManager(
                                        o ->
                                                o.maxInbound(Limit.of(12))
                                                        .maxOutbound(Limit.of(12))
                                                        .peersStored(Limit.of(25)));
        try (var network = line(3, roomy).build()) {
            network.startAll();
            awaitKnown(network, 2, MINUTE);
        }
    }

    @Test
    @Covers("PX-10")
    void tenMore_whoJoinAtOneNode_learnAllAndAreLearnedByAll() throws Exception {
        var builder = network();
        for (var i = 0; i < 15; i++) {
            builder.node(i == 0 ? node(i) : node(i).withSeeds(name(0)));
        }
        try (var network = builder.build()) {
            for (var i = 0; i < 5; i++) {
                network.start(name(i));
            }
            network.await(
                    "five know each other",
                    MINUTE,
                    () -> network.nodes().stream().limit(5).allMatch(node -> known(node) == 4));
            network.startAll();
            awaitKnown(network, 14, MINUTE.multipliedBy(5));
        }
    }

    /** There is no exchange within handshakes; the first request is answered at once instead. */
    @Test
    @Covers("RD-09")
    void newcomer_learnsOfTheOthersAtOnceAndConnects() throws Exception {
        var builder = network().node(SimNodeSpec.of("a"));
        builder.node(SimNodeSpec.of("b").withSeeds("a")).node(SimNodeSpec.of("c").withSeeds("a"));
        try (var network = builder.build()) {
            network.start("a");
            network.start("b");
            network.await(
                    "b is there", MINUTE, () -> network.node("b").connectedTo().contains("a"));
            network.start("c");
            network.await(
                    "c has met b",
                    Duration.ofSeconds(3),
                    () -> network.node("c").connectedTo().equals(Set.of("a", "b")));
        }
    }

    @Test
    @Covers("RD-08")
    void nodeWithoutPeerExchange_learnsNothing() throws Exception {
        var echo = SimNodeSpec.of("c").reactors().getLast();
        assertEquals("echo", echo.name());
        var builder = network().node(SimNodeSpec.of("a"));
        builder.node(SimNodeSpec.of("b").withSeeds("a"));
        builder.node(SimNodeSpec.of("c").withSeeds("a").withReactors(echo));
        try (var network = builder.build()) {
            network.start("a");
            network.start("b");
            network.start("c");
            network.await(
                    "c is there", MINUTE, () -> network.node("c").connectedTo().contains("a"));
            network.runFor(MINUTE.multipliedBy(5));
            assertEquals(
                    1L, // those that have come to it are known without an address
                    network.call(
                            () ->
                                    network.node("c").admin().snapshot().peers().stream()
                                            .filter(peer -> !peer.addresses().isEmpty())
                                            .count()));
        }
    }
}
