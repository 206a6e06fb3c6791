package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.Ban;
import dev.tendril.peermanager.policy.CrawlRules;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.RetryRules;
import dev.tendril.peermanager.policy.Rules;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** What the verbs share: the state of everything, and the few changes that several of them make. */
final class Pool {

    /** An eviction in the order in which it is handed out. */
    record Order(long atNanos, long connection) implements Comparable<Order> {
        @Override
        public int compareTo(Order other) {
            return atNanos != other.atNanos
                    ? Long.compare(atNanos, other.atNanos)
                    : Long.compare(connection, other.connection);
        }
    }

    final NodeId self;
    final RandomGenerator random;
    final Book book;
    final Slots slots;
    final Bans bans = new Bans();
    final Arrivals arrivals;
    final Sources sources = new Sources();
    final Effects.Collector effects = new Effects.Collector();

    /** Open tickets by number; as all leases are alike, the first one ends first. */
    final TreeMap<Long, OpenDial> dials = new TreeMap<>();

    final TreeMap<Long, OpenAccept> accepts = new TreeMap<>();

    final Links links = new Links();

    final TreeSet<Order> orders = new TreeSet<>();

    Rules rules;
    List<Endpoint> listening = List.of();
    long lastTicket;
    long lastConnection;
    long nextUpgradeNanos;

    Pool(NodeId self, Rules rules, RandomGenerator random) {
        this.self = self;
        this.rules = rules;
        this.random = random;
        this.book = new Book(rules, random.nextLong());
        this.slots = new Slots(rules.slots());
        this.arrivals = new Arrivals(rules.arrivals());
    }

    void decide(
            Moment now,
            String verb,
            NodeId id,
            long connection,
            Object address,
            Reason reason,
            Object... inputs) {
        effects.decide(
                new Draft(
                        now.wall(),
                        verb,
                        Optional.of(id),
                        connection,
                        address,
                        reason,
                        List.of(inputs)));
    }

    /** About somebody who has not proved who he is. */
    void decideStranger(Moment now, String verb, Object address, Reason reason) {
        effects.decide(
                new Draft(now.wall(), verb, Optional.empty(), 0, address, reason, List.of()));
    }

    void put(Peer peer) {
        book.put(peer);
        effects.dirty(peer.id());
    }

    /** Forgets a peer and what is written of it. */
    void remove(NodeId id) {
        book.remove(id);
        effects.dirty(id);
    }

    /** Forgets the least loss while more is known than may be. */
    void prune() {
        while (book.size() > rules.book().peersMax()) {
            var least = book.leastLoss();
            if (least.isEmpty()) {
                return; // all others are in use or named by the operator
            }
            remove(least.get());
            effects.count("limit.peers-stored");
        }
    }

    /** Whether a ban of a network keeps {@code id} away; one that we made spares the exempt. */
    boolean holdsFor(Ban ban, NodeId id) {
        return ban.byOperator() || !rules.named().isExempt(id);
    }

    boolean isAlone() {
        return links.isEmpty();
    }

    RetryRules.Patience patience(NodeId id) {
        if (!rules.named().isPersistent(id) && !rules.named().isSeed(id)) {
            return RetryRules.Patience.NORMAL;
        }
        return isAlone() ? RetryRules.Patience.PINNED_ALONE : RetryRules.Patience.PINNED;
    }

    /** Nobody is connected: persistent peers and seeds need not wait as long (L-4, D-48). */
    void hurryPinned(Moment now) {
        if (!isAlone() || rules.retry().minNanos() == RetryRules.NEVER) {
            return;
        }
        var latestNanos =
                now.nanos()
                        + rules.retry()
                                .delayNanos(Integer.MAX_VALUE, RetryRules.Patience.PINNED_ALONE);
        rules.named().persistent().keySet().forEach(id -> hurry(id, latestNanos));
        rules.named().seeds().keySet().forEach(id -> hurry(id, latestNanos));
    }

    private void hurry(NodeId id, long latestNanos) {
        book.get(id)
                .filter(p -> p.state() instanceof PeerState.Idle)
                .ifPresent(
                        peer -> {
                            var idle = (PeerState.Idle) peer.state();
                            var hurried =
                                    peer.withState(
                                            new PeerState.Idle(
                                                    Math.min(idle.restUntilNanos(), latestNanos)));
                            for (var known : peer.addresses()) {
                                hurried =
                                        hurried.changing(
                                                known.address(),
                                                a ->
                                                        a.eligibleAt(
                                                                Math.min(
                                                                        a.eligibleAtNanos(),
                                                                        latestNanos)));
                            }
                            put(hurried);
                        });
    }

