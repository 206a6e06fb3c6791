package dev.tendril.peermanager.pool;

import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.ProbeRules;
import dev.tendril.peermanager.policy.RetryRules;

/**
 * When addresses that nobody has verified may be dialed: a bucket of tokens for ordinary dials,
 * kept as the moment at which it will be full again, and an interval for feelers (behaviour.md
 * F.6).
 */
final class Probes {

    private final Pool pool;
    private long fullAtNanos = Long.MIN_VALUE;
    private long nextFeelerNanos = Long.MIN_VALUE;

    Probes(Pool pool) {
        this.pool = pool;
    }

    private ProbeRules rules() {
        return pool.rules.pace().probes();
    }

    boolean mayDial(Moment now) {
        return fullAtNanos <= RetryRules.plus(now.nanos(), rules().toleranceNanos());
    }

    void dialed(Moment now) {
        fullAtNanos =
                RetryRules.plus(Math.max(fullAtNanos, now.nanos()), rules().hearsayIntervalNanos());
    }

    /**
     * Whether somebody may be looked for although there is no place for him. Who has no places for
     * dials at all wants none.
     */
    boolean mayFeel(Moment now) {
        return pool.rules.slots().outbound().allowsMoreThan(0)
                && !pool.slots.hasRoom(Slots.Kind.OUTBOUND)
                && pool.slots.hasRoom(Slots.Kind.FEELER)
                && nextFeelerNanos <= now.nanos();
    }

    void felt(Moment now) {
        nextFeelerNanos = RetryRules.plus(now.nanos(), rules().feelerIntervalNanos());
    }

    /** When time allows what it does not allow now; {@link RetryRules#NEVER} when it allows all. */
    long nextChanceNanos(Moment now) {
        var nextNanos = mayDial(now) ? RetryRules.NEVER : fullAtNanos - rules().toleranceNanos();
        return nextFeelerNanos > now.nanos() && pool.slots.hasRoom(Slots.Kind.FEELER)
                ? Math.min(nextNanos, nextFeelerNanos)
                : nextNanos;
    }
}
