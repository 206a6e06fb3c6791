package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Direction;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.RetryRules;

import java.time.Duration;
import java.util.Optional;

/**
 * What happens by itself as time passes, and when to look next: one deadline for everything (D-8,
 * D-34, L-1).
 */
final class Upkeep {

    private final Pool pool;
    private final Dialer dialer;
    private final Acceptor acceptor;
    private final BanActs bans;
    private final Upgrades upgrades;
    private final CrawlPace pace;
    private final Probes probes;
    private final Ages ages;

    Upkeep(
            Pool pool,
            Dialer dialer,
            Acceptor acceptor,
            BanActs bans,
            Upgrades upgrades,
            CrawlPace pace,
            Probes probes) {
        this.pool = pool;
        this.dialer = dialer;
        this.acceptor = acceptor;
        this.bans = bans;
        this.upgrades = upgrades;
        this.pace = pace;
        this.probes = probes;
        this.ages = new Ages(pool);
    }

    void tick(Moment now) {
        bans.expire(now);
        pool.arrivals.forget(now.nanos());
        endLeases(now);
        for (var peer : pool.book.due(now.nanos())) {
            pool.put(peer.withState(new PeerState.Idle(0)));
        }
        pool.book
                .due(now.nanos())
                .forEach(
                        peer -> {
                            throw new IllegalStateException(
                                    "a pause has ended twice, id: " + peer.id());
                        });
        ages.endOld(now);
        endExcess(now);
    }

    private void endLeases(Moment now) {
        while (!pool.dials.isEmpty()
                && pool.dials.firstEntry().getValue().leaseNanos() <= now.nanos()) {
            var dial = pool.dials.firstEntry().getValue();
            dialer.failed(dial.ticket(), Codes.LEASE_EXPIRED, Blame.NOBODY, now);
        }
        while (!pool.accepts.isEmpty()
                && pool.accepts.firstEntry().getValue().leaseNanos() <= now.nanos()) {
            var open = pool.accepts.firstEntry().getValue();
            acceptor.failed(open.ticket(), Codes.LEASE_EXPIRED, Blame.NOBODY, now);
        }
    }

    /**
     * After limits were lowered or connections taken over, the lowest go, one for each that is too
     * many.
     */
    private void endExcess(Moment now) {
        for (var direction : Direction.values()) {
            var kind = direction == Direction.INBOUND ? Slots.Kind.INBOUND : Slots.Kind.OUTBOUND;
            if (pool.slots.excess(kind) > 0) {
                end(direction, pool.slots.excess(kind) - leaving(Optional.of(kind)), now);
            }
        }
        if (pool.slots.totalExcess() > 0) {
            endTotalExcess(now);
        }
    }

    private void endTotalExcess(Moment now) {
        var tooMany = pool.slots.totalExcess() - leaving(Optional.empty());
        for (var direction : Direction.values()) {
            tooMany -= end(direction, tooMany, now);
        }
    }

    private int leaving(Optional<Slots.Kind> kind) {
        return (int)
                pool.links.all().stream()
                        .filter(
                                l ->
                                        kind.isEmpty()
                                                ? l.slot().kind() == Slots.Kind.INBOUND
                                                        || l.slot().kind() == Slots.Kind.OUTBOUND
                                                : l.slot().kind() == kind.get())
                        .filter(
                                l ->
                                        pool.book
                                                .get(l.id())
                                                .filter(
                                                        p ->
                                                                p.state()
                                                                        instanceof
                                                                        PeerState.Evicting)
                                                .isPresent())
                        .count();
    }

    private int end(Direction direction, int count, Moment now) {
        var ended = 0;
        while (ended < count && !pool.book.ranked(direction).isEmpty()) {
            var lowest =
                    pool.book
                            .get(pool.book.ranked(direction).first().id())
                            .flatMap(Peer::link)
                            .orElseThrow();
            pool.evict(lowest, Reason.of(Codes.OVER_LIMIT), 0, now);
            ended++;
        }
        return ended;
    }

    /** When something happens next by itself; {@link RetryRules#NEVER} when nothing does. */
    long nextDeadlineNanos(Moment now) {
        var next = pool.book.nextDueNanos();
        if (!pool.dials.isEmpty()) {
            next = Math.min(next, pool.dials.firstEntry().getValue().leaseNanos());
        }
        if (!pool.accepts.isEmpty()) {
            next = Math.min(next, pool.accepts.firstEntry().getValue().leaseNanos());
        }
        next = Math.min(next, banEndNanos(now));
        next = Math.min(next, ages.nextEndNanos());
        if (pool.book.candidates() == 0) {
            return next;
        }
        next = Math.min(next, upgrades.nextChanceNanos(now));
        next = Math.min(next, pace.nextChanceNanos(now));
        return pool.book.firstHearsay().isPresent()
                ? Math.min(next, probes.nextChanceNanos(now))
                : next;
    }

    /** When an eviction is to be handed out, {@link RetryRules#NEVER} when none waits. */
    long nextOrderNanos() {
        return pool.orders.isEmpty() ? RetryRules.NEVER : pool.orders.first().atNanos();
    }

    private long banEndNanos(Moment now) {
        return pool.bans
                .nextEnd()
                .map(
                        end ->
                                RetryRules.plus(
                                        now.nanos(),
                                        saturatedNanos(Duration.between(now.wall(), end))))
                .orElse(RetryRules.NEVER);
    }

    private static long saturatedNanos(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.compareTo(Duration.ofDays(36_500)) > 0
                ? RetryRules.NEVER
                : duration.toNanos();
    }
}
