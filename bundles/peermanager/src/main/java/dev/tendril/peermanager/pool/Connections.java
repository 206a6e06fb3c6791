package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.Eviction;
import dev.tendril.api.peer.PeerManager;
import dev.tendril.api.peer.PeerUpdate;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.RetryRules;

import java.util.List;
import java.util.Optional;

/** The verbs of connections that stand: ready, evict, disconnected, adopt. */
final class Connections {

    private static final String STAY = "stay";

    private static final long NANOS_PER_MINUTE = 60_000_000_000L;
    private static final long NUMBERS_PER_MINUTE = 60_000;

    /** Numbers given out by a former peer manager are below the next multiple of this. */
    private static final long NUMBERS_PER_MANAGER = 1_000_000;

    private final Pool pool;
    private final Gate gate;

    Connections(Pool pool, Gate gate) {
        this.pool = pool;
        this.gate = gate;
    }

    /**
     * Numbers begin where a former peer manager of this process cannot have come to: at a thousand
     * a second since the ticker began, in whole minutes.
     */
    void beginNumbers(Moment now) {
        pool.lastConnection = now.nanos() / NANOS_PER_MINUTE * NUMBERS_PER_MINUTE;
        pool.lastTicket = pool.lastConnection;
    }

    void ready(PeerRef ref, Moment now) {
        var peer = pool.book.get(ref.nodeId());
        var link = pool.link(ref);
        if (peer.isEmpty() || link.isEmpty() || !isCurrent(peer.get(), link.get())) {
            pool.effects.count("stale.ready");
            return;
        }
        if (link.get().up()) {
            return;
        }
        pool.links.of(ref.nodeId()).stream()
                .filter(Link::up)
                .toList()
                .forEach(old -> sayDown(old, Reason.of("replaced")));
        var up = link.get().withUp(true);
        pool.putLink(up);
        if (peer.get().state() instanceof PeerState.Connected) {
            pool.put(pool.book.get(ref.nodeId()).orElseThrow().withState(new PeerState.Ready(up)));
        }
        pool.effects.update(new PeerUpdate.Up(up.info()));
        pool.effects.wake();
    }

    private static boolean isCurrent(Peer peer, Link link) {
        return peer.link().filter(l -> l.connection() == link.connection()).isPresent();
    }

    private void sayDown(Link link, Reason reason) {
        pool.links.put(link.withUp(false));
        pool.effects.update(new PeerUpdate.Down(link.ref(), reason));
    }

    Optional<Eviction> evictNext(Moment now) {
        while (!pool.orders.isEmpty() && pool.orders.first().atNanos() <= now.nanos()) {
            var order = pool.orders.pollFirst();
            var link = pool.links.get(order.connection());
            if (link.isEmpty()) {
                continue;
            }
            var state = pool.book.getOrStranger(link.get().id()).state();
            if (state instanceof PeerState.Evicting evicting
                    && evicting.link().connection() == order.connection()) {
                return Optional.of(hand(evicting, now));
            }
        }
        return Optional.empty();
    }

    private Eviction hand(PeerState.Evicting evicting, Moment now) {
        var againNanos = RetryRules.plus(now.nanos(), pool.rules.pace().evictLeaseNanos());
        var link = evicting.link();
        pool.orders.add(new Pool.Order(againNanos, link.connection()));
        pool.book
                .get(link.id())
                .ifPresent(
                        peer ->
                                pool.put(
                                        peer.withState(
                                                new PeerState.Evicting(
                                                        link,
                                                        evicting.reason(),
                                                        evicting.pauseNanos(),
                                                        againNanos))));
        return new Eviction(link.ref(), evicting.reason());
    }

    void disconnected(PeerRef ref, Reason reason, Blame blame, Moment now) {
        var found = pool.link(ref);
        if (found.isEmpty()) {
            pool.effects.count("stale.disconnected");
            return;
        }
        var link = found.get();
        var peer = pool.book.getOrStranger(ref.nodeId());
        pool.links.remove(link);
        pool.slots.release(link.slot());
        if (link.up()) {
            pool.effects.update(new PeerUpdate.Down(ref, reason));
        }
        if (isCurrent(peer, link)) {
            after(peer, link, reason, blame, now);
        } else {
            pool.decide(
                    now,
                    "disconnect",
                    peer.id(),
                    ref.connection(),
                    link.info().remote(),
                    reason,
                    "replaced",
                    true);
        }
        pool.settle();
        pool.hurryPinned(now);
        pool.effects.wake();
    }

    private void after(Peer peer, Link link, Reason reason, Blame blame, Moment now) {
        pool.forgetOrder(peer);
        var agedNanos = now.nanos() - link.sinceNanos();
        var evicted = peer.state() instanceof PeerState.Evicting;
        var stayed = agedNanos >= pool.rules.pace().stayNanos();
        var success = stayed || link.answered() || isVisitOver(peer.state());
        var early = !success && !evicted && blame != Blame.US;
        var why = early ? new Reason(Codes.CLOSED_EARLY, reason.toString()) : reason;
        var settled = success ? succeeded(peer, link, stayed, now) : peer;
        settled =
                early && link.dialed().isPresent()
                        ? pool.failed(settled, link.dialed().get(), now)
                        : settled;
        settled =
                settled.withState(next(peer, link, now))
                        .withLastReason(why)
                        .withLastConnected(Optional.of(now.wall()));
        settled = rested(visited(settled, link, now), link, now);
        pool.decide(
                now,
                "disconnect",
                peer.id(),
                link.connection(),
                link.info().remote(),
                why,
                "blame",
                blame,
                "direction",
                link.direction().brief(),
                "connected_ms",
                agedNanos / 1_000_000,
                "failure",
                early && link.dialed().isPresent(),
                "state",
                settled.state().text());
        pool.putOrForget(settled, now);
    }

