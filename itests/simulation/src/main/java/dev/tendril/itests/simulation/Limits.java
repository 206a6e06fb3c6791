package dev.tendril.itests.simulation;

import dev.tendril.api.time.Timers;
import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Every named limit is reached on some node, and counted there; afterwards each of these nodes
 * still works: a friend connects and is answered.
 */
final class Limits implements Scenario {

    /** What counts that a limit was reached. */
    static final List<String> COUNTERS =
            List.of(
                    "limit.accept-queue",
                    "limit.address-failures",
                    "limit.addresses-per-peer",
                    "limit.bans",
                    "limit.close-patience",
                    "limit.connections",
                    "limit.decisions-unwritten",
                    "limit.handshakes",
                    "limit.handshakes-of-address",
                    "limit.hearsay-group",
                    "limit.hearsay-source",
                    "limit.host-searches",
                    "limit.inbound",
                    "limit.merit",
                    "limit.patience",
                    "limit.peers-stored",
                    "limit.records-unwritten",
                    "limit.resolve-timeout",
                    "limit.store-wait",
                    "inbox-full",
                    "inbox-oldest-dropped",
                    "send-queue-channel-full",
                    "send-queue-peer-full",
                    "send-queue-node-full");

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Override
    public void play(Stage stage) throws Exception {
        var builder = stage.network();
        var clock = new AtomicReference<Timers>();
        LimitNodes.all(clock).forEach(builder::node);
        LimitActs.strangers().forEach(builder::stranger);
        try (var network = stage.open(builder)) {
            clock.set(network.timers());
            for (var name : LimitNodes.NAMES) {
                network.start(name);
            }
            network.runFor(MINUTE);
            new LimitActs(network).all();
            network.runFor(stage.span());
            var counted = network.call(() -> counted(network));
            for (var name : COUNTERS) {
                stage.atLeast(name, counted.getOrDefault(name, 0L), 1);
            }
            // The two that count under one name: handshakes of the router and of the peer manager.
            stage.atLeast(
                    "limit.handshakes of the router",
                    network.call(() -> ofRouter(network.node("gate"), "limit.handshakes")),
                    1);
            stage.atLeast(
                    "limit.handshakes of the peer manager",
                    network.call(() -> Crowd.counted(network.node("screen"), "limit.handshakes")),
                    1);
            for (var name : LimitNodes.NAMES) {
                stage.check(network.call(() -> works(network.node(name))), name + " is not whole");
            }
            befriend(network);
            for (var node : network.nodes()) {
                network.stop(node.name());
            }
            network.runFor(MINUTE); // what hangs is left behind, and ends in its own time
        }
    }

    /** After everything has calmed down each node takes a friend in. */
    private static void befriend(SimNetwork network) throws Exception {
        network.start(LimitNodes.FRIEND);
        network.await(
                "all are friends",
                Duration.ofMinutes(30),
                () ->
                        LimitNodes.NAMES.stream()
                                .allMatch(
                                        name ->
                                                network.node(LimitNodes.FRIEND)
                                                        .connectedTo()
                                                        .contains(name)));
    }

    private static boolean works(SimNode node) {
        return node.isRunning() && node.router().snapshot().waitingFor().isEmpty();
    }

    private static long ofRouter(SimNode node, String counter) {
        return node.router().snapshot().counters().getOrDefault(counter, 0L);
    }

    private static Map<String, Long> counted(SimNetwork network) {
        var sums = new TreeMap<String, Long>();
        for (var node : network.nodes()) {
            if (node.isRunning()) {
                var router = node.router().snapshot();
                add(sums, router.counters());
                add(sums, node.admin().snapshot().counters());
                add(sums, node.transportCounters());
                router.channels().forEach(channel -> add(sums, channel.drops()));
            }
        }
        return sums;
    }

    private static void add(Map<String, Long> sums, Map<String, Long> counters) {
        counters.forEach((name, count) -> sums.merge(name, count, Long::sum));
    }
}
