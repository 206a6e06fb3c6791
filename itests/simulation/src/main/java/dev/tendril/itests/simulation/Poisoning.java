package dev.tendril.itests.simulation;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.peer.AddressSnapshot;
import dev.tendril.api.peer.PeerSnapshot;
import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNode;
import dev.tendril.simulator.SimNodeSpec;
import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.Seeds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Liars fill the address books of honest nodes with addresses where nobody lives. What was verified
 * stays, what one source or one network group may tell is bounded, nothing of it is told on, and
 * the network stays whole.
 */
final class Poisoning implements Scenario {

    /** Who lies, and about what. */
    enum Form {
        /** Many sources tell of one /24. */
        ONE_PREFIX,
        /** One source tells of everywhere. */
        ONE_SOURCE,
        /** Many sources, each in a network group of its own, tell of everywhere. */
        MANY
    }

    private static final int LIARS = 8;
    private static final int TOLD_AT_ONCE = 250;
    private static final int STORED_MAX = 400;
    private static final int PER_SOURCE_MAX = 100;
    private static final int PER_GROUP_MAX = 30;

    /** A burst of 64 dials of hearsay, one a second later on, and some of peers that are known. */
    private static final int DIALS_A_MINUTE_MAX = 150;

    private static final Duration HOUR = Duration.ofHours(1);

    private final Form form;

    Poisoning(Form form) {
        this.form = form;
    }

    @Override
    public void play(Stage stage) throws Exception {
        var builder = stage.network();
        for (var i = 0; i <= stage.nodes(); i++) {
            builder.node(node(i, stage.nodes()));
        }
        var liars = form == Form.ONE_SOURCE ? 1 : LIARS;
        for (var i = 0; i < liars; i++) {
            builder.stranger("liar" + i, Optional.of("150." + i + ".0.1"));
        }
        try (var network = stage.open(builder)) {
            var newcomer = Crowd.name(stage.nodes());
            for (var i = 0; i < stage.nodes(); i++) {
                network.start(Crowd.name(i));
            }
            Crowd.converge(network, HOUR);
            network.runFor(Duration.ofMinutes(2));
            var before = network.call(() -> verified(network));
            var dials = Crowd.dials(network);
            letLie(network, stage, liars);
            network.runFor(stage.span());
            stage.atMost(
                    "dials of one node in a minute",
                    (Crowd.dials(network) - dials) / stage.nodes() / stage.span().toMinutes(),
                    DIALS_A_MINUTE_MAX);
            check(network, stage, before);
            network.start(newcomer);
            network.runFor(Duration.ofMinutes(5));
            var lies = network.call(() -> lies(network.node(newcomer)));
            stage.atMost("lies that were told on", lies, 0);
            stage.atMost("lonely nodes", network.call(() -> Crowd.lonely(network)), 0);
            stage.check(network.call(() -> Crowd.isWhole(network)), "the network has fallen apart");
        }
    }

    private SimNodeSpec node(int number, int count) {
        return number == 0
                ? Crowd.node(0, count)
                : Crowd.node(number, count)
                        .withPeerManager(
                                options ->
                                        options.peersStored(Limit.of(STORED_MAX))
                                                .hearsayPerSource(PER_SOURCE_MAX)
                                                .hearsayPerGroup(PER_GROUP_MAX));
    }

    private void letLie(SimNetwork network, Stage stage, int liars) {
        for (var i = 0; i < liars; i++) {
            var name = "liar" + i;
            var random = new SplittableRandom(Seeds.derive(stage.seed(), name));
            Supplier<List<NodeAddress>> lies = () -> lies(random);
            for (var j = 1; j < stage.nodes(); j++) {
                new Liar(network, network.stranger(name), j, lies)
                        .haunt(network.node(Crowd.name(j)));
            }
        }
    }

    private List<NodeAddress> lies(RandomGenerator random) {
        var lies = new ArrayList<NodeAddress>();
        for (var i = 0; i < TOLD_AT_ONCE; i++) {
            var host =
                    form == Form.ONE_PREFIX
                            ? "160.1.1." + (1 + random.nextInt(254))
                            : "160." + random.nextInt(256) + "." + random.nextInt(256) + ".1";
            lies.add(NodeAddress.networked(Protocol.MCONN, id(random), host, 26_656));
        }
        return lies;
    }

    private static NodeId id(RandomGenerator random) {
        return new NodeId(
                String.format(
                        "%016x%016x%08x", random.nextLong(), random.nextLong(), random.nextInt()));
    }

    private static boolean isLie(AddressSnapshot known) {
        return known.address().host().startsWith("160.");
    }

    private static long lies(SimNode node) {
        return known(node).stream().filter(Poisoning::isLie).count();
    }

    private static List<AddressSnapshot> known(SimNode node) {
        return node.admin().snapshot().peers().stream()
                .flatMap(peer -> peer.addresses().stream())
                .toList();
    }

    /** Whom each node has verified. */
    private static Map<String, Set<NodeId>> verified(SimNetwork network) {
        return network.nodes().stream()
                .filter(SimNode::isRunning)
                .collect(
                        Collectors.toMap(
                                SimNode::name,
                                node ->
                                        node.admin().snapshot().peers().stream()
                                                .filter(Poisoning::isVerified)
                                                .map(PeerSnapshot::nodeId)
                                                .collect(Collectors.toCollection(TreeSet::new))));
    }

    private static boolean isVerified(PeerSnapshot peer) {
        return peer.addresses().stream().anyMatch(known -> known.origin().equals("verified"));
    }

    private void check(SimNetwork network, Stage stage, Map<String, Set<NodeId>> before)
            throws Exception {
        var after = network.call(() -> verified(network));
        var lost = 0L;
        for (var name : before.keySet()) {
            var gone = new TreeSet<>(before.get(name));
            gone.removeAll(after.getOrDefault(name, Set.of()));
            lost += gone.size();
        }
        stage.atMost("verified peers that were lost", lost, 0);
        stage.atLeast("lies in all books", Crowd.sum(network, Poisoning::lies), stage.nodes());
        for (var node : network.nodes().subList(1, 3)) {
            var known =
                    network.call(() -> node.isRunning() ? known(node) : List.<AddressSnapshot>of());
            stage.atMost(
                    "most lies of one source to " + node.name(),
                    most(known, AddressSnapshot::source),
                    PER_SOURCE_MAX);
            stage.atMost(
                    "most lies of one group to " + node.name(),
                    most(known, lie -> group(lie.address().host())),
                    PER_GROUP_MAX);
            stage.atMost(
                    "peers known to " + node.name(),
                    known.stream().map(a -> a.address().nodeId()).distinct().count(),
                    STORED_MAX + 1L);
        }
        stage.atMost("lonely nodes", network.call(() -> Crowd.lonely(network)), 0);
    }

    private static String group(String host) {
        return host.substring(0, host.indexOf('.', host.indexOf('.') + 1));
    }

    private static long most(List<AddressSnapshot> known, Function<AddressSnapshot, String> key) {
        return known.stream()
                .filter(Poisoning::isLie)
                .collect(Collectors.groupingBy(key, Collectors.counting()))
                .values()
                .stream()
                .mapToLong(count -> count)
                .max()
                .orElse(0);
    }
}
