package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.NetworkGroup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private record Lot(double key, NodeAddress address) {}

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
        lots.sort(Comparator.comparingDouble(Lot::key).reversed().thenComparing(Lot::address));
        return lots.stream().limit(wanted).map(Lot::address).toList();
    }

    /**
     * Shuffles just as much of the list as is needed (Fisher and Yates), and gives each address its
     * lot.
     */
    private List<Lot> draw(NodeId asker, Endpoint at, int wanted, Moment now) {
        var ids = pool.book.tellable();
        var lots = new ArrayList<Lot>();
        var groups = new HashMap<NetworkGroup, Integer>();
        var enough = (long) wanted * DRAWN_PER_WANTED;
        for (var i = 0; i < Math.min(ids.size(), DRAWS_MAX) && lots.size() < enough; i++) {
            pool.book.swapTellable(i, i + pool.random.nextInt(ids.size() - i));
            var id = ids.get(i);
            if (id.equals(asker) || pool.rules.named().isPrivate(id)) {
                continue;
            }
            var peer = pool.book.get(id).orElseThrow();
            if (isToBeTold(peer)) {
                lots.addAll(lots(peer, at, groups, now));
            }
        }
        return lots;
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
            var vouched =
                    isAlive(known, peer, now)
                            || (known.origin() == Origin.SELF_DECLARED && peer.link().isPresent());
            var count = groups.getOrDefault(known.group(), 0);
            var crowded =
                    known.group().isLimited() && known.range().isPublic() && count >= GROUP_MAX;
            if (vouched && !crowded && SelfAddresses.mayTell(known.address(), at)) {
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
        var weight = StrictMath.pow(WEIGHT_PER_POINT, Math.clamp(score, SCORE_MIN, SCORE_MAX));
        return StrictMath.log(1 - pool.random.nextDouble()) / weight;
    }
}
