package dev.tendril.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects what a simulated network is; not for use by several threads. */
public final class SimNetworkBuilder {

    private final long seed;
    private final List<SimNodeSpec> nodes = new ArrayList<>();
    private final Map<String, Optional<String>> strangers = new LinkedHashMap<>();
    private String chainId = "sim-chain";
    private Ways.Latency latency = new Ways.Latency(Duration.ofMillis(5), Duration.ofMillis(150));
    private double breakChance;
    private Consumer<String> sink = line -> {};

    SimNetworkBuilder(long seed) {
        this.seed = seed;
    }

    /**
     * Adds a node.
     *
     * @param spec what it is
     * @return this builder
     */
    public SimNetworkBuilder node(SimNodeSpec spec) {
        nodes.add(spec);
        return this;
    }

    /**
     * Adds somebody who is no node: his behaviour is a script of the test.
     *
     * @param name his name
     * @param ip his IP address; without one he is reached by id only
     * @return this builder
     */
    public SimNetworkBuilder stranger(String name, Optional<String> ip) {
        strangers.put(name, ip);
        return this;
    }

    /**
     * Sets the chain id; {@code sim-chain} by default.
     *
     * @param id the chain id
     * @return this builder
     */
    public SimNetworkBuilder chainId(String id) {
        chainId = id;
        return this;
    }

    /**
     * Sets how long a message is on its way; each way draws its own latency. Default 5 to 150 ms.
     *
     * @param min at least
     * @param max at most
     * @return this builder
     */
    public SimNetworkBuilder latency(Duration min, Duration max) {
        latency = new Ways.Latency(min, max);
        return this;
    }

    /**
     * Sets how probable it is that a message breaks its connection; 0 by default.
     *
     * @param chance 0..1
     * @return this builder
     */
    public SimNetworkBuilder breakChance(double chance) {
        breakChance = chance;
        return this;
    }

    /**
     * Also gives each event of the trace to {@code lines}, to compare two runs that should be one.
     *
     * @param lines gets each event
     * @return this builder
     */
    public SimNetworkBuilder sink(Consumer<String> lines) {
        sink = lines;
        return this;
    }

    /** {@return the network; none of its nodes runs yet} */
    public SimNetwork build() {
        return new SimNetwork(seed, chainId, nodes, strangers, latency, breakChance, sink);
    }
}
