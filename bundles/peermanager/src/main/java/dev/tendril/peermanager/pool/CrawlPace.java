package dev.tendril.peermanager.pool;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.peermanager.policy.Cidr;
import dev.tendril.peermanager.policy.CrawlRules;
import dev.tendril.peermanager.policy.IpRange;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.RetryRules;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How fast a seed dials strangers: all together, and those in one block of addresses, so that a
 * provider does not take the crawl for a scan (users.md A15). What an operator names is not paced.
 */
final class CrawlPace {

    private static final int BLOCK_V4_BITS = 24;
    private static final int BLOCK_V6_BITS = 48;

    private final Pool pool;
    private long nextDialNanos = Long.MIN_VALUE;

    /**
     * Until when blocks rest, in order of time. Bounded by itself: a block rests for one interval,
     * and within it only so many dials are allowed.
     */
    private final Map<Cidr, Long> resting = new LinkedHashMap<>();

    CrawlPace(Pool pool) {
        this.pool = pool;
    }

    private Optional<CrawlRules> rules() {
        return pool.rules.pace().crawl();
    }

    /** When strangers may be dialed next; {@link RetryRules#NEVER} when they may be now. */
    long nextChanceNanos(Moment now) {
        return isPaused(now) ? nextDialNanos : RetryRules.NEVER;
    }

    /** Whether no stranger may be dialed now. */
    boolean isPaused(Moment now) {
        return rules().isPresent() && nextDialNanos > now.nanos();
    }

    /** Until when the block of {@code address} rests; empty when it may be dialed now. */
    Optional<Long> restsUntilNanos(NodeAddress address, Moment now) {
        return rules().isEmpty()
                ? Optional.empty()
                : block(address).map(resting::get).filter(untilNanos -> untilNanos > now.nanos());
    }

    /** A stranger at {@code address} is dialed now. */
    void dialed(NodeAddress address, Moment now) {
        resting.values().removeIf(untilNanos -> untilNanos <= now.nanos());
        if (rules().isEmpty()) {
            return;
        }
        nextDialNanos = RetryRules.plus(now.nanos(), rules().get().dialIntervalNanos());
        var restsNanos = RetryRules.plus(now.nanos(), rules().get().blockIntervalNanos());
        block(address).ifPresent(block -> resting.put(block, restsNanos));
    }

    private static Optional<Cidr> block(NodeAddress address) {
        return IpRange.literal(address.host())
                .map(
                        ip ->
                                Cidr.of(
                                        ip,
                                        ip.getAddress().length == 4
                                                ? BLOCK_V4_BITS
                                                : BLOCK_V6_BITS));
    }
}
