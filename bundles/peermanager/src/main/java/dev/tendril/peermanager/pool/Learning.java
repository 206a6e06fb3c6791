package dev.tendril.peermanager.pool;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.decision.Reason;
import dev.tendril.peermanager.policy.IpRange;
import dev.tendril.peermanager.policy.Moment;

import java.util.ArrayList;
import java.util.List;

/** How addresses come into the book. */
final class Learning {

    /** Addresses of one message that are looked at; more is what wire.md 5.2 forbids. */
    private static final int ADDRESSES_PER_MESSAGE_MAX = 250;

    private final Pool pool;

    Learning(Pool pool) {
        this.pool = pool;
    }

    /** What {@code from} has told us of others. @return how many were new */
    int learned(List<NodeAddress> addresses, PeerRef from, Moment now) {
        var link = pool.knownLink(from);
        if (link.isEmpty()) {
            pool.effects.count("stale.learned");
            return 0;
        }
        if (!link.get().answered()) {
            pool.putLink(link.get().withAnswer());
        }
        if (pool.rules.named().isPrivate(from.nodeId())) {
            // What only it knows would tell others that we know it.
            pool.effects.count("learn.private");
            pool.effects.wake();
            return 0;
        }
        var asker = IpRange.of(link.get().info().remote());
        var fresh = 0;
        for (var address :
                addresses.subList(0, Math.min(addresses.size(), ADDRESSES_PER_MESSAGE_MAX))) {
            fresh += hear(address, from, asker, now) ? 1 : 0;
        }
        if (fresh == 0) {
            // No choice was made, and what was decided of this peer before is worth more room.
            pool.effects.count("learn.nothing-new");
            pool.effects.wake();
            return 0;
        }
        pool.decide(
                now,
                "learn",
                from.nodeId(),
                from.connection(),
                "",
                Reason.of("addresses-told"),
                "told",
                addresses.size(),
                "new",
                fresh);
        pool.effects.wake();
        return fresh;
    }

    private boolean hear(NodeAddress address, PeerRef from, IpRange asker, Moment now) {
        if (pool.rules.named().isPrivate(address.nodeId())) { // the operator alone says where it is
            pool.effects.count("learn.private");
            return false;
        }
        var peer = pool.book.get(address.nodeId());
        if (peer.flatMap(p -> p.known(address)).isPresent()) {
            return false; // as most are, once a network knows itself
        }
        var source = from.nodeId().hex();
        var known = KnownAddress.fresh(address, Origin.HEARSAY, source);
        if (address.nodeId().equals(pool.self) || !isWorthKeeping(known, asker)) {
            pool.effects.count("learn.unusable");
            return false;
        }
        var sameSource =
                peer.stream()
                        .flatMap(p -> p.addresses().stream())
                        .filter(
                                a ->
                                        a.isHearsay()
                                                && a.source().equals(source)
                                                && isAlike(a.address(), address))
                        .findFirst();
        if (sameSource.isPresent()) { // one address for each id, protocol and source
            pool.put(replacing(peer.orElseThrow(), sameSource.get(), known));
            return false;
        }
        return isRoomFor(known, now) && add(known);
    }

    private static boolean isAlike(NodeAddress a, NodeAddress b) {
        return a.protocol().equals(b.protocol());
    }

    private static Peer replacing(Peer peer, KnownAddress old, KnownAddress known) {
        var addresses = new ArrayList<KnownAddress>();
        for (var a : peer.addresses()) {
            // a talker that keeps changing his mind gains no fresh dials
            addresses.add(
                    a.equals(old)
                            ? known.with(
                                    false,
                                    old.failures(),
                                    old.eligibleAtNanos(),
                                    old.lastSuccess(),
                                    old.lastFailure())
                            : a);
        }
        return peer.withAddresses(addresses);
    }

    /** Whether an address that somebody told who is at {@code teller} can be used at all. */
    boolean isWorthKeeping(KnownAddress known, IpRange teller) {
        if (isNeverTaken(known)) {
            return false;
        }
        return !pool.rules.book().strict()
                || known.range().isPublic()
                || known.range() == IpRange.LOCAL && teller == IpRange.LOCAL;
    }

    /**
     * A name from a peer is not taken: looking it up would let him choose whom we ask (wire.md
     * 8.4).
     */
    private static boolean isNeverTaken(KnownAddress known) {
        return known.range() == IpRange.UNROUTABLE
                || known.range() == IpRange.NAME
                || isWithoutPort(known.address());
    }

    private static boolean isWithoutPort(NodeAddress address) {
        return address.isNetworked() && address.port() == 0;
    }

