package dev.tendril.itests.simulation;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNode;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A tenth of all who take part is hung, slow or hostile, each in its own way; some honest nodes are
 * slow too. The others stay one network, keep the connections they have among each other, and ban
 * nobody who has done nothing.
 */
final class HostileTenth implements Scenario {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SLOWNESS = Duration.ofSeconds(4);

    /** Connections among honest nodes that are left of a hundred. */
    private static final int KEPT_PERCENT_MIN = 80;

    @Override
    public void play(Stage stage) throws Exception {
        var hostile = Math.max(stage.nodes() / 10, Malice.values().length);
        var builder = stage.network();
        for (var i = 0; i < stage.nodes(); i++) {
            builder.node(Crowd.node(i, stage.nodes()));
        }
        for (var i = 0; i < hostile; i++) {
            builder.stranger("bad" + i, Optional.of("150.1." + i + ".1"));
        }
        try (var network = stage.open(builder)) {
            network.startAll();
            Crowd.converge(network, HOUR);
            network.runFor(Duration.ofMinutes(2));
            network.slowDown(SLOWNESS, slow(stage.nodes()));
            var before = network.call(() -> pairs(network));
            for (var i = 0; i < hostile; i++) {
                Malice.values()[i % Malice.values().length].begin(
                        network, network.stranger("bad" + i), network.nodes());
            }
            network.runFor(stage.span());
            var after = network.call(() -> pairs(network));
            stage.figure("hostile", hostile);
            stage.atMost(
                    "honest nodes banned", Crowd.sum(network, node -> wrongBans(network, node)), 0);
            stage.atLeast("bans", Crowd.bans(network), 1);
            stage.atMost(
                    "connections of the banned", Crowd.sum(network, HostileTenth::ofBanned), 0);
            stage.atLeast(
                    "handshakes ended by their deadline",
                    Crowd.sum(network, HostileTenth::timeouts),
                    1);
            var kept = before.stream().filter(after::contains).count();
            stage.atLeast(
                    "percent of honest connections kept",
                    100 * kept / before.size(),
                    KEPT_PERCENT_MIN);
            Crowd.converge(network, HOUR);
        }
    }

    private static String[] slow(int nodes) {
        return Crowd.names(nodes).stream()
                .skip(nodes - Math.max(1, nodes / 20))
                .toArray(String[]::new);
    }

    private static Set<String> pairs(SimNetwork network) {
        var honest = network.nodes().stream().map(SimNode::name).collect(Collectors.toSet());
        var pairs = new TreeSet<String>();
        for (var node : network.nodes()) {
            node.connectedTo().stream()
                    .filter(honest::contains)
                    .filter(other -> node.name().compareTo(other) < 0)
                    // The seed sends everybody away after a while.
                    .filter(other -> !node.name().equals(Crowd.SEED))
                    .forEach(other -> pairs.add(node.name() + " " + other));
        }
        return pairs;
    }

    private static long ofBanned(SimNode node) {
        var banned = node.admin().bans().stream().map(ban -> ban.target()).toList();
        return node.peers().connected().stream()
                .filter(peer -> banned.contains(new BanTarget.Id(peer.ref().nodeId())))
                .count();
    }

    private static long timeouts(SimNode node) {
        return node.router()
                .snapshot()
                .counters()
                .getOrDefault("handshake.failed.handshake-timeout", 0L);
    }

    private static long wrongBans(SimNetwork network, SimNode node) {
        var honest = network.nodes().stream().map(SimNode::id).toList();
        return node.admin().bans().stream().filter(ban -> isOf(honest, ban.target())).count();
    }

    private static boolean isOf(List<NodeId> honest, BanTarget target) {
        return switch (target) {
            case BanTarget.Id id -> honest.contains(id.nodeId());
            case BanTarget.Network block -> !block.cidr().startsWith("150.1.");
        };
    }
}
