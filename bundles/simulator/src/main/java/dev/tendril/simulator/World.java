package dev.tendril.simulator;

import dev.tendril.api.address.NodeId;
import dev.tendril.testkit.sim.SimScheduler;
import dev.tendril.transport.memory.MemoryNetwork;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What all nodes of a simulation share. */
final class World {

    private final SimScheduler scheduler;
    private final Ways ways;
    private final MemoryNetwork memory;
    private final String chainId;

    // Never walked.
    private final Map<String, Home> homes;
    private final Map<NodeId, String> names;

    /**
     * A world.
     *
     * @param inhabitants who lives in it, and where
     */
    World(SimScheduler scheduler, Ways ways, String chainId, Collection<Home> inhabitants) {
        this.scheduler = scheduler;
        this.ways = ways;
        this.memory = new MemoryNetwork(ways);
        this.chainId = chainId;
        this.homes =
                inhabitants.stream().collect(Collectors.toMap(Home::name, Function.identity()));
        this.names = inhabitants.stream().collect(Collectors.toMap(Home::id, Home::name));
    }

    SimScheduler scheduler() {
        return scheduler;
    }

    Ways ways() {
        return ways;
    }

    MemoryNetwork memory() {
        return memory;
    }

    String chainId() {
        return chainId;
    }

    void event(String line) {
        scheduler.trace().event(line);
    }

    Home home(String name) {
        var home = homes.get(name);
        if (home == null) {
            throw new IllegalArgumentException("no such node, name: " + name);
        }
        return home;
    }

    /** The name of a node, or a short form of its id. */
    String nameOf(NodeId id) {
        var name = names.get(id);
        return name == null ? id.brief() : name;
    }
}
