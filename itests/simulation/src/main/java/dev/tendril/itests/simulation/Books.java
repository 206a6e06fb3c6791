package dev.tendril.itests.simulation;

import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNode;

import java.util.Map;
import java.util.TreeMap;

/** Adds up counters of nodes over their lives: a new life begins at nothing. */
final class Books {

    private final SimNetwork network;
    private final Map<String, Long> lastDials = new TreeMap<>();
    private final Map<String, Long> lastUpgrades = new TreeMap<>();
    private long dials;
    private long upgrades;
    private long known;

    Books(SimNetwork network) {
        this.network = network;
    }

    /** Reads all counters; to be called often enough that little is lost with a life. */
    void look() throws Exception {
        network.call(
                () -> {
                    network.nodes().stream().filter(SimNode::isRunning).forEach(this::look);
                    return true;
                });
    }

    private void look(SimNode node) {
        var counters = node.admin().snapshot().counters();
        dials += since(lastDials, node.name(), Crowd.dials(node));
        upgrades +=
                since(
                        lastUpgrades,
                        node.name(),
                        counters.getOrDefault("reason.evict.upgraded", 0L));
        known = Math.max(known, node.peers().known().peers());
    }

    private static long since(Map<String, Long> last, String name, long now) {
        var before = last.put(name, now);
        return before == null || now < before ? now : now - before;
    }

    long dials() {
        return dials;
    }

    long upgrades() {
        return upgrades;
    }

    /** The most peers that one node knew. */
    long known() {
        return known;
    }
}
