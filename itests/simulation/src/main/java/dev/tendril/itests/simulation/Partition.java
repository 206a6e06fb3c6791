package dev.tendril.itests.simulation;

import dev.tendril.simulator.SimNetwork;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** A network falls into two islands, lives on as two, and is one again when it is mended. */
final class Partition implements Scenario {

    /** Dials of one node in a minute while half of what it knows does not answer. */
    private static final int DIALS_A_MINUTE_MAX = 20;

    private static final Duration NOTICE = Duration.ofMinutes(2);
    private static final Duration HEAL = Duration.ofHours(1);

    @Override
    public void play(Stage stage) throws Exception {
        var builder = stage.network();
        for (var i = 0; i < stage.nodes(); i++) {
            builder.node(Crowd.node(i, stage.nodes()));
        }
        try (var network = stage.open(builder)) {
            network.startAll();
            Crowd.converge(network, HEAL);
            var island = new TreeSet<>(Crowd.names(stage.nodes() / 2));
            network.partition(island.toArray(String[]::new));
            network.await("nobody reaches over", NOTICE, () -> crossing(network, island) == 0);
            var before = Crowd.dials(network);
            network.runFor(stage.span());
            stage.atMost(
                    "dials of one node in a minute",
                    (Crowd.dials(network) - before) / stage.nodes() / stage.span().toMinutes(),
                    DIALS_A_MINUTE_MAX);
            stage.check(network.call(() -> crossing(network, island)) == 0, "it is not cut");
            network.heal();
            network.await("one network again", HEAL, () -> Crowd.isWhole(network));
            stage.figure("seconds until healed", Crowd.converge(network, HEAL).toSeconds());
            network.awaitAgreement();
            stage.atMost("bans", Crowd.bans(network), 0);
        }
    }

    private static long crossing(SimNetwork network, Set<String> island) {
        return network.nodes().stream()
                .filter(node -> island.contains(node.name()))
                .flatMap(node -> node.connectedTo().stream())
                .filter(other -> !island.contains(other))
                .count();
    }
}
