package dev.tendril.itests.simulation;

import dev.tendril.peermanager.PeerManagerOptionsBuilder;
import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNode;
import dev.tendril.simulator.SimNodeSpec;
import dev.tendril.support.limit.Limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** Many nodes at IP addresses of as many network groups, of which the first is their seed. */
final class Crowd {

    /** Connections that a node opens by itself. */
    static final int OUTBOUND = 10;

    static final String SEED = name(0);

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int SEED_INBOUND_MIN = 100;
    private static final int FIRST_OCTETS = 79;
    private static final int FIRST_OCTET_MIN = 20;
    private static final int OCTETS = 256;

    private Crowd() {}

    static String name(int number) {
        return "n" + number;
    }

    static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(Crowd::name).toList();
    }

    /** A public address in a network group of its own. */
    static String ip(int number) {
        return FIRST_OCTET_MIN
                + number % FIRST_OCTETS
                + "."
                + number / FIRST_OCTETS % OCTETS
                + ".0.1";
    }

    /**
     * Node {@code number} of {@code count}, which runs peer exchange only and knows but the seed.
     */
    static SimNodeSpec node(int number, int count) {
        var spec = SimNodeSpec.of(name(number)).at(ip(number)).withReactors(SimNodeSpec.pex());
        return number == 0
                ? spec.withPeerManager(options -> seed(options, count))
                : spec.withSeeds(SEED);
    }

    /** A seed lets many in, and soon sends them away. */
    private static PeerManagerOptionsBuilder seed(PeerManagerOptionsBuilder options, int count) {
        return options.maxInbound(Limit.of(Math.max(SEED_INBOUND_MIN, count / 3)))
                .inboundAge(Duration.ofSeconds(20));
    }

    /** How many nodes have fewer connections than they want. */
    static long lonely(SimNetwork network) {
        var running = network.nodes().stream().filter(SimNode::isRunning).toList();
        var wanted = Math.min(running.size() - 1, OUTBOUND);
        return running.stream().filter(node -> node.connections() < wanted).count();
    }

    /** Waits until each node has the connections it wants, and all are one network. */
    static Duration converge(SimNetwork network, Duration limit) throws Exception {
        var begun = network.elapsed();
        network.await(
                "everybody has the connections he wants",
                limit,
                LOOK,
                () -> lonely(network) == 0 && isWhole(network));
        return network.elapsed().minus(begun);
    }

    /** Whether everybody is reached by everybody. */
    static boolean isWhole(SimNetwork network) {
        var running = network.nodes().stream().filter(SimNode::isRunning).toList();
        var links = new TreeMap<String, Set<String>>();
        for (var node : running) {
            for (var other : node.connectedTo()) {
                links.computeIfAbsent(node.name(), name -> new TreeSet<>()).add(other);
                links.computeIfAbsent(other, name -> new TreeSet<>()).add(node.name());
            }
        }
        var seen = new TreeSet<String>();
        var open = new ArrayDeque<>(List.of(running.getFirst().name()));
        while (!open.isEmpty()) {
            var next = open.remove();
            if (seen.add(next)) {
                open.addAll(links.getOrDefault(next, Set.of()));
            }
        }
        return running.stream().allMatch(node -> seen.contains(node.name()));
    }

    /** How often a node has dialed in this life. */
    static long dials(SimNode node) {
        return node.router().snapshot().counters().getOrDefault("dial.begun", 0L);
    }

    /** How often all running nodes have dialed, in their lives. */
    static long dials(SimNetwork network) throws Exception {
        return sum(network, Crowd::dials);
    }

    /** How often a node's peer manager has counted something, by the beginning of its name. */
    static long counted(SimNode node, String prefix) {
        return node.admin().snapshot().counters().entrySet().stream()
                .filter(counter -> counter.getKey().startsWith(prefix))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** How often somebody was banned. */
    static long bans(SimNetwork network) throws Exception {
        return sum(network, node -> counted(node, "reason.ban."));
    }

    /** How often somebody has behaved badly in the eyes of another. */
    static long offences(SimNetwork network) throws Exception {
        return sum(network, node -> counted(node, "reason.offence."));
    }

    /** Failures of addresses that all nodes remember. */
    static long failures(SimNetwork network) throws Exception {
        return sum(
                network,
                node ->
                        node.admin().snapshot().peers().stream()
                                .flatMap(peer -> peer.addresses().stream())
                                .mapToLong(address -> address.failures())
                                .sum());
    }

    /** A figure of all running nodes, in all. */
    static long sum(SimNetwork network, ToLongFunction<SimNode> figure) throws Exception {
        return network.call(
                () ->
                        new ArrayList<>(network.nodes())
                                .stream().filter(SimNode::isRunning).mapToLong(figure).sum());
    }
}
