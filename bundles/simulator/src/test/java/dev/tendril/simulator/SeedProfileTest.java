package dev.tendril.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.peermanager.Crawl;
import dev.tendril.peermanager.PeerManagerOptionsBuilder;
import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A seed among nodes: as {@code seed_mode} configures it, in virtual time. */
class SeedProfileTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration WAIT = Duration.ofMinutes(10);

    private static PeerManagerOptionsBuilder profile(PeerManagerOptionsBuilder options) {
        return options.crawl(Crawl.POLITE).inboundAge(WAIT).wanted(Integer.MAX_VALUE);
    }

    private static SimNodeSpec node(String name) {
        return SimNodeSpec.of(name).withReactors(SimNodeSpec.pex());
    }

    private static SimNodeSpec seed() {
        return node("seed").withPeerManager(SeedProfileTest::profile);
    }

    private static SimNetworkBuilder network() {
        return SimNetwork.builder(Seeds.seed(SeedProfileTest.class));
    }

    private static long gauge(SimNode node, String name) {
        return node.admin().snapshot().gauges().get(name);
    }

    @Test
    @Covers("PL-05")
    void newcomer_contactsTheSeedAndThenItsPeersWithinASecondAndWithinLimits() throws Exception {
        var builder = network().latency(Duration.ofMillis(5), Duration.ofMillis(50)).node(seed());
        for (var i = 1; i <= 5; i++) {
            builder.node(node("p" + i).withSeeds("seed"));
        }
        builder.node(
                node("new")
                        .withSeeds("seed")
                        .withPeerManager(o -> o.maxOutbound(Limit.of(3)).maxInbound(Limit.of(2))));
        try (var network = builder.build()) {
            network.start("seed");
            for (var i = 1; i <= 5; i++) {
                network.start("p" + i);
            }
            network.runFor(MINUTE);
            network.start("new");
            var newcomer = network.node("new");
            network.await(
                    "it asks the seed", SECOND, () -> newcomer.connectedTo().contains("seed"));
            network.await(
                    "and meets whom the seed names",
                    SECOND,
                    () -> isWithinLimits(newcomer) && newcomer.connectedTo().size() >= 3);
            network.await(
                    "within its limits",
                    MINUTE.multipliedBy(2),
                    () -> isWithinLimits(newcomer) && newcomer.connectedTo().size() == 5);
        }
    }

    private static boolean isWithinLimits(SimNode node) {
        assertTrue(gauge(node, "slots.outbound") <= 3 && gauge(node, "slots.inbound") <= 2);
        return true;
    }

    /** One only has heard of the other; both listen, and one stays because the operator says so. */
    @Test
    @Covers({"PL-06", "D-38"})
    void seed_visitsWhomItHearsOfAndLetsAllGoButPersistentPeers() throws Exception {
        var builder = network().node(seed().withPersistent("friend"));
        builder.node(node("friend").withPersistent("heard-of"));
        // It dials nobody, or it might be the seed's guest before the seed is its.
        builder.node(node("heard-of").withPeerManager(o -> o.maxOutbound(Limit.of(0))));
        builder.node(node("guest").withSeeds("seed"));
        try (var network = builder.build()) {
            network.startAll();
            var seed = network.node("seed");
            network.await("it visits", MINUTE, () -> seed.connectedTo().contains("heard-of"));
            network.await(
                    "it leaves",
                    MINUTE,
                    () ->
                            !seed.connectedTo().contains("heard-of")
                                    && lastReason(network, "visited"));
            network.await("the guest stays", MINUTE, () -> seed.connectedTo().contains("guest"));
            network.runFor(WAIT.plus(MINUTE));
            assertTrue(network.call(() -> lastReason(network, "inbound-too-old")));
            network.runFor(Duration.ofMinutes(30));
            assertTrue(network.call(() -> seed.connectedTo().contains("friend")));
        }
    }

    private static boolean lastReason(SimNetwork network, String code) {
        return network.node("seed").admin().decisions(1_000).stream()
                .anyMatch(d -> d.verb().equals("disconnect") && d.reason().code().equals(code));
    }

    /** A full node may want more in common than peer exchange, before it lets a seed in. */
    @Test
    void announcedChannels_openTheDoorOfPeersThatWantOneInCommon() throws Exception {
        var echo = SimNodeSpec.of("full").reactors().getLast();
        var builder = network().node(SimNodeSpec.of("full").withReactors(echo));
        builder.node(seed().withSeeds("full"));
        builder.node(
                node("silent")
                        .withSeeds("full")
                        .withRouter(o -> o.announcedChannels(List.of(new ChannelId(0x7a)))));
        try (var network = builder.build()) {
            network.startAll();
            var full = network.node("full");
            network.await("it is let in", MINUTE, () -> full.connectedTo().contains("silent"));
            network.runFor(MINUTE);
            assertEquals(Set.of("silent"), network.call(full::connectedTo));
        }
    }

    /** There is room for two, and all the others get their answer all the same, one by one. */
    @Test
    @Covers("D-38")
    void fullSeed_servesEverybodyInTurn() throws Exception {
        var small =
                node("seed")
                        .withPeerManager(
                                o ->
                                        profile(o)
                                                .inboundAge(MINUTE)
                                                .maxInbound(Limit.of(2))
                                                .maxOutbound(Limit.of(2)));
        var builder = network().node(small);
        for (var i = 1; i <= 8; i++) {
            builder.node(node("p" + i).withSeeds("seed"));
        }
        try (var network = builder.build()) {
            network.startAll();
            network.await(
                    "everybody has learned of others",
                    Duration.ofMinutes(30),
                    () ->
                            network.nodes().stream()
                                    .allMatch(node -> node.peers().known().peers() >= 3));
        }
    }

    /** Both ends close at the same time, in any order; nothing is left of it on either side. */
    @Test
    @Covers("PL-07")
    void visitThatEndsWhileThePeerStops_isSafe() throws Exception {
        var random = new Random(Seeds.seed(SeedProfileTest.class));
        var quick = new Crawl(SECOND, SECOND, Duration.ofMillis(1), Duration.ofMillis(1));
        var builder = network().latency(Duration.ofMillis(1), Duration.ofMillis(5));
        builder.node(node("seed").withSeeds("peer").withPeerManager(o -> profile(o).crawl(quick)));
        builder.node(node("peer"));
        try (var network = builder.build()) {
            network.start("seed");
            var seed = network.node("seed");
            for (var round = 0; round < 15; round++) {
                network.start("peer");
                network.await("a visit", WAIT, () -> seed.connectedTo().equals(Set.of("peer")));
                network.runFor(Duration.ofMillis(880 + random.nextInt(120)));
                network.stop("peer");
                network.runFor(SECOND);
                assertEquals(0, network.call(() -> gauge(seed, "slots.inbound")));
                assertEquals(0, network.call(() -> gauge(seed, "peers.evicting")));
                assertEquals(Set.of(), network.call(seed::connectedTo));
            }
        }
    }

    /** CometBFT refuses to start then; here it must not (users.md A13). */
    @Test
    @Covers("PL-04")
    void seedsThatCannotBeFound_doNotStopTheStart() throws Exception {
        var bad = unresolvable();
        var builder = network().node(node("good").at("20.0.0.1"));
        builder.node(node("half").at("20.0.0.2").withPeerManager(o -> withSeed(o, bad)));
        builder.node(node("lost").at("20.0.0.3").withPeerManager(o -> o.seeds(List.of(bad))));
        builder.node(node("alone").at("20.0.0.4"));
        try (var network = builder.build()) {
            network.startAll();
            network.await(
                    "one good seed is enough",
                    MINUTE,
                    () -> network.node("half").connectedTo().contains("good"));
            network.await(
                    "a lost one is tried again and again",
                    MINUTE,
                    () -> failures(network.node("lost"), bad) >= 3);
            assertTrue(network.node("lost").isRunning() && network.node("alone").isRunning());
        }
    }

    private static PeerManagerOptionsBuilder withSeed(
            PeerManagerOptionsBuilder options, NodeAddress bad) {
        var good =
                NodeAddress.networked(
                        Protocol.MCONN,
                        new SimIdentity("good").nodeId(),
                        "20.0.0.1",
                        NodeAddress.DEFAULT_PORT);
        return options.seeds(List.of(bad, good));
    }

    private static NodeAddress unresolvable() {
        return NodeAddress.networked(
                Protocol.MCONN, new SimIdentity("nobody").nodeId(), "seed.invalid", 26_656);
    }

    private static int failures(SimNode node, NodeAddress address) {
        return node.admin().snapshot().peers().stream()
                .filter(peer -> peer.nodeId().equals(address.nodeId()))
                .mapToInt(peer -> peer.addresses().getFirst().failures())
                .sum();
    }
}
