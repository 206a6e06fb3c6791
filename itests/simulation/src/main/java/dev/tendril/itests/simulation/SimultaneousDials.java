package dev.tendril.itests.simulation;

import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNodeSpec;
import dev.tendril.support.limit.Limit;

import java.time.Duration;

/**
 * Every node dials every other at the same moment, over ways that are all equally long: of each two
 * dials one connection is left, and none counts as a failure.
 */
final class SimultaneousDials implements Scenario {

    private static final Duration WAY = Duration.ofMillis(50);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long ROUNDS_MAX = 3;

    @Override
    public void play(Stage stage) throws Exception {
        var builder = stage.network().latency(WAY, WAY);
        for (var i = 0; i < stage.nodes(); i++) {
            builder.node(
                    SimNodeSpec.of(Crowd.name(i))
                            .at(Crowd.ip(i))
                            .withPeerManager(
                                    options ->
                                            options.maxInbound(Limit.NONE)
                                                    .peersStored(Limit.NONE)));
        }
        try (var network = stage.open(builder)) {
            network.startAll();
            network.runFor(Duration.ofSeconds(10));
            network.call(() -> dialAll(network));
            var others = stage.nodes() - 1;
            network.await(
                    "everybody is connected to everybody",
                    SOON,
                    () -> network.nodes().stream().allMatch(node -> node.connections() == others));
            network.awaitAgreement();
            var pairs = (long) stage.nodes() * others / 2;
            // A connection that takes the place of another is admitted before it is routed.
            network.await("one connection for each pair", SOON, () -> ends(network) == 2 * pairs);
            stage.atMost("dials that failed", Crowd.failures(network), 0);
            var dials = Crowd.dials(network);
            stage.atMost("dials", dials, pairs * 2 * ROUNDS_MAX);
            network.runFor(stage.span());
            stage.atMost("dials afterwards", Crowd.dials(network) - dials, 0);
            var ends = network.call(() -> ends(network));
            stage.check(ends == 2 * pairs, "connections: " + ends + " ends, pairs: " + pairs);
            stage.check(network.nodes().stream().allMatch(node -> node.isRunning()), "all run");
        }
    }

    private static long ends(SimNetwork network) {
        return network.nodes().stream()
                .mapToLong(node -> node.router().snapshot().links().size())
                .sum();
    }

    private static boolean dialAll(SimNetwork network) {
        for (var one : network.nodes()) {
            for (var other : network.nodes()) {
                if (!one.name().equals(other.name())) {
                    one.admin().dial(other.address());
                }
            }
        }
        return true;
    }
}
