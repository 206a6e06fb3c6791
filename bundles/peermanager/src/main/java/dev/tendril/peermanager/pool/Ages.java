package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Direction;
import dev.tendril.api.decision.Reason;
import dev.tendril.peermanager.policy.CrawlRules;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.RetryRules;

import java.util.Optional;

/**
 * Connections that end because they are old enough: inbound strangers of a seed, and its visits
 * (PMI-10, D-38). Persistent and unconditional peers stay.
 */
final class Ages {

    private final Pool pool;

    Ages(Pool pool) {
        this.pool = pool;
    }

    void endOld(Moment now) {
        if (ageNanos(Direction.INBOUND).isEmpty() && ageNanos(Direction.OUTBOUND).isEmpty()) {
            return;
        }
        var shortestNanos =
                Math.min(
                        ageNanos(Direction.INBOUND).orElse(RetryRules.NEVER),
                        ageNanos(Direction.OUTBOUND).orElse(RetryRules.NEVER));
        for (var link : pool.links.all()) {
            if (now.nanos() - link.sinceNanos() < shortestNanos) {
                return; // the others are younger
            }
            if (endNanos(link) <= now.nanos() && mayEnd(link)) {
                pool.evict(link, reason(link), 0, now);
            }
        }
    }

    private static Reason reason(Link link) {
        return Reason.of(
                switch (link.direction()) {
                    case INBOUND -> Codes.TOO_OLD;
                    case OUTBOUND -> Codes.VISITED;
                });
    }

    private Optional<Long> ageNanos(Direction direction) {
        var pace = pool.rules.pace();
        return switch (direction) {
            case INBOUND -> pace.inboundAgeNanos();
            case OUTBOUND -> pace.crawl().map(CrawlRules::visitNanos);
        };
    }

    private long endNanos(Link link) {
        return ageNanos(link.direction())
                .map(age -> RetryRules.plus(link.sinceNanos(), age))
                .orElse(RetryRules.NEVER);
    }

    private boolean mayEnd(Link link) {
        return !pool.rules.named().isExempt(link.id())
                && link.slot().kind() != Slots.Kind.EXEMPT
                && pool.book.get(link.id()).filter(peer -> isItsStay(peer, link)).isPresent();
    }

    /** One that was replaced ends by itself, one that is being ended needs no second order. */
    private static boolean isItsStay(Peer peer, Link link) {
        return !(peer.state() instanceof PeerState.Evicting)
                && peer.link().filter(l -> l.connection() == link.connection()).isPresent();
    }

    /** When the next connection is old enough; {@link RetryRules#NEVER} when none will be. */
    long nextEndNanos() {
        var nextNanos = RetryRules.NEVER;
        for (var direction : Direction.values()) {
            if (ageNanos(direction).isPresent()) {
                nextNanos = Math.min(nextNanos, oldestEndNanos(direction));
            }
        }
        return nextNanos;
    }

    private long oldestEndNanos(Direction direction) {
        return pool.links.all().stream()
                .filter(link -> link.direction() == direction && mayEnd(link))
                .findFirst()
                .map(this::endNanos)
                .orElse(RetryRules.NEVER);
    }
}