    private boolean isRoomFor(KnownAddress known, Moment now) {
        var rules = pool.rules.book();
        var hearsay = pool.book.hearsay();
        if (hearsay.isGroupFull(known, rules)) {
            pool.effects.count("limit.hearsay-group");
            return false;
        }
        var shareMax = pool.sources.share(known.source(), rules.hearsayPerSourceMax());
        for (var inTheWay = hearsay.inTheWay(known.source(), shareMax, rules);
                inTheWay.isPresent();
                inTheWay = hearsay.inTheWay(known.source(), shareMax, rules)) {
            pool.effects.count("limit.hearsay-source");
            forget(inTheWay.get(), now);
        }
        return true;
    }

    private void forget(NodeAddress address, Moment now) {
        pool.book
                .get(address.nodeId())
                .ifPresent(
                        peer -> {
                            var isBeingDialed = peer.state() instanceof PeerState.Dialing;
                            var less = peer.without(address);
                            if (less.addresses().isEmpty()
                                    && !isBeingDialed
                                    && peer.link().isEmpty()) {
                                pool.putOrForget(less, now);
                            } else {
                                pool.put(less);
                            }
                        });
    }

    /** Adds the only address of a peer; what became of it. */
    String addFromFile(KnownAddress known) {
        return add(known) ? "taken" : "limit";
    }

    private boolean add(KnownAddress known) {
        var peer = pool.book.getOrStranger(known.address().nodeId());
        if (peer.addresses().size() >= pool.rules.book().addressesPerPeerMax()) {
            var worst =
                    peer.addresses().stream()
                            .filter(KnownAddress::isHearsay)
                            .max(KnownAddress.BEST_FIRST);
            if (worst.isEmpty()) {
                pool.effects.count("limit.addresses-per-peer");
                return false;
            }
            peer = peer.without(worst.get().address());
            pool.effects.count("limit.addresses-per-peer");
        }
        var addresses = new ArrayList<>(peer.addresses());
        addresses.add(known);
        pool.put(stateFor(peer).withAddresses(addresses));
        pool.prune();
        return pool.book.ownerOf(known.address()).isPresent();
    }

    /** A ban of an id holds for one that is heard of only now. */
    private Peer stateFor(Peer peer) {
        var isNewlyBanned =
                peer.state() instanceof PeerState.Idle && pool.bans.of(peer.id()).isPresent();
        return isNewlyBanned ? peer.withState(new PeerState.Banned()) : peer;
    }

    /** Where a connected peer says it listens. */
    void selfDeclared(NodeAddress address, PeerRef from, Moment now) {
        var link = pool.knownLink(from);
        if (link.isEmpty() || !address.nodeId().equals(from.nodeId())) {
            pool.effects.count("stale.self-declared");
            return;
        }
        if (pool.rules.named().isPrivate(from.nodeId())) {
            pool.effects.count("learn.private");
            return;
        }
        var known = KnownAddress.fresh(address, Origin.SELF_DECLARED, from.nodeId().hex());
        if (!isWorthKeeping(known, IpRange.of(link.get().info().remote()))) {
            pool.effects.count("learn.unusable");
            return;
        }
        var peer = pool.book.get(from.nodeId()).orElseThrow();
        var same = peer.known(address);
        if (same.isPresent()) {
            if (same.get().origin() == Origin.HEARSAY) {
                pool.put(
                        peer.changing(
                                address, a -> a.from(Origin.SELF_DECLARED, from.nodeId().hex())));
            }
            return;
        }
        var former =
                peer.addresses().stream()
                        .filter(
                                a ->
                                        a.origin() == Origin.SELF_DECLARED
                                                && !a.verified()
                                                && isAlike(a.address(), address))
                        .findFirst();
        pool.put(former.map(a -> peer.without(a.address())).orElse(peer));
        add(known);
    }

    /** An address that the operator gives: a persistent peer, a seed, or one to be dialed. */
    void named(NodeAddress address, Origin origin) {
        var id = address.nodeId();
        if (id.equals(pool.self)) {
            return;
        }
        var peer = pool.book.getOrStranger(id);
        var known = peer.known(address);
        if (known.isEmpty()) {
            var addresses = new ArrayList<>(peer.addresses());
            addresses.add(KnownAddress.fresh(address, origin, Codes.OPERATOR));
            pool.put(stateFor(peer).withAddresses(addresses));
        } else if (known.get().origin().compareTo(origin) > 0) {
            pool.put(peer.changing(address, a -> a.from(origin, Codes.OPERATOR)));
        }
    }
}
