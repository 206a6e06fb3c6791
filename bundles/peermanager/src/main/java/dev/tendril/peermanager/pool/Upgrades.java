package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Direction;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.RetryRules;

import java.util.Optional;

/**
 * Which connection a better peer may end. The newcomer must be better by a margin, the victim have
 * a minimum age, and the node a permit; one victim serves one newcomer (I-5, D-20).
 */
final class Upgrades {

    private final Pool pool;

    Upgrades(Pool pool) {
        this.pool = pool;
    }

    /** Whether a newcomer with {@code score} may begin; the victim it would replace. */
    Optional<Link> victimFor(long score, Direction direction, Moment now) {
        if (!pool.slots.hasRoom(Slots.Kind.UPGRADE) || now.nanos() < pool.nextUpgradeNanos) {
            return Optional.empty();
        }
        return lowest(direction, now).filter(link -> scoreOf(link, now) + margin() <= score);
    }

    /**
     * Whom to end when a newcomer arrives: the lowest now, whoever it was when the dial began
     * (PMX-07).
     */
    Optional<Link> lowestBelow(long score, Direction direction, Moment now) {
        return lowest(direction, now).filter(link -> scoreOf(link, now) < score);
    }

    void usePermit(Moment now) {
        pool.nextUpgradeNanos = now.nanos() + pool.rules.pace().upgradeIntervalNanos();
    }

    private long margin() {
        return pool.rules.pace().upgradeMargin();
    }

    private Optional<Link> lowest(Direction direction, Moment now) {
        var own = lowestOf(direction, now);
        if (isDirectionFull(direction)) {
            return own;
        }
        var others =
                lowestOf(opposite(direction), now); // the limit of both together is what is reached
        if (own.isEmpty() || others.isEmpty()) {
            return own.or(() -> others);
        }
        return scoreOf(own.get(), now) <= scoreOf(others.get(), now) ? own : others;
    }

    private boolean isDirectionFull(Direction direction) {
        var rules = pool.slots.rules();
        return switch (direction) {
            case INBOUND -> !rules.inbound().allowsMoreThan(pool.slots.taken(Slots.Kind.INBOUND));
            case OUTBOUND ->
                    !rules.outbound().allowsMoreThan(pool.slots.taken(Slots.Kind.OUTBOUND));
        };
    }

    private static Direction opposite(Direction direction) {
        return direction == Direction.INBOUND ? Direction.OUTBOUND : Direction.INBOUND;
    }

    private Optional<Link> lowestOf(Direction direction, Moment now) {
        for (var ranked : pool.book.ranked(direction)) {
            var link = pool.book.get(ranked.id()).flatMap(Peer::link).orElseThrow();
            if (link.slot().kind() != Slots.Kind.UPGRADE
                    && isOldEnough(link, now)
                    && !isClaimed(link)) {
                return Optional.of(link);
            }
        }
        return Optional.empty();
    }

    private boolean isOldEnough(Link link, Moment now) {
        return now.nanos() - link.sinceNanos() >= pool.rules.pace().upgradeAgeNanos();
    }

    private boolean isClaimed(Link link) {
        return pool.dials.values().stream()
                .anyMatch(
                        d -> d.victim().isPresent() && d.victim().getAsLong() == link.connection());
    }

    /** When a permit or the age of a connection next allows what is not allowed now. */
    long nextChanceNanos(Moment now) {
        if (!pool.slots.hasRoom(Slots.Kind.UPGRADE)) {
            return RetryRules.NEVER;
        }
        var nextNanos =
                pool.nextUpgradeNanos > now.nanos() ? pool.nextUpgradeNanos : RetryRules.NEVER;
        for (var link : pool.links.all()) {
            var oldAtNanos = link.sinceNanos() + pool.rules.pace().upgradeAgeNanos();
            if (oldAtNanos > now.nanos()) {
                return Math.min(nextNanos, oldAtNanos); // the oldest of those that are too young
            }
        }
        return nextNanos;
    }

    private long scoreOf(Link link, Moment now) {
        return pool.book
                .get(link.id())
                .orElseThrow()
                .standing()
                .score(now.nanos(), pool.rules.standing());
    }
}
