package dev.tendril.peermanager.pool;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.peermanager.policy.IpRange;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.Named;
import dev.tendril.peermanager.policy.Rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The levers of an operator, but for bans. */
final class OperatorActs {

    private static final Reason CONNECTED = Reason.of("connected-already");
    private static final Reason DIALING = Reason.of("dialing-already");
    private static final Reason NOT_CONNECTED = Reason.of("not-connected");
    private static final Reason NOT_PERSISTENT = Reason.of("not-persistent");
    private static final Reason NOT_PRIVATE = Reason.of("not-private");
    private static final Reason NO_TRANSPORT = Reason.of("no-transport");

    private final Pool pool;
    private final Learning learning;

    OperatorActs(Pool pool, Learning learning) {
        this.pool = pool;
        this.learning = learning;
    }

    /** Makes {@code address} the first to be dialed. */
    Optional<Reason> dial(NodeAddress address, Moment now) {
        var id = address.nodeId();
        if (id.equals(pool.self)) {
            return Optional.of(Codes.SELF);
        }
        var banned = pool.bans.of(id);
        if (banned.isPresent()) {
            return Optional.of(new Reason(Codes.BANNED.code(), banned.get().reason().toString()));
        }
        if (!pool.book.protocols().contains(address.protocol())) {
            return Optional.of(new Reason(NO_TRANSPORT.code(), "protocol: " + address.protocol()));
        }
        var network = IpRange.literal(address.host()).flatMap(pool.bans::of);
        if (network.isPresent()) {
            return Optional.of(new Reason(Codes.BANNED.code(), network.get().target().text()));
        }
        var state = pool.book.getOrStranger(id).state();
        if (state.current().isPresent()) {
            return Optional.of(CONNECTED);
        }
        if (state instanceof PeerState.Dialing) {
            return Optional.of(DIALING);
        }
        learning.named(address, Origin.OPERATOR);
        var peer = pool.book.getOrStranger(id);
        pool.put(
                peer.changing(address, a -> a.eligibleAt(0))
                        .withState(new PeerState.Idle(0))
                        .withAsked(true));
        pool.prune();
        pool.effects.wake();
        return Optional.empty();
    }

    Optional<Reason> disconnect(NodeId id, Duration leaveAlone, Moment now) {
        var link = pool.book.get(id).flatMap(Peer::link);
        if (link.isEmpty()) {
            return Optional.of(NOT_CONNECTED);
        }
        var pauseNanos = Math.max(0, saturatedNanos(leaveAlone));
        pool.evict(
                link.get(), Reason.of(Codes.OPERATOR), pauseNanos, now, "leave_alone", leaveAlone);
        return Optional.empty();
    }

    private static long saturatedNanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return Long.MAX_VALUE;
        }
    }

    Optional<Reason> persist(NodeAddress address, Moment now) {
        if (address.nodeId().equals(pool.self)) {
            return Optional.of(Codes.SELF);
        }
        var named = pool.rules.named();
        var persistent = new TreeMap<>(named.persistent());
        var addresses = new TreeSet<>(persistent.getOrDefault(address.nodeId(), List.of()));
        addresses.add(address);
        persistent.put(address.nodeId(), List.copyOf(addresses));
        replace(pool.rules.withNamed(named.withPersistent(persistent)), now);
        pool.decide(now, "persist", address.nodeId(), 0, address, Reason.of(Codes.OPERATOR));
        return Optional.empty();
    }

    Optional<Reason> unpersist(NodeId id, Moment now) {
        var named = pool.rules.named();
        if (!named.isPersistent(id)) {
            return Optional.of(NOT_PERSISTENT);
        }
        var persistent = new TreeMap<>(named.persistent());
        persistent.remove(id);
        replace(pool.rules.withNamed(named.withPersistent(persistent)), now);
        pool.decide(now, "unpersist", id, 0, "", Reason.of(Codes.OPERATOR));
        return Optional.empty();
    }

    /** Nobody is told of {@code id} from now on. */
    Optional<Reason> conceal(NodeId id, Moment now) {
        if (id.equals(pool.self)) {
            return Optional.of(Codes.SELF);
        }
        var ids = new TreeSet<>(pool.rules.named().privateIds());
        ids.add(id);
        replace(pool.rules.withNamed(pool.rules.named().withPrivateIds(ids)), now);
        pool.decide(now, "conceal", id, 0, "", Reason.of(Codes.OPERATOR));
        return Optional.empty();
    }

    Optional<Reason> reveal(NodeId id, Moment now) {
        if (!pool.rules.named().isPrivate(id)) {
            return Optional.of(NOT_PRIVATE);
        }
        var ids = new TreeSet<>(pool.rules.named().privateIds());
        ids.remove(id);
        replace(pool.rules.withNamed(pool.rules.named().withPrivateIds(ids)), now);
        pool.decide(now, "reveal", id, 0, "", Reason.of(Codes.OPERATOR));
        return Optional.empty();
    }

    /** Other rules from now on; nobody's state is lost (N-PM-20). */
    void replace(Rules rules, Moment now) {
        pool.rules = rules;
        pool.slots.rules(rules.slots());
        pool.arrivals.rules(rules.arrivals());
        pool.book.rules(rules, pool.book.protocols());
        place(rules.named());
        reslot();
        reslotDials();
        pool.settle();
        pool.prune();
        pool.hurryPinned(now);
        pool.effects.wake();
    }

    /** Writes the peers that are named into the book. */
    private void place(Named named) {
        named.persistent()
                .values()
                .forEach(list -> list.forEach(a -> learning.named(a, Origin.OPERATOR)));
        named.seeds().values().forEach(list -> list.forEach(a -> learning.named(a, Origin.SEED)));
    }

    /**
     * Those who became exempt give their regular slots back, those who are no longer so take one.
     */
    private void reslot() {
        for (var link : new ArrayList<>(pool.links.all())) {
            var isExempt = link.slot().kind() == Slots.Kind.EXEMPT;
            var shouldBe = pool.rules.named().isExempt(link.id());
            var isCurrent =
                    pool.book
                            .get(link.id())
                            .flatMap(Peer::link)
                            .filter(l -> l.connection() == link.connection())
                            .isPresent();
            if (isExempt != shouldBe && isCurrent) {
                pool.slots.release(link.slot());
                pool.putLink(
                        link.withSlot(
                                pool.slots.force(
                                        shouldBe ? Slots.Kind.EXEMPT : Pool.regularKind(link))));
            }
        }
    }

    /**
     * The same for dials, whose place becomes that of the connection; an operator's own stay apart.
     */
    private void reslotDials() {
        for (var dial : List.copyOf(pool.dials.values())) {
            var shouldBe = pool.rules.named().isExempt(dial.ticket().address().nodeId());
            dial.slot()
                    .filter(slot -> (slot.kind() == Slots.Kind.EXEMPT) != shouldBe)
                    .filter(slot -> dial.ticket().kind() != DialTicket.Kind.OPERATOR)
                    .ifPresent(
                            slot -> {
                                pool.slots.release(slot);
                                var kind = shouldBe ? Slots.Kind.EXEMPT : Slots.Kind.OUTBOUND;
                                var other = dial.withSlot(pool.slots.force(kind));
                                pool.dials.put(dial.ticket().number(), other);
                            });
        }
    }

    void protocols(Set<Protocol> protocols) {
        var available = new TreeSet<>(protocols);
        if (available.contains(Protocol.MCONN)) {
            available.add(Protocol.TCP); // an older name of the same
        }
        pool.book.rules(pool.rules, available);
        pool.effects.wake();
    }
}
