package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.peermanager.policy.Cidr;
import dev.tendril.peermanager.policy.IpRange;
import dev.tendril.peermanager.policy.Moment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeping somebody away, and letting him in again. */
final class BanActs {

    private static final Reason NOT_BANNED = Reason.of("not-banned");
    private static final Reason LIMIT = Reason.of("bans-full");

    private final Pool pool;

    BanActs(Pool pool) {
        this.pool = pool;
    }

    /** Puts a ban in force and ends what it concerns. Empty when done, else why not. */
    Optional<Reason> ban(
            BanTarget named, Instant until, Reason reason, boolean byOperator, Moment now) {
        var target = canonical(named);
        var refusal = refusal(target);
        if (refusal.isPresent()) {
            return refusal;
        }
        var former = pool.bans.get(target);
        if (!byOperator
                && former.filter(f -> f.byOperator() || f.until().isAfter(until)).isPresent()) {
            return Optional.empty(); // a stronger one is in force
        }
        var shed = pool.bans.add(new Ban(target, until, reason, byOperator));
        pool.effects.dirty(target);
        shed.forEach(
                ban -> {
                    pool.effects.count("limit.bans");
                    pool.effects.dirty(ban.target());
                    ended(ban);
                });
        decide(
                target,
                "ban",
                reason,
                now,
                "until",
                until,
                "by",
                byOperator ? Codes.OPERATOR : "conduct");
        enforce(new Ban(target, until, reason, byOperator), now);
        return shed.stream().anyMatch(b -> b.target().equals(target))
                ? Optional.of(LIMIT)
                : Optional.empty();
    }

    /** One block has one name, so that the end of one ban is not that of another. */
    static BanTarget canonical(BanTarget target) {
        return switch (target) {
            case BanTarget.Id id -> id;
            case BanTarget.Network network ->
                    Cidr.parse(network.cidr())
                            .map(block -> new BanTarget.Network(block.toString()))
                            .orElse(network);
        };
    }

    private Optional<Reason> refusal(BanTarget target) {
        return switch (target) {
            case BanTarget.Id id ->
                    id.nodeId().equals(pool.self) ? Optional.of(Codes.SELF) : Optional.empty();
            case BanTarget.Network network ->
                    Cidr.parse(network.cidr()).isEmpty()
                            ? Optional.of(new Reason("not-a-network", network.cidr()))
                            : Optional.empty();
        };
    }

    /** Puts a ban of the store back in force. */
    void restore(Ban stored, Moment now) {
        var target = canonical(stored.target());
        var ban = new Ban(target, stored.until(), stored.reason(), stored.byOperator());
        if (!target.equals(stored.target())) {
            pool.effects.dirty(stored.target());
            pool.effects.dirty(target);
        }
        if (!ban.until().isAfter(now.wall())) {
            pool.effects.dirty(ban.target());
            return;
        }
        var stronger = pool.bans.get(ban.target()).filter(b -> !b.until().isBefore(ban.until()));
        if (stronger.isEmpty() && refusal(ban.target()).isEmpty()) {
            pool.bans.add(ban);
            enforce(ban, now);
        }
    }

    private void enforce(Ban ban, Moment now) {
        var reason = ban.reason();
        switch (ban.target()) {
            case BanTarget.Id id -> enforce(id.nodeId(), reason, now);
            case BanTarget.Network network -> {
                var block = Cidr.parse(network.cidr()).orElseThrow();
                List.copyOf(pool.links.all()).stream()
                        .filter(
                                link ->
                                        link.info().remote() instanceof Endpoint.Networked remote
                                                && block.contains(remote.ip())
                                                && pool.holdsFor(ban, link.id()))
                        .forEach(link -> pool.evict(link, banned(reason), 0, now));
            }
        }
    }

    private void enforce(NodeId id, Reason reason, Moment now) {
        pool.book
                .get(id)
                .ifPresent(
                        peer -> {
                            if (peer.link().isPresent()) {
                                pool.evict(peer.link().get(), banned(reason), 0, now);
                            } else {
                                pool.put(peer.withAsked(false).withState(new PeerState.Banned()));
                                pool.prune();
                            }
                        });
    }

    private static Reason banned(Reason reason) {
        return new Reason(Codes.BANNED.code(), reason.toString());
    }

    Optional<Reason> unban(BanTarget named, Moment now) {
        var target = canonical(named);
        var removed = pool.bans.remove(target);
        if (removed.isEmpty()) {
            return Optional.of(NOT_BANNED);
        }
        pool.effects.dirty(target);
        ended(removed.get());
        decide(target, "unban", Reason.of(Codes.OPERATOR), now);
        return Optional.empty();
    }

    /** Ends the bans whose time has come. */
    void expire(Moment now) {
        for (var ban : pool.bans.expire(now.wall())) {
            pool.effects.dirty(ban.target());
            ended(ban);
            decide(ban.target(), "unban", Reason.of("expired"), now);
        }
    }

    private void ended(Ban ban) {
        switch (ban.target()) {
            case BanTarget.Id id ->
                    pool.book
                            .get(id.nodeId())
                            .filter(peer -> peer.state() instanceof PeerState.Banned)
                            .ifPresent(peer -> pool.put(asNew(peer)));
            case BanTarget.Network network ->
                    Cidr.parse(network.cidr()).ifPresent(this::allowDials);
        }
    }

    /** Its addresses are as good as anybody's: what was verified was so before the ban (PL-12). */
    private static Peer asNew(Peer peer) {
        return peer.withState(new PeerState.Idle(0))
                .withAddresses(peer.addresses().stream().map(KnownAddress::unverified).toList());
    }

    /** Addresses in the block that have not failed waited for the end of the ban only. */
    private void allowDials(Cidr block) {
        for (var peer : pool.book.inOrder()) {
            for (var known : peer.addresses()) {
                var waited = known.failures() == 0 && known.eligibleAtNanos() > 0;
                if (waited
                        && IpRange.literal(known.address().host())
                                .filter(block::contains)
                                .isPresent()) {
                    pool.put(
                            pool.book
                                    .getOrStranger(peer.id())
                                    .changing(known.address(), a -> a.eligibleAt(0)));
                }
            }
        }
    }

    private void decide(
            BanTarget target, String verb, Reason reason, Moment now, Object... inputs) {
        switch (target) {
            case BanTarget.Id id -> pool.decide(now, verb, id.nodeId(), 0, "", reason, inputs);
            case BanTarget.Network network ->
                    pool.effects.decide(
                            new Draft(
                                    now.wall(),
                                    verb,
                                    Optional.empty(),
                                    0,
                                    network.cidr(),
                                    reason,
                                    List.of(inputs)));
        }
    }
}
