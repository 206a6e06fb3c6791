package dev.tendril.simulator;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.peer.PeerManagerSnapshot;
import dev.tendril.api.peer.PeerSnapshot;
import dev.tendril.api.peer.PeerUpdate;
import dev.tendril.peermanager.PeerManagerOptions;
import dev.tendril.peermanager.StepFigures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What holds of one life of a node at every moment (behaviour.md F.8), judged from outside by what
 * its peer manager shows and tells. For one thread.
 */
final class Invariants {

    private static final Map<String, String> SLOT_OF_LIMIT =
            Collections.unmodifiableMap(
                    new TreeMap<>(
                            Map.of(
                                    "inbound", "slots.inbound",
                                    "outbound", "slots.outbound",
                                    "upgrades", "slots.upgrade",
                                    "handshakes", "slots.handshake")));

    /** Slots that may be taken, by kind; persistent and other exempt ones are not limited. */
    private record Limits(int inbound, int outbound, int upgrades, int handshakes, int peers) {}

    private static final Limits NONE =
            new Limits(
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE);

    private final Map<NodeId, PeerRef> up = new TreeMap<>();
    private final Map<NodeId, Long> lastNumber = new TreeMap<>();

    /** What was taken after the last step, by kind. */
    private final Map<String, Long> taken = new TreeMap<>();

    private Limits limits;

    /** Without limits: only what is told is judged. */
    Invariants() {
        this(NONE);
    }

    private Invariants(Limits limits) {
        this.limits = limits;
    }

    /** Those of a peer manager with these options. */
    static Invariants of(PeerManagerOptions options) {
        return new Invariants(limits(options));
    }

    /** Other options hold from now on. */
    void options(PeerManagerOptions options) {
        limits = limits(options);
        taken.replaceAll((what, before) -> Long.MAX_VALUE); // who is exempt may have changed
    }

    private static Limits limits(PeerManagerOptions options) {
        var pinned =
                options.persistent().size()
                        + options.seeds().size()
                        + options.unconditional().size();
        var stored = options.peersStored().orMax();
        return new Limits(
                options.maxInbound().orMax(),
                options.maxOutbound().orMax(),
                options.upgrades(),
                options.maxHandshakes(),
                Math.min(stored, PeerManagerOptions.PEERS_STORED_CEILING) + pinned);
    }

    /**
     * What each step has to leave behind: I-1 nobody knows himself, I-4 limits hold and what counts
     * as taken is what is held, I-7 no more is remembered than may be.
     */
    List<String> holds(StepFigures figures) {
        var problems = new ArrayList<String>();
        if (figures.knowsSelf()) {
            problems.add("is his own peer");
        }
        atMost(problems, "inbound", figures.inbound(), limits.inbound());
        atMost(problems, "outbound", figures.outbound(), limits.outbound());
        atMost(problems, "upgrades", figures.upgrades(), limits.upgrades());
        atMost(problems, "handshakes", figures.handshakes(), limits.handshakes());
        var inUse = figures.dials() + figures.connections();
        atMost(problems, "hearsay", figures.hearsay(), limits.peers());
        atMost(problems, "peers", figures.peers(), (long) limits.peers() + inUse);
        if (figures.slotsLive() != figures.slotsHeld()) {
            problems.add("slots taken: " + figures.slotsLive() + ", held: " + figures.slotsHeld());
        }
        return problems;
    }

    /** After a limit was lowered there may be more for a while; but no more than there were. */
    private void atMost(List<String> problems, String what, long now, long limit) {
        var before = taken.put(what, now);
        if (now > limit && (before == null || now > before)) {
            problems.add("too many " + what + ": " + now + ", limit: " + limit);
        }
    }

    /**
     * I-3, I-11: for each connection {@code Up} once and before {@code Down}, numbers growing; one
     * at a time for each id.
     */
    List<String> told(PeerUpdate update) {
        var problems = new ArrayList<String>();
        switch (update) {
            case PeerUpdate.Up(var peer) -> {
                var before = up.put(peer.ref().nodeId(), peer.ref());
                if (before != null) {
                    problems.add(
                            "up while it is up: "
                                    + peer.ref().brief()
                                    + ", before: "
                                    + before.brief());
                }
                var number = peer.ref().connection();
                var former = lastNumber.put(peer.ref().nodeId(), number);
                if (former != null && former >= number) {
                    problems.add("number came again: " + peer.ref().brief());
                }
            }
            case PeerUpdate.Down(var ref, var reason) -> {
                if (!ref.equals(up.remove(ref.nodeId()))) {
                    problems.add("down without up: " + ref.brief());
                }
            }
        }
        return problems;
    }

    /** I-1, I-4, I-7: nobody is his own peer, limits hold. */
    static List<String> shown(PeerManagerSnapshot snapshot) {
        var problems = new ArrayList<String>();
        if (snapshot.peers().stream().anyMatch(peer -> peer.nodeId().equals(snapshot.self()))) {
            problems.add("is his own peer");
        }
        for (var kind : SLOT_OF_LIMIT.entrySet()) {
            var taken = snapshot.gauges().getOrDefault(kind.getValue(), 0L);
            if (taken > limit(snapshot, kind.getKey())) {
                problems.add("too many " + kind.getValue() + ": " + taken);
            }
        }
        checkConnections(problems, snapshot);
        var stored =
                snapshot.peers().stream()
                        .filter(peer -> !isPinned(peer) && peer.connection().isEmpty())
                        .count();
        if (stored > limit(snapshot, "peers-stored")) {
            problems.add("too many peers stored: " + stored);
        }
        return problems;
    }

    /**
     * A peer that comes by itself while it is dialed takes the slot of the dial, so that only both
     * directions together are bounded by the slots.
     */
    private static void checkConnections(List<String> problems, PeerManagerSnapshot snapshot) {
        var taken =
                snapshot.peers().stream()
                        .filter(peer -> !isPinned(peer) && peer.connection().isPresent())
                        .count();
        var most =
                limit(snapshot, "inbound")
                        + limit(snapshot, "outbound")
                        + limit(snapshot, "upgrades");
        if (taken > most) {
            problems.add("too many connections: " + taken);
        }
    }

    private static boolean isPinned(PeerSnapshot peer) {
        return peer.persistent() || peer.unconditional();
    }

    private static long limit(PeerManagerSnapshot snapshot, String name) {
        var text = snapshot.limits().getOrDefault(name, "none");
        return text.equals("none") ? Integer.MAX_VALUE : Long.parseLong(text);
    }
}
