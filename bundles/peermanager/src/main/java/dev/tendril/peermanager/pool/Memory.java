package dev.tendril.peermanager.pool;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.peer.Ban;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.RetryRules;
import dev.tendril.peermanager.policy.Standing;
import dev.tendril.peermanager.stored.StoredAddress;
import dev.tendril.peermanager.stored.StoredPeer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * What is written down of peers, and how it comes back: times are wall time there, and clamped when
 * they return.
 */
final class Memory {

    /** A ban that is to last longer lasts this long. */
    private static final Duration BAN_MAX = Duration.ofDays(36_500);

    private final Pool pool;
    private final BanActs bans;

    Memory(Pool pool, BanActs bans) {
        this.pool = pool;
        this.bans = bans;
    }

    Instant endOf(Duration duration, Moment now) {
        return now.wall().plus(duration.compareTo(BAN_MAX) > 0 ? BAN_MAX : duration);
    }

    void restore(Collection<StoredPeer> peers, Collection<Ban> stored, Moment now) {
        stored.forEach(ban -> bans.restore(ban, now));
        peers.stream()
                .sorted(Comparator.comparing(StoredPeer::id))
                .forEach(peer -> restore(peer, now));
        pool.prune();
        pool.hurryPinned(now);
        pool.effects.wake();
    }

    private void restore(StoredPeer stored, Moment now) {
        if (stored.id().equals(pool.self)) {
            pool.effects.dirty(stored.id()); // our id was another's before: it is deleted (PMN-07)
            return;
        }
        var peer = pool.book.getOrStranger(stored.id());
        var addresses = new ArrayList<>(peer.addresses());
        for (var address : stored.addresses()) {
            var restored = restored(address, now);
            addresses.stream()
                    .filter(a -> a.address().equals(address.address()))
                    .findFirst()
                    .ifPresentOrElse(
                            live -> addresses.set(addresses.indexOf(live), merged(live, restored)),
                            () -> addresses.add(restored));
        }
        var merged =
                peer.withAddresses(
                        addresses.subList(
                                0,
                                Math.min(
                                        addresses.size(),
                                        pool.rules.book().addressesPerPeerMax())));
        if (peer.standing().equals(Standing.NONE)) {
            var aged = Math.max(0, Duration.between(stored.pointsAt(), now.wall()).toMillis());
            merged = merged.withStanding(decayed(stored.points(), aged, now), peer.merits());
        }
        if (peer.lastConnected().isEmpty()) {
            merged = merged.withLastConnected(stored.lastConnected());
        }
        var isBanned =
                merged.state() instanceof PeerState.Idle && pool.bans.of(stored.id()).isPresent();
        pool.book.put(isBanned ? merged.withState(new PeerState.Banned()) : merged);
    }

    private Standing decayed(double points, long agedMillis, Moment now) {
        var rules = pool.rules.standing();
        var bounded = Math.max(rules.min(), Math.min(rules.max(), points));
        var halfLifeMillis = Math.max(1, rules.halfLifeNanos() / 1_000_000);
        var left = bounded * StrictMath.pow(2, -(double) agedMillis / halfLifeMillis);
        return new Standing(left, now.nanos());
    }

    private KnownAddress restored(StoredAddress stored, Moment now) {
        var fresh =
                KnownAddress.fresh(stored.address(), Origin.of(stored.origin()), stored.source());
        return fresh.with(
                stored.verified(),
                stored.failures(),
                eligibleAtNanos(stored, now),
                stored.lastSuccess(),
                stored.lastFailure());
    }

    /**
     * The wall clock may have been set back: nobody waits longer than he would after a failure now
     * (N-PM-18).
     */
    private long eligibleAtNanos(StoredAddress stored, Moment now) {
        if (stored.failures() == 0 || stored.eligibleAt().isEmpty()) {
            return 0;
        }
        var waitNanos = Duration.between(now.wall(), stored.eligibleAt().get());
        if (waitNanos.isNegative()) {
            return 0;
        }
        var longestNanos =
                pool.rules
                        .retry()
                        .delayNanos(stored.failures(), pool.patience(stored.address().nodeId()));
        var longest =
                longestNanos == RetryRules.NEVER
                        ? Duration.ofDays(1)
                        : Duration.ofNanos(longestNanos);
        return now.nanos() + (waitNanos.compareTo(longest) > 0 ? longest : waitNanos).toNanos();
    }

    /** What has happened in this process is newer than what was stored. */
    private static KnownAddress merged(KnownAddress live, KnownAddress stored) {
        var isUntried =
                live.failures() == 0
                        && live.lastSuccess().isEmpty()
                        && live.lastFailure().isEmpty();
        if (!isUntried) {
            return live;
        }
        return live.with(
                stored.verified(),
                stored.failures(),
                stored.eligibleAtNanos(),
                stored.lastSuccess(),
                stored.lastFailure());
    }

    Optional<StoredPeer> toStore(NodeId id, Moment now) {
        return pool.book
                .get(id)
                .filter(this::isWorthStoring)
                .map(
                        peer ->
                                new StoredPeer(
                                        id,
                                        peer.addresses().stream()
                                                .map(known -> toStore(known, now))
                                                .toList(),
                                        peer.standing().at(now.nanos(), pool.rules.standing()),
                                        now.wall(),
                                        peer.lastConnected()));
    }

    private boolean isWorthStoring(Peer peer) {
        return !peer.addresses().isEmpty() || peer.standing().points() != 0;
    }

    private static StoredAddress toStore(KnownAddress known, Moment now) {
        var waitNanos = known.eligibleAtNanos() - now.nanos();
        var eligibleAt =
                known.failures() == 0
                                || known.eligibleAtNanos() == RetryRules.NEVER
                                || waitNanos <= 0
                        ? Optional.<Instant>empty()
                        : Optional.of(now.wall().plusNanos(waitNanos));
        return new StoredAddress(
                known.address(),
                known.origin().letter(),
                known.source(),
                known.verified(),
                known.failures(),
                eligibleAt,
                known.lastSuccess(),
                known.lastFailure());
    }
}
