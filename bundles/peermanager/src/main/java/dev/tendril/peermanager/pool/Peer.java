package dev.tendril.peermanager.pool;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.decision.Reason;
import dev.tendril.peermanager.policy.MeritBudget;
import dev.tendril.peermanager.policy.RetryRules;
import dev.tendril.peermanager.policy.Standing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Everything known of one node. Immutable: a change makes a new record, so that nothing handed out
 * can change what is kept (N-PM-03).
 *
 * @param id who
 * @param addresses where, in the order they came
 * @param state what it is doing
 * @param standing what it has earned
 * @param merits what it may still earn
 * @param asked whether an operator wants it dialed now
 * @param visits how often it was asked for addresses as a seed
 * @param lastReason why its last connection or dial ended
 * @param lastConnected when it was last connected
 */
record Peer(
        NodeId id,
        List<KnownAddress> addresses,
        PeerState state,
        Standing standing,
        MeritBudget merits,
        boolean asked,
        int visits,
        Optional<Reason> lastReason,
        Optional<Instant> lastConnected) {

    static Peer stranger(NodeId id) {
        return new Peer(
                id,
                List.of(),
                new PeerState.Idle(0),
                Standing.NONE,
                MeritBudget.FULL,
                false,
                0,
                Optional.empty(),
                Optional.empty());
    }

    Peer withState(PeerState other) {
        return new Peer(
                id, addresses, other, standing, merits, asked, visits, lastReason, lastConnected);
    }

    Peer withAddresses(List<KnownAddress> other) {
        return new Peer(
                id,
                List.copyOf(other),
                state,
                standing,
                merits,
                asked,
                visits,
                lastReason,
                lastConnected);
    }

    Peer withStanding(Standing other, MeritBudget left) {
        return new Peer(
                id, addresses, state, other, left, asked, visits, lastReason, lastConnected);
    }

    Peer withAsked(boolean now) {
        return new Peer(
                id, addresses, state, standing, merits, now, visits, lastReason, lastConnected);
    }

    Peer withVisits(int count) {
        return new Peer(
                id, addresses, state, standing, merits, asked, count, lastReason, lastConnected);
    }

    Peer withLastReason(Reason reason) {
        return new Peer(
                id,
                addresses,
                state,
                standing,
                merits,
                asked,
                visits,
                Optional.of(reason),
                lastConnected);
    }

    Peer withLastConnected(Optional<Instant> at) {
        return new Peer(id, addresses, state, standing, merits, asked, visits, lastReason, at);
    }

    /** With {@code change} made to the entry of {@code address}, if there is one. */
    Peer changing(NodeAddress address, UnaryOperator<KnownAddress> change) {
        var changed = new ArrayList<KnownAddress>(addresses.size());
        for (var known : addresses) {
            changed.add(known.address().equals(address) ? change.apply(known) : known);
        }
        return withAddresses(changed);
    }

    Peer without(NodeAddress address) {
        return withAddresses(addresses.stream().filter(a -> !a.address().equals(address)).toList());
    }

    Optional<KnownAddress> known(NodeAddress address) {
        for (var known : addresses) { // loops here: they run for each address of each message
            if (known.address().equals(address)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    Optional<Link> link() {
        return state.current();
    }

    boolean isVerified() {
        for (var known : addresses) {
            if (known.verified()) {
                return true;
            }
        }
        return false;
    }

    boolean isHearsayOnly() {
        for (var known : addresses) {
            if (!known.isHearsay()) {
                return false;
            }
        }
        return true;
    }

    /**
     * When it may be dialed over one of {@code protocols}: {@link RetryRules#NEVER} when not at
     * all.
     */
    long nextDialNanos(Set<Protocol> protocols) {
        if (!(state instanceof PeerState.Idle idle)) {
            return RetryRules.NEVER;
        }
        var earliest = RetryRules.NEVER;
        for (var known : addresses) {
            if (protocols.contains(known.address().protocol())) {
                earliest = Math.min(earliest, known.eligibleAtNanos());
            }
        }
        return Math.max(earliest, idle.restUntilNanos());
    }

    /** The address to dial now. */
    Optional<KnownAddress> bestAddress(Set<Protocol> protocols, long nowNanos) {
        var best = Optional.<KnownAddress>empty();
        for (var known : addresses) {
            if (protocols.contains(known.address().protocol())
                    && known.eligibleAtNanos() <= nowNanos
                    && (best.isEmpty() || KnownAddress.BEST_FIRST.compare(known, best.get()) < 0)) {
                best = Optional.of(known);
            }
        }
        return best;
    }
}
