package dev.tendril.itests.simulation;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNode;
import dev.tendril.simulator.SimStranger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Somebody with many addresses tries to be all that one node sees: it fills the places for others,
 * answers every question with itself, waits to be dialed, and lets the node restart. Prints what
 * the attempt cost, and what it got.
 */
final class Eclipse implements Scenario {

    /** Network groups (/16) that the attacker has. */
    private static final int GROUPS = 4;

    /** Connections of its own that the node keeps to honest nodes, at least. */
    private static final int HONEST_MIN = 1;

    private static final int TOLD_AT_ONCE = 100;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String VICTIM = Crowd.name(1);

    @Override
    public void play(Stage stage) throws Exception {
        var builder = stage.network();
        for (var i = 0; i < stage.nodes(); i++) {
            builder.node(Crowd.node(i, stage.nodes()));
        }
        var attackers = 2 * stage.nodes();
        for (var i = 0; i < attackers; i++) {
            builder.stranger(attacker(i), Optional.of(ip(i)));
        }
        try (var network = stage.open(builder)) {
            network.startAll();
            Crowd.converge(network, HOUR);
            attack(network, attackers);
            network.runFor(stage.span());
            network.crash(VICTIM);
            network.runFor(Duration.ofSeconds(5));
            network.start(VICTIM);
            network.runFor(stage.span());
            report(network, stage, attackers);
        }
    }

    private static String attacker(int number) {
        return "attacker" + number;
    }

    private static String ip(int number) {
        return "17" + number % GROUPS + ".1." + number / 250 + "." + (1 + number % 250);
    }

    private static void attack(SimNetwork network, int attackers) {
        var strangers =
                IntStream.range(0, attackers).mapToObj(i -> network.stranger(attacker(i))).toList();
        var own = strangers.stream().map(SimStranger::address).limit(TOLD_AT_ONCE).toList();
        for (var stranger : strangers) {
            List<NodeAddress> told =
                    own.stream().filter(a -> !a.nodeId().equals(stranger.id(0))).toList();
            var liar = new Liar(network, stranger, 0, () -> told);
            liar.lieInWait();
            liar.haunt(network.node(VICTIM));
        }
    }

    private static void report(SimNetwork network, Stage stage, int attackers) throws Exception {
        var victim = network.node(VICTIM);
        var honestOut = network.call(() -> count(network, victim, Direction.OUTBOUND, true));
        var lostOut = network.call(() -> count(network, victim, Direction.OUTBOUND, false));
        var honestIn = network.call(() -> count(network, victim, Direction.INBOUND, true));
        var lostIn = network.call(() -> count(network, victim, Direction.INBOUND, false));
        stage.figure("cost: addresses", attackers);
        stage.figure("cost: network groups", GROUPS);
        stage.figure("cost: minutes", stage.span().toMinutes() * 2);
        stage.figure("got: connections to the node", lostIn);
        stage.figure("got: connections of the node", lostOut);
        stage.figure("left: honest connections to the node", honestIn);
        stage.atLeast("left: honest connections of the node", honestOut, HONEST_MIN);
        stage.check(network.call(() -> Crowd.isWhole(network)), "the network has fallen apart");
    }

    private static long count(
            SimNetwork network, SimNode victim, Direction direction, boolean honest) {
        var ids = network.nodes().stream().map(SimNode::id).toList();
        return victim.peers().connected().stream()
                .filter(peer -> peer.direction() == direction)
                .map(PeerInfo::ref)
                .filter(ref -> ids.contains(ref.nodeId()) == honest)
                .count();
    }
}
