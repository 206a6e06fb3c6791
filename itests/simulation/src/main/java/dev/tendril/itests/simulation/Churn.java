package dev.tendril.itests.simulation;

import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNode;
import dev.tendril.testkit.Seeds;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Nodes come and go for a day, at all hours and in every way: they stop, are killed, lose their
 * connections and come back. Every hour those that run are one network.
 */
final class Churn implements Scenario {

    private static final Duration HOUR = Duration.ofHours(1);

    /** Half of the nodes do something in an hour. */
    private static final int EVENTS_PER_NODE_HOURS = 2;

    private static final int DIALS_A_NODE_HOUR_MAX = 400;
    private static final int UPGRADES_A_NODE_HOUR_MAX = 60;
    private static final Duration CALM = Duration.ofMinutes(20);

    @Override
    public void play(Stage stage) throws Exception {
        var builder = stage.network().breakChance(0.0005);
        for (var i = 0; i < stage.nodes(); i++) {
            builder.node(Crowd.node(i, stage.nodes()));
        }
        try (var network = stage.open(builder)) {
            var random = new SplittableRandom(Seeds.derive(stage.seed(), "churn"));
            network.startAll();
            Crowd.converge(network, HOUR);
            var books = new Books(network);
            var end = network.elapsed().plus(stage.span());
            var begun = network.elapsed();
            while (network.elapsed().compareTo(end) < 0) {
                hour(network, random, stage.nodes());
                network.await("one network", CALM, () -> Crowd.isWhole(network));
                books.look();
            }
            network.startAll();
            stage.figure("seconds until all are back", Crowd.converge(network, HOUR).toSeconds());
            network.awaitAgreement();
            books.look();
            var nodeHours = (network.elapsed().minus(begun).toHours() + 1) * stage.nodes();
            stage.atMost(
                    "dials of a node in an hour", books.dials() / nodeHours, DIALS_A_NODE_HOUR_MAX);
            stage.atMost(
                    "upgrades of a node in an hour",
                    books.upgrades() / nodeHours,
                    UPGRADES_A_NODE_HOUR_MAX);
            stage.atMost("bans", Crowd.bans(network), 0);
            stage.atMost("peers known to one node", books.known(), stage.nodes() - 1L);
        }
    }

    private static void hour(SimNetwork network, RandomGenerator random, int nodes)
            throws Exception {
        var events = Math.max(1, nodes / EVENTS_PER_NODE_HOURS);
        var pause = HOUR.minus(CALM).dividedBy(events);
        for (var i = 0; i < events; i++) {
            network.runFor(Duration.ofNanos(random.nextLong(2 * pause.toNanos())));
            // The seed stays: who has forgotten everybody needs it.
            event(network, network.node(Crowd.name(1 + random.nextInt(nodes - 1))), random);
        }
    }

    private static void event(SimNetwork network, SimNode node, RandomGenerator random)
            throws Exception {
        if (!node.isRunning()) {
            network.start(node.name());
            return;
        }
        switch (random.nextInt(3)) {
            case 0 -> network.crash(node.name());
            case 1 -> network.stop(node.name());
            default -> network.breakConnections(node.name());
        }
    }
}
