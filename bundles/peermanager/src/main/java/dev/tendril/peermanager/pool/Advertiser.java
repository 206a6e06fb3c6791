package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.NetworkGroup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What we tell others: our own addresses first, then verified and self-declared ones, drawn by
 * chance without repetition from those the asker can use, the better ones with more weight. Never
 * private ids, never the asker (N-PEX-05 to 09).
 */
final class Advertiser {

    /** Addresses drawn for each that is wanted, so that weight has something to choose from. */
    private static final int DRAWN_PER_WANTED = 4;

    /** Records looked at for one answer; the rest of a huge book has its chance the next time. */
    private static final int DRAWS_MAX = 20_000;

    /** Addresses of one network group in one answer. */
    private static final int GROUP_MAX = 32;

    /**
     * A peer with one point more has so many times the weight (PMV-04: the lowest of three in a
     * fifth of the answers).
     */
    private static final double WEIGHT_PER_POINT = 6;

    /**
     * Scores outside count as the nearest within: nobody has more than 36 times the weight of
     * another.
     */
    private static final long SCORE_MIN = 1;

    private static final long SCORE_MAX = 3;

    /** The weight of each score that counts, from {@link #SCORE_MIN} on. */
    private static final double[] WEIGHTS =
            LongStream.rangeClosed(SCORE_MIN, SCORE_MAX)
                    .mapToDouble(score -> StrictMath.pow(WEIGHT_PER_POINT, score))
                    .toArray();

    /** An address and its lot; the highest wins. */
    private record Lot(double key, NodeAddress address) implements Comparable<Lot> {
        @Override
        public int compareTo(Lot other) {
            var byKey = Double.compare(other.key, key);
            return byKey != 0 ? byKey : address.compareTo(other.address);
        }
    }

    private final Pool pool;
    private final SelfAddresses self;

    Advertiser(Pool pool, SelfAddresses self) {
        this.pool = pool;
        this.self = self;
    }

    List<NodeAddress> advertise(PeerRef to, int limit, Moment now) {
        var link = pool.link(to);
        if (link.isEmpty() || limit < 1) {
            return List.of();
        }
        var asker = link.get().info().remote();
        var told = new ArrayList<>(self.toldTo(asker));
        if (told.size() >= limit) {
            return List.copyOf(told.subList(0, limit));
        }
        told.addAll(others(to.nodeId(), asker, limit - told.size(), now));
        return List.copyOf(told);
    }

    private List<NodeAddress> others(NodeId asker, Endpoint at, int wanted, Moment now) {
        var lots = draw(asker, at, wanted, now);
        Collections.sort(lots);
        return lots.stream().limit(wanted).map(Lot::address).toList();
    }

    /**
     * Shuffles just as much of the list as is needed (Fisher and Yates), and gives each address its
     * lot. Who has nothing that works any more is looked at once, and not again until that changes.
     */
    private List<Lot> draw(NodeId asker, Endpoint at, int wanted, Moment now) {
        var book = pool.book;
        var lots = new ArrayList<Lot>();
        var groups = new HashMap<NetworkGroup, Integer>();
        var enough = (long) wanted * DRAWN_PER_WANTED;
        var drawn = 0;
        for (var looked = 0;
                looked < DRAWS_MAX && drawn < book.tellableCount() && lots.size() < enough;
                looked++) {
            var other = drawn + pool.random.nextInt(book.tellableCount() - drawn);
            var peer = book.drawTellable(drawn, other);
            if (isSilent(peer, now)) {
                book.leaveUntold(drawn);
                continue;
            }
            drawn++;
            if (!peer.id().equals(asker)
                    && !pool.rules.named().isPrivate(peer.id())
                    && isToBeTold(peer)) {
                lots.addAll(lots(peer, at, groups, now));
            }
        }
        return lots;
    }

    /** Whether nobody vouches for any of its addresses. */
    private boolean isSilent(Peer peer, Moment now) {
        for (var known : peer.addresses()) {
            if (isVouchedFor(known, peer, now)) {
                return false;
            }
        }
        return true;
    }

    private boolean isVouchedFor(KnownAddress known, Peer peer, Moment now) {
        return isAlive(known, peer, now)
                || (known.origin() == Origin.SELF_DECLARED && peer.link().isPresent());
    }

    private boolean isToBeTold(Peer peer) {
        return switch (peer.state()) {
            case PeerState.Inactive inactive -> false;
            case PeerState.Banned banned -> false;
            case PeerState.Idle idle -> true;
            case PeerState.Dialing dialing -> true;
            case PeerState.Connected connected -> true;
            case PeerState.Ready ready -> true;
            case PeerState.Evicting evicting -> true;
        };
    }

    private List<Lot> lots(Peer peer, Endpoint at, Map<NetworkGroup, Integer> groups, Moment now) {
        var score = peer.standing().score(now.nanos(), pool.rules.standing());
        var lots = new ArrayList<Lot>();
        for (var known : peer.addresses()) {
            var count = groups.getOrDefault(known.group(), 0);
            var crowded =
                    known.group().isLimited() && known.range().isPublic() && count >= GROUP_MAX;
            if (isVouchedFor(known, peer, now)
                    && !crowded
                    && SelfAddresses.mayTell(known.address(), known.range(), at)) {
                groups.put(known.group(), count + 1);
                lots.add(new Lot(lot(score), known.address()));
            }
        }
        return lots;
    }

    /** We are there now, or were not long ago (users.md A3, A4). */
    private boolean isAlive(KnownAddress known, Peer peer, Moment now) {
        var isThere = peer.link().flatMap(Link::dialed).filter(known.address()::equals).isPresent();
        return known.verified()
                && (isThere || known.hasWorkedWithin(pool.rules.book().tellWithin(), now.wall()));
    }

    /**
     * Weighted sampling without replacement (Efraimidis and Spirakis): the highest of u^(1/w) win.
     */
    private double lot(long score) {
        var weight = WEIGHTS[(int) (Math.clamp(score, SCORE_MIN, SCORE_MAX) - SCORE_MIN)];
        return StrictMath.log(1 - pool.random.nextDouble()) / weight;
    }
}
