package dev.tendril.itests.simulation;

import java.time.Duration;

/** All nodes start at once, know but one address, and find each other. */
final class Convergence implements Scenario {

    /** Virtual time until everybody has what he wants; so much more for each thousand nodes. */
    private static final Duration SOON = Duration.ofMinutes(5);

    @Override
    public void play(Stage stage) throws Exception {
        var builder = stage.network();
        for (var i = 0; i < stage.nodes(); i++) {
            builder.node(Crowd.node(i, stage.nodes()));
        }
        try (var network = stage.open(builder)) {
            network.startAll();
            var took = Crowd.converge(network, stage.span());
            stage.atMost(
                    "seconds", took.toSeconds(), SOON.toSeconds() * (1 + stage.nodes() / 1_000));
            stage.figure("messages", network.deliveries());
            stage.figure("steps", network.trace().steps());
            stage.figure("events", network.trace().events());
            network.awaitAgreement();
            stage.atMost("bans", Crowd.bans(network), 0);
        }
    }
}
