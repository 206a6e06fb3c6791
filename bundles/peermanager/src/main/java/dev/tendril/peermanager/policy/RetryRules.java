package dev.tendril.peermanager.policy;

import java.util.random.RandomGenerator;

/**
 * How long an address that failed is left alone: min·2^(n−1), capped, jitter on top of the cap, so
 * that peers that fail together do not retry together. Unlike tendermint 0.35, which grows
 * linearly, cuts the jitter off with the cap and rolls it at each look, it is rolled once and
 * stored as the moment the address may be dialed again.
 *
 * @param minNanos wait after the first failure; {@link #NEVER} turns retries off
 * @param maxNanos longest wait before jitter
 * @param persistentMaxNanos longest wait before jitter for peers that are never given up
 * @param aloneMaxNanos longest wait before jitter for persistent peers and seeds while nobody is
 *     connected
 * @param jitter largest random part, as a fraction of the wait: 0..1
 */
public record RetryRules(
        long minNanos, long maxNanos, long persistentMaxNanos, long aloneMaxNanos, double jitter) {

    /** A wait without end. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int DOUBLINGS_MAX = 40;

    /** Whom an address belongs to, as far as waiting goes. */
    public enum Patience {
        /** Anybody. */
        NORMAL,
        /** A persistent peer or seed. */
        PINNED,
        /** A persistent peer or seed, while nobody is connected. */
        PINNED_ALONE
    }

    /**
     * The moment after {@code nowNanos} at which an address with {@code failures} ≥ 1 may be dialed
     * again.
     */
    public long eligibleAtNanos(
            int failures, Patience patience, long nowNanos, RandomGenerator random) {
        var delayNanos = delayNanos(failures, patience);
        if (delayNanos == NEVER) {
            return NEVER;
        }
        var jitterNanos = (long) (delayNanos * jitter);
        var rolledNanos = jitterNanos > 0 ? random.nextLong(jitterNanos + 1) : 0;
        return plus(nowNanos, plus(delayNanos, rolledNanos));
    }

    /** The wait without jitter. */
    public long delayNanos(int failures, Patience patience) {
        if (minNanos == NEVER) {
            return NEVER;
        }
        var doublings = Math.min(failures - 1, DOUBLINGS_MAX);
        var doubledNanos =
                minNanos > (Long.MAX_VALUE >> doublings) ? Long.MAX_VALUE : minNanos << doublings;
        return Math.min(doubledNanos, capNanos(patience));
    }

    private long capNanos(Patience patience) {
        return switch (patience) {
            case NORMAL -> maxNanos;
            case PINNED -> persistentMaxNanos;
            case PINNED_ALONE -> Math.max(minNanos, Math.min(aloneMaxNanos, persistentMaxNanos));
        };
    }

    /** The sum, {@link #NEVER} when it is too large. */
    public static long plus(long nanos, long moreNanos) {
        var sum = nanos + moreNanos;
        return sum < 0 ? NEVER : sum;
    }
}
