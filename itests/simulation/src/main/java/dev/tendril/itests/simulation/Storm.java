package dev.tendril.itests.simulation;

import dev.tendril.api.reactor.Settings;
import dev.tendril.reactor.extension.ExtensionReactor;
import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNode;
import dev.tendril.simulator.SimNodeSpec;
import dev.tendril.simulator.SimReactor;
import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.Seeds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Nodes at IP addresses with few slots, while nodes are killed and come back, the network falls
 * apart and is mended, connections break and reactors come and go; all drawn from the seed.
 * Afterwards everybody finds everybody.
 */
final class Storm {

    static final int NODES = 9;
    private static final int BLOWS = 40;
    private static final int SLOTS = 4;

    private final RandomGenerator random;
    private final SimNetwork network;
    private final List<String> failures = new ArrayList<>();
    private final AtomicLong heard = new AtomicLong();
    private final AtomicLong incarnations = new AtomicLong();
    private final Set<String> installed = new TreeSet<>();

    private Storm(Stage stage) {
        random = new SplittableRandom(Seeds.derive(stage.seed(), "storm"));
        var builder =
                stage.network()
                        .breakChance(0.001)
                        .latency(Duration.ofMillis(1), Duration.ofMillis(400));
        for (var i = 0; i < NODES; i++) {
            builder.node(node(i));
        }
        network = stage.open(builder);
    }

    private static String name(int number) {
        return "n" + number;
    }

    private static SimNodeSpec node(int number) {
        var spec =
                SimNodeSpec.of(name(number))
                        .at("20." + (10 + number) + ".0.1")
                        .withClockOffset(Duration.ofMinutes(number * 7L - 20))
                        .withReactor(
                                new SimReactor(
                                        "extension", true, Settings.NONE, ExtensionReactor::new))
                        .withRouter(router -> router.reactors(Set.of("*")))
                        .withPeerManager(
                                options ->
                                        options.maxOutbound(Limit.of(SLOTS))
                                                .maxInbound(Limit.of(SLOTS + 2))
                                                .maxConnected(Limit.of(SLOTS + 4)));
        return number == 0
                ? spec
                : number == 1 ? spec.withPersistent(name(0)) : spec.withSeeds(name(0));
    }

    /** Runs it, with all that is to hold. */
    static void play(Stage stage) throws Exception {
        var storm = new Storm(stage);
        try (var network = storm.network) {
            storm.run();
        }
        stage.check(storm.failures.isEmpty(), "reactors saw: " + storm.failures);
        stage.atLeast("numbers heard", storm.heard.get(), 1);
    }

    private void run() throws Exception {
        network.startAll();
        for (var node : network.nodes()) {
            installOrUninstall(node);
        }
        for (var i = 0; i < BLOWS; i++) {
            network.runFor(Duration.ofMillis(random.nextLong(60_000)));
            blow(network.node(name(random.nextInt(NODES))));
        }
        network.heal();
        network.startAll();
        network.await(
                "everybody is reached by everybody",
                Duration.ofHours(2),
                () -> reached(network.nodes().getFirst()).size() == NODES);
        network.awaitAgreement();
    }

    private void blow(SimNode node) throws Exception {
        if (!node.isRunning()) {
            network.start(node.name());
            installOrUninstall(node);
            return;
        }
        switch (random.nextInt(7)) {
            case 0, 1 -> {
                installed.remove(node.name());
                network.crash(node.name());
            }
            case 2 -> {
                installed.remove(node.name());
                network.stop(node.name());
            }
            case 3 ->
                    network.partition(
                            node.name(), name(random.nextInt(NODES)), name(random.nextInt(NODES)));
            case 4 -> network.heal();
            default -> installOrUninstall(node);
        }
    }

    private void installOrUninstall(SimNode node) throws Exception {
        if (installed.remove(node.name())) {
            network.call(
                    () -> {
                        node.uninstall("numbers");
                        return true;
                    });
        } else {
            installed.add(node.name());
            network.call(
                    () -> {
                        node.install(
                                SimReactor.of(
                                        "numbers",
                                        () ->
                                                new NumbersReactor(
                                                        failures,
                                                        heard,
                                                        incarnations.incrementAndGet())));
                        return true;
                    });
        }
    }

    private Set<String> reached(SimNode from) {
        var seen = new TreeSet<String>();
        var open = new ArrayList<>(List.of(from.name()));
        while (!open.isEmpty()) {
            var next = open.removeLast();
            if (seen.add(next)) {
                open.addAll(network.node(next).connectedTo());
            }
        }
        return seen;
    }
}
