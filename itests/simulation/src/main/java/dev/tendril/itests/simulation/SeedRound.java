package dev.tendril.itests.simulation;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.peermanager.Crawl;
import dev.tendril.peermanager.PeerManagerOptionsBuilder;
import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNode;
import dev.tendril.simulator.SimNodeSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A node in seed mode that has nothing but an old address book of CometBFT, half of which is wrong,
 * goes round: nodes that know nobody find each other by it, a newcomer is introduced, nobody is
 * dialed too often, and whoever came is sent away again.
 */
final class SeedRound implements Scenario {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration STAY = Duration.ofMinutes(2);
    private static final Crawl CRAWL = Crawl.POLITE;
    private static final int GONE_FIRST = 1_000;

    @Override
    public void play(Stage stage) throws Exception {
        var builder = stage.network();
        builder.node(node(0).withPeerManager(SeedRound::seed));
        for (var i = 1; i < stage.nodes(); i++) {
            builder.node(node(i));
        }
        var newcomer = Crowd.name(stage.nodes());
        builder.node(node(stage.nodes()).withSeeds(Crowd.SEED));
        var file = Files.createTempFile("addrbook", ".json");
        try (var network = stage.open(builder)) {
            for (var i = 0; i < stage.nodes(); i++) {
                network.start(Crowd.name(i));
            }
            write(file, network, stage.nodes());
            var begun = network.elapsed();
            network.call(() -> give(network.node(Crowd.SEED), file));
            network.await(
                    "everybody has found others", stage.span(), LOOK, () -> isMet(network, stage));
            stage.figure("seconds until all have met", network.elapsed().minus(begun).toSeconds());
            network.start(newcomer);
            network.await(
                    "the newcomer is introduced",
                    SOON,
                    LOOK,
                    () -> network.node(newcomer).connections() > 1);
            network.runFor(stage.span());
            judge(network, stage, network.elapsed().minus(begun));
        } finally {
            Files.delete(file);
        }
    }

    private static SimNodeSpec node(int number) {
        return SimNodeSpec.of(Crowd.name(number))
                .at(Crowd.ip(number))
                .withReactors(SimNodeSpec.pex());
    }

    /** What {@code seed_mode} sets, with a shorter stay. */
    private static PeerManagerOptionsBuilder seed(PeerManagerOptionsBuilder options) {
        return options.crawl(CRAWL).inboundAge(STAY).wanted(Integer.MAX_VALUE);
    }

    private static boolean give(SimNode seed, Path file) {
        seed.importBook(file);
        return true;
    }

    /** All but the seed, and as many addresses where nobody lives. */
    private static void write(Path file, SimNetwork network, int nodes) throws IOException {
        List<NodeAddress> addresses = new ArrayList<>();
        for (var i = 1; i < nodes; i++) {
            addresses.add(network.node(Crowd.name(i)).address());
            addresses.add(
                    NodeAddress.networked(
                            Protocol.MCONN,
                            new NodeId("%040x".formatted(i)),
                            Crowd.ip(GONE_FIRST + i),
                            NodeAddress.DEFAULT_PORT));
        }
        Files.writeString(
                file,
                addresses.stream()
                        .map(SeedRound::entry)
                        .collect(Collectors.joining(",", "{\"key\":\"00\",\"addrs\":[", "]}")));
    }

    private static String entry(NodeAddress address) {
        return "{\"addr\":{\"id\":\"%s\",\"ip\":\"%s\",\"port\":%d}}"
                .formatted(address.nodeId().hex(), address.host(), address.port());
    }

    /** Whether everybody is connected to somebody who is not the seed, and all are one network. */
    private static boolean isMet(SimNetwork network, Stage stage) {
        for (var i = 1; i < stage.nodes(); i++) {
            var others = network.node(Crowd.name(i)).connectedTo();
            if (others.stream().allMatch(Crowd.SEED::equals)) {
                return false;
            }
        }
        return Crowd.isWhole(network);
    }

    private static void judge(SimNetwork network, Stage stage, Duration span) throws Exception {
        var seed = network.node(Crowd.SEED);
        var rounds = span.dividedBy(CRAWL.revisit()) + 1;
        var overtaken = 1; // by the other's own dial
        stage.atMost(
                "dials of the seed",
                network.call(() -> Crowd.dials(seed)),
                (rounds + overtaken) * 2 * stage.nodes());
        stage.atLeast(
                "nodes that the seed has verified",
                network.call(() -> (long) seed.peers().known().verified()),
                stage.nodes());
        stage.atMost(
                "seconds of the longest connection of the seed",
                network.call(() -> longestSeconds(seed)),
                STAY.plus(SOON).toSeconds());
        stage.atMost("offences", Crowd.offences(network), 0);
        stage.atMost("bans", Crowd.bans(network), 0);
    }

    private static long longestSeconds(SimNode node) {
        return node.admin().snapshot().peers().stream()
                .flatMap(peer -> peer.connectedFor().stream())
                .mapToLong(Duration::toSeconds)
                .max()
                .orElse(0);
    }
}