    /** A dial of {@code address} has failed: it waits longer, or is forgotten. */
    Peer failed(Peer peer, NodeAddress address, Moment now) {
        var known = peer.known(address);
        if (known.isEmpty()) {
            return peer;
        }
        var failures = known.get().failures() + 1;
        var isDead =
                known.get().isHearsay()
                        || !known.get().hasWorkedWithin(rules.book().tellWithin(), now.wall());
        var tooOften = isDead && failures >= rules.book().failuresMax();
        if (tooOften && !rules.named().isPinned(peer.id())) {
            effects.count("limit.address-failures");
            return peer.without(address);
        }
        var eligibleAt =
                Math.max(
                        rules.retry()
                                .eligibleAtNanos(
                                        failures, patience(peer.id()), now.nanos(), random),
                        revisitAtNanos(peer.id(), now));
        var standing =
                peer.standing().plus(-rules.standing().failure(), now.nanos(), rules.standing());
        return peer.changing(address, a -> a.failed(eligibleAt, now.wall()))
                .withStanding(standing, peer.merits());
    }

    /** When a seed may dial a stranger again that it dials now; at once for other nodes. */
    long revisitAtNanos(NodeId id, Moment now) {
        return rules.named().isPinned(id)
                ? now.nanos()
                : RetryRules.plus(
                        now.nanos(), rules.pace().crawl().map(CrawlRules::revisitNanos).orElse(0L));
    }

    /** Keeps or forgets a record whose connection or dial has ended. */
    void putOrForget(Peer peer, Moment now) {
        var empty =
                peer.addresses().isEmpty()
                        && peer.state() instanceof PeerState.Idle
                        && Math.abs(peer.standing().at(now.nanos(), rules.standing())) < 1
                        && !rules.named().isPinned(peer.id());
        if (empty) {
            remove(peer.id());
        } else {
            put(peer);
            prune();
        }
    }

    /** Marks a connection to be ended. An eviction that is under way already stays what it is. */
    void evict(Link link, Reason reason, long pauseNanos, Moment now, Object... inputs) {
        var peer = book.getOrStranger(link.id());
        var current = peer.link().filter(l -> l.connection() == link.connection());
        if (current.isEmpty() || peer.state() instanceof PeerState.Evicting) {
            return;
        }
        put(peer.withState(new PeerState.Evicting(current.get(), reason, pauseNanos, now.nanos())));
        orders.add(new Order(now.nanos(), link.connection()));
        decide(now, "evict", link.id(), link.connection(), link.info().remote(), reason, inputs);
        effects.wake();
    }

    /** Takes back the order to end the connection that {@code peer} had; nobody has to be told. */
    void forgetOrder(Peer peer) {
        if (peer.state() instanceof PeerState.Evicting evicting) {
            orders.remove(new Order(evicting.handOutAtNanos(), evicting.link().connection()));
        }
    }

    /** The live connection {@code ref} means; empty when it has ended or was never there. */
    Optional<Link> link(PeerRef ref) {
        return links.get(ref.connection()).filter(l -> l.id().equals(ref.nodeId()));
    }

    /**
     * The same, as long as something is known of the peer: a connection that was replaced may
     * outlive its record.
     */
    Optional<Link> knownLink(PeerRef ref) {
        return link(ref).filter(l -> book.get(l.id()).isPresent());
    }

    /** What a live connection's slot counts as now. */
    Slots.Kind slotOf(Link link) {
        return links.get(link.connection()).orElseThrow().slot().kind();
    }

    /** Replaces what is known of a live connection, wherever it stands. */
    void putLink(Link link) {
        links.put(link);
        var peer = book.getOrStranger(link.id());
        if (peer.link().filter(l -> l.connection() == link.connection()).isPresent()) {
            put(peer.withState(withLink(peer.state(), link)));
        }
    }

    private static PeerState withLink(PeerState state, Link link) {
        return switch (state) {
            case PeerState.Connected connected -> new PeerState.Connected(link);
            case PeerState.Ready ready -> new PeerState.Ready(link);
            case PeerState.Evicting evicting ->
                    new PeerState.Evicting(
                            link,
                            evicting.reason(),
                            evicting.pauseNanos(),
                            evicting.handOutAtNanos());
            case PeerState.Idle idle -> idle;
            case PeerState.Dialing dialing -> dialing;
            case PeerState.Inactive inactive -> inactive;
            case PeerState.Banned banned -> banned;
        };
    }

    /**
     * A slot has become free: connections beyond the limits get a regular one, the oldest first.
     */
    void settle() {
        if (slots.taken(Slots.Kind.UPGRADE) == 0) {
            return;
        }
        for (var link : List.copyOf(links.all())) {
            var regular = regularKind(link);
            if (link.slot().kind() == Slots.Kind.UPGRADE && slots.hasRoom(regular)) {
                slots.release(link.slot());
                putLink(link.withSlot(slots.force(regular)));
            }
        }
    }

    static Slots.Kind regularKind(Link link) {
        return switch (link.direction()) {
            case INBOUND -> Slots.Kind.INBOUND;
            case OUTBOUND -> Slots.Kind.OUTBOUND;
        };
    }
}
