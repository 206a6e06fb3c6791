package dev.tendril.itests.simulation;

import java.util.List;
import java.util.stream.Collectors;

/** All scenarios by name. */
public final class Scenarios {

    private static final long HOUR = 60;
    private static final long DAY = 24 * HOUR;

    /**
     * All of them, in the order in which they are listed; a new one is one line more: name, what it
     * is about, nodes, least nodes, minutes, what happens.
     */
    public static final List<Entry> ALL =
            List.of(
                    entry(
                            "convergence",
                            "everybody finds everybody from one address",
                            200,
                            2,
                            HOUR,
                            new Convergence()),
                    entry(
                            "partition",
                            "two islands, and one network again",
                            20,
                            4,
                            10,
                            new Partition()),
                    entry(
                            "simultaneous-dials",
                            "every pair dials each other at once",
                            30,
                            2,
                            10,
                            new SimultaneousDials()),
                    entry("churn", "a day of nodes that come and go", 20, 4, DAY, new Churn()),
                    entry(
                            "mass-restart",
                            "all are killed and come back without a seed",
                            60,
                            3,
                            5,
                            new MassRestart()),
                    entry(
                            "persistent-peer",
                            "a persistent peer is down for a week",
                            4,
                            2,
                            7 * DAY,
                            new PersistentPeer()),
                    entry(
                            "jitter",
                            "nobody is blamed for a bad network",
                            20,
                            2,
                            50 * HOUR,
                            new HonestJitter()),
                    entry(
                            "poison-prefix",
                            "many sources lie about one /24",
                            10,
                            3,
                            10,
                            new Poisoning(Poisoning.Form.ONE_PREFIX)),
                    entry(
                            "poison-source",
                            "one source lies about everywhere",
                            10,
                            3,
                            10,
                            new Poisoning(Poisoning.Form.ONE_SOURCE)),
                    entry(
                            "poison-many",
                            "many sources lie about everywhere",
                            10,
                            3,
                            10,
                            new Poisoning(Poisoning.Form.MANY)),
                    entry(
                            "seed-round",
                            "a seed with an old address book brings all together",
                            40,
                            3,
                            30,
                            new SeedRound()),
                    entry(
                            "eclipse",
                            "one node is to see nobody but the attacker",
                            30,
                            4,
                            30,
                            new Eclipse()),
                    entry(
                            "hostile-tenth",
                            "a tenth is hung, slow or hostile",
                            50,
                            10,
                            20,
                            new HostileTenth()),
                    entry(
                            "parts",
                            "reactors, transports and stores fail, come and go",
                            10,
                            5,
                            10,
                            new Parts()),
                    entry(
                            "limits",
                            "every limit is reached and the node goes on",
                            17,
                            17,
                            3,
                            new Limits()),
                    entry(
                            "operator",
                            "every lever of an operator does what it says",
                            6,
                            6,
                            5,
                            new Operator()),
                    entry(
                            "storm",
                            "all faults at once, drawn from the seed",
                            Storm.NODES,
                            Storm.NODES,
                            HOUR,
                            Storm::play));

    private Scenarios() {}

    private static Entry entry(
            String name, String about, int nodes, int nodesMin, long minutes, Scenario scenario) {
        return new Entry(name, about, nodes, nodesMin, minutes, scenario);
    }

    /**
     * {@return a scenario}
     *
     * @param name its name
     * @throws IllegalArgumentException when there is none
     */
    public static Entry named(String name) {
        return ALL.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no such scenario: "
                                                + name
                                                + "; there are "
                                                + ALL.stream()
                                                        .map(Entry::name)
                                                        .collect(Collectors.joining(", "))));
    }
}
