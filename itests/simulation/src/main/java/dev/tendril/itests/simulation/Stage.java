package dev.tendril.itests.simulation;

import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNetworkBuilder;
import dev.tendril.testkit.Seeds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a scenario is given, and where it leaves what came of it: figures, each with its bound, and
 * the traces of its networks. For one thread.
 */
public final class Stage {

    private final long seed;
    private final int nodes;
    private final Duration span;
    private final List<SimNetwork> networks = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final Map<String, Long> figures = new LinkedHashMap<>();

    /**
     * An empty stage.
     *
     * @param seed decides everything
     * @param nodes how many nodes
     * @param span how much virtual time
     */
    public Stage(long seed, int nodes, Duration span) {
        this.seed = seed;
        this.nodes = nodes;
        this.span = span;
    }

    /** {@return the seed that decides everything} */
    public long seed() {
        return seed;
    }

    /** {@return how many nodes there are to be} */
    public int nodes() {
        return nodes;
    }

    /** {@return how much virtual time there is} */
    public Duration span() {
        return span;
    }

    /** {@return a network of this seed, still without nodes} */
    public SimNetworkBuilder network() {
        return SimNetwork.builder(seed);
    }

    /**
     * {@return the network; its trace counts}
     *
     * @param builder what it is
     */
    public SimNetwork open(SimNetworkBuilder builder) {
        var network = builder.build();
        networks.add(network);
        return network;
    }

    /**
     * Makes something part of the trace that is no network.
     *
     * @param what the same for the same seed
     */
    public void trace(String what) {
        others.add(what);
    }

    /** {@return one number for all that happened: 16 hexadecimal digits} */
    public String hash() {
        if (networks.size() == 1 && others.isEmpty()) {
            return networks.getFirst().trace().hash();
        }
        var all = new StringBuilder();
        networks.forEach(network -> all.append(network.trace().hash()));
        others.forEach(all::append);
        return String.format("%016x", Seeds.derive(all.length(), all.toString()));
    }

    /**
     * Notes a figure.
     *
     * @param name of what
     * @param value how much
     */
    public void figure(String name, long value) {
        figures.put(name, value);
        System.out.println("  " + name + ": " + value);
    }

    /**
     * Notes a figure that has an upper bound.
     *
     * @param name of what
     * @param value how much
     * @param max at most
     */
    public void atMost(String name, long value, long max) {
        figures.put(name, value);
        System.out.println("  " + name + ": " + value + " (at most " + max + ")");
        check(value <= max, name + ": " + value + ", at most " + max);
    }

    /**
     * Notes a figure that has a lower bound.
     *
     * @param name of what
     * @param value how much
     * @param min at least
     */
    public void atLeast(String name, long value, long min) {
        figures.put(name, value);
        System.out.println("  " + name + ": " + value + " (at least " + min + ")");
        check(value >= min, name + ": " + value + ", at least " + min);
    }

    /**
     * Sees that something holds.
     *
     * @param holds whether it does
     * @param what what does not
     */
    public void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what + ", seed: " + seed);
        }
    }

    /** {@return the figures that were noted, in order} */
    public Map<String, Long> figures() {
        return Map.copyOf(figures);
    }
}