    /** We have left, as we meant to. */
    private static boolean isVisitOver(PeerState state) {
        return state instanceof PeerState.Evicting evicting
                && evicting.reason().code().equals(Codes.VISITED);
    }

    private Peer succeeded(Peer peer, Link link, boolean stayed, Moment now) {
        var cleared =
                link.dialed()
                        .map(a -> peer.changing(a, known -> known.cleared().worked(now.wall())))
                        .orElse(peer);
        var rules = pool.rules.standing();
        var points = stayed ? peer.merits().granted(STAY, 1, now.nanos(), rules) : 0;
        return points == 0
                ? cleared
                : cleared.withStanding(
                        peer.standing().plus(points, now.nanos(), rules),
                        peer.merits().spend(STAY, points, now.nanos(), rules));
    }

    /** What a peer does when its connection is gone. */
    private PeerState next(Peer peer, Link link, Moment now) {
        var cooledNanos = RetryRules.plus(now.nanos(), pool.rules.pace().cooldownNanos());
        var restNanos =
                link.dialed().isPresent()
                        ? Math.max(cooledNanos, pool.revisitAtNanos(peer.id(), now))
                        : cooledNanos;
        if (!(peer.state() instanceof PeerState.Evicting evicting) || evicting.pauseNanos() == 0) {
            return pool.bans.of(peer.id()).isPresent()
                    ? new PeerState.Banned()
                    : new PeerState.Idle(restNanos);
        }
        if (pool.bans.of(peer.id()).isPresent()) {
            return new PeerState.Banned();
        }
        var untilNanos = RetryRules.plus(now.nanos(), evicting.pauseNanos());
        return pool.rules.named().isExempt(peer.id())
                        && !evicting.reason().code().equals(Codes.OPERATOR)
                ? new PeerState.Idle(restNanos)
                : new PeerState.Inactive(untilNanos, evicting.reason(), true);
    }

    /** A seed is asked less and less often, as long as there is somebody else. */
    private Peer visited(Peer peer, Link link, Moment now) {
        if (!pool.rules.named().isSeed(peer.id()) || link.dialed().isEmpty()) {
            return peer;
        }
        if (!(peer.state() instanceof PeerState.Idle idle)) {
            return peer.withVisits(peer.visits() + 1);
        }
        var visits = peer.visits() + 1;
        var patience =
                pool.isAlone() ? RetryRules.Patience.PINNED_ALONE : RetryRules.Patience.NORMAL;
        var nextNanos =
                pool.rules.retry().eligibleAtNanos(visits, patience, now.nanos(), pool.random);
        var restNanos =
                nextNanos == RetryRules.NEVER
                        ? idle.restUntilNanos()
                        : Math.max(nextNanos, idle.restUntilNanos());
        return peer.withVisits(visits).withState(new PeerState.Idle(restNanos));
    }

    /**
     * On a crawl the address waits too: its owner may come by himself meanwhile, and what he rests
     * then is short.
     */
    private Peer rested(Peer peer, Link link, Moment now) {
        if (pool.rules.pace().crawl().isEmpty() || link.dialed().isEmpty()) {
            return peer;
        }
        var againNanos = pool.revisitAtNanos(peer.id(), now);
        return peer.changing(
                link.dialed().get(),
                known -> known.eligibleAt(Math.max(known.eligibleAtNanos(), againNanos)));
    }

    /** Connections that a former peer manager has left: they are routed already. */
    void adopt(List<PeerManager.Adopted> connections, Moment now) {
        var highest = connections.stream().mapToLong(a -> a.peer().connection()).max().orElse(0);
        pool.lastConnection =
                Math.max(
                        pool.lastConnection,
                        (highest / NUMBERS_PER_MANAGER + 1) * NUMBERS_PER_MANAGER);
        for (var adopted : connections) {
            adopt(adopted, now);
        }
        pool.prune();
        pool.effects.wake();
    }

    private void adopt(PeerManager.Adopted adopted, Moment now) {
        var id = adopted.peer().nodeId();
        var peer = pool.book.getOrStranger(id);
        if (id.equals(pool.self)
                || peer.link().isPresent()
                || pool.links.get(adopted.peer().connection()).isPresent()) {
            pool.effects.count("stale.adopt");
            return;
        }
        var facts = adopted.facts();
        var slot = pool.slots.force(kind(id, facts.direction()));
        var link = gate.adopt(peer, adopted.peer(), slot, facts, now);
        ready(link.ref(), now);
        // The former manager may have been about to end it.
        gate.banned(id, facts.remote()).ifPresent(ban -> evictAdopted(link.ref(), ban, now));
    }

    private void evictAdopted(PeerRef ref, Reason ban, Moment now) {
        pool.link(ref).ifPresent(link -> pool.evict(link, ban, 0, now));
    }

    private Slots.Kind kind(NodeId id, Direction direction) {
        if (pool.rules.named().isExempt(id)) {
            return Slots.Kind.EXEMPT;
        }
        return direction == Direction.INBOUND ? Slots.Kind.INBOUND : Slots.Kind.OUTBOUND;
    }
}
