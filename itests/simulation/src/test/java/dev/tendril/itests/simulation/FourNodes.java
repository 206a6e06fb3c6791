package dev.tendril.itests.simulation;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNodeSpec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The run that is repeated: four nodes find each other from one seed address and exchange echoes;
 * one is killed and comes back with its store. Also a program of its own: prints the hash of the
 * trace for the seed it is given, and writes the events to the file it is given.
 */
final class FourNodes {

    static final ChannelId ECHO = new ChannelId(0x7a);

    private static final List<String> NAMES = List.of("ada", "bob", "cyd", "dan");

    private final List<String> events = new ArrayList<>();
    private final SimNetwork network;

    private FourNodes(long seed) {
        var builder = SimNetwork.builder(seed).sink(events::add).breakChance(0.002);
        builder.node(SimNodeSpec.of("ada"));
        NAMES.stream().skip(1).forEach(name -> builder.node(SimNodeSpec.of(name).withSeeds("ada")));
        network = builder.build();
    }

    /** Runs it, with all that is to hold. */
    static Outcome run(long seed) throws Exception {
        var nodes = new FourNodes(seed);
        try (var network = nodes.network) {
            nodes.run();
            network.awaitAgreement();
        }
        return new Outcome(nodes.network.trace().hash(), nodes.network.elapsed(), nodes.events);
    }

    private void run() throws Exception {
        network.startAll();
        awaitMesh(NAMES);
        awaitEchoes();
        network.crash("cyd");
        awaitMesh(List.of("ada", "bob", "dan"));
        network.runFor(Duration.ofMinutes(2));
        network.start("cyd");
        awaitMesh(NAMES);
        awaitEchoes();
        awaitMesh(NAMES);
    }

    private void awaitMesh(List<String> names) throws Exception {
        network.await(
                "all are connected: " + names,
                Duration.ofMinutes(30),
                () ->
                        names.stream()
                                .allMatch(
                                        name ->
                                                network.node(name).connectedTo().size()
                                                        == names.size() - 1));
    }

    private void awaitEchoes() throws Exception {
        for (var from : NAMES) {
            for (var to : NAMES) {
                if (!from.equals(to)) {
                    var before = network.deliveries(from, to, ECHO);
                    network.await(
                            "echoes from " + from + " to " + to,
                            Duration.ofMinutes(5),
                            () -> network.deliveries(from, to, ECHO) > before + 2);
                }
            }
        }
    }

    /**
     * Runs the seed of the first argument, writes the events into the file of the second and prints
     * the hash.
     *
     * @param arguments a seed and a file
     */
    public static void main(String[] arguments) throws Exception {
        var outcome = run(Long.parseLong(arguments[0]));
        Files.write(Path.of(arguments[1]), outcome.events());
        System.out.println("hash: " + outcome.hash());
    }

    /** What came of a run. */
    record Outcome(String hash, Duration elapsed, List<String> events) {}
}
