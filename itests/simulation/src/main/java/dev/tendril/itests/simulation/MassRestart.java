package dev.tendril.itests.simulation;

import java.time.Duration;

/**
 * All nodes are killed at one moment and come back together, without their seed: they find each
 * other by what they remember, without a storm.
 */
final class MassRestart implements Scenario {

    private static final Duration SOON = Duration.ofMinutes(15);

    /** Dials of one node until it has all its connections again. */
    private static final int DIALS_MAX = 150;

    @Override
    public void play(Stage stage) throws Exception {
        var builder = stage.network();
        for (var i = 0; i < stage.nodes(); i++) {
            builder.node(Crowd.node(i, stage.nodes()));
        }
        try (var network = stage.open(builder)) {
            network.startAll();
            Crowd.converge(network, Duration.ofHours(1));
            network.runFor(stage.span());
            for (var node : network.nodes()) {
                network.crash(node.name());
            }
            for (var node : network.nodes()) {
                if (!node.name().equals(Crowd.SEED)) {
                    network.start(node.name());
                }
            }
            var took = Crowd.converge(network, SOON);
            stage.figure("seconds until all are back", took.toSeconds());
            network.awaitAgreement();
            stage.atMost(
                    "dials of one node", Crowd.dials(network) / (stage.nodes() - 1), DIALS_MAX);
            stage.atMost("bans", Crowd.bans(network), 0);
        }
    }
}
