package dev.tendril.peermanager.pool;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.peermanager.policy.IpRange;
import dev.tendril.peermanager.policy.NetworkGroup;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * An address of a peer and what happened with it. Immutable.
 *
 * @param address the address
 * @param group its network group
 * @param range its range
 * @param origin how it came to us
 * @param source who told us: a node id, {@code operator}; empty when unknown
 * @param verified whether we dialed it and found the peer there
 * @param failures dials that failed since the last success
 * @param eligibleAtNanos when it may be dialed
 * @param lastSuccess when it last worked
 * @param lastFailure when it last failed
 */
record KnownAddress(
        NodeAddress address,
        NetworkGroup group,
        IpRange range,
        Origin origin,
        String source,
        boolean verified,
        int failures,
        long eligibleAtNanos,
        Optional<Instant> lastSuccess,
        Optional<Instant> lastFailure) {

    /** The one to dial first comes first. */
    static final Comparator<KnownAddress> BEST_FIRST = KnownAddress::compare;

    private static int compare(KnownAddress a, KnownAddress b) {
        if (a.verified != b.verified) {
            return a.verified ? -1 : 1;
        }
        if (a.failures != b.failures) {
            return Integer.compare(a.failures, b.failures);
        }
        return a.origin != b.origin ? a.origin.compareTo(b.origin) : a.address.compareTo(b.address);
    }

    static KnownAddress fresh(NodeAddress address, Origin origin, String source) {
        return new KnownAddress(
                address,
                NetworkGroup.of(address),
                IpRange.of(address),
                origin,
                source,
                false,
                0,
                0,
                Optional.empty(),
                Optional.empty());
    }

    /** Whether nobody but third parties vouches for it. */
    boolean isHearsay() {
        return !verified && origin == Origin.HEARSAY;
    }

    /**
     * Whether a peer has named an address that a node of a public network must not dial: a private
     * or bogus one. What an operator names is his affair.
     */
    boolean isOutOfReach() {
        return (origin == Origin.HEARSAY || origin == Origin.SELF_DECLARED)
                && !range.isPublic()
                && range != IpRange.LOCAL;
    }

    /** Whether it has worked within {@code span} before {@code now}. */
    boolean hasWorkedWithin(Duration span, Instant now) {
        return lastSuccess.filter(at -> !at.isBefore(now.minus(span))).isPresent();
    }

    /** Verified, or how it came to us. */
    String originText() {
        return verified ? "verified" : origin.text();
    }

    KnownAddress failed(long eligibleAt, Instant at) {
        return new KnownAddress(
                address,
                group,
                range,
                origin,
                source,
                verified,
                failures + 1,
                eligibleAt,
                lastSuccess,
                Optional.of(at));
    }

    /** Dialed and found; failures stay until the connection has lasted. */
    KnownAddress worked(Instant at) {
        return new KnownAddress(
                address,
                group,
                range,
                origin,
                source,
                true,
                failures,
                eligibleAtNanos,
                Optional.of(at),
                lastFailure);
    }

    /** Whoever lives there has to be found there again. */
    KnownAddress unverified() {
        return new KnownAddress(
                address,
                group,
                range,
                origin,
                source,
                false,
                failures,
                eligibleAtNanos,
                lastSuccess,
                lastFailure);
    }

    /** Failures are forgotten. */
    KnownAddress cleared() {
        return new KnownAddress(
                address, group, range, origin, source, verified, 0, 0, lastSuccess, lastFailure);
    }

    KnownAddress eligibleAt(long atNanos) {
        return new KnownAddress(
                address,
                group,
                range,
                origin,
                source,
                verified,
                failures,
                atNanos,
                lastSuccess,
                lastFailure);
    }

    /** The same address from somebody who is trusted more. */
    KnownAddress from(Origin otherOrigin, String otherSource) {
        return new KnownAddress(
                address,
                group,
                range,
                otherOrigin,
                otherSource,
                verified,
                failures,
                eligibleAtNanos,
                lastSuccess,
                lastFailure);
    }

    /** With what is remembered of former dials. */
    KnownAddress with(
            boolean wasVerified,
            int formerFailures,
            long eligible,
            Optional<Instant> success,
            Optional<Instant> failure) {
        return new KnownAddress(
                address,
                group,
                range,
                origin,
                source,
                wasVerified,
                formerFailures,
                eligible,
                success,
                failure);
    }
}
