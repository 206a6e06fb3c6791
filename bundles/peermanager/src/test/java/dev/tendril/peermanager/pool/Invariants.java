package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Direction;
import dev.tendril.peermanager.policy.NetworkGroup;
import dev.tendril.peermanager.policy.RetryRules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What holds after every step of a core. */
final class Invariants {

    private final Pool pool;

    Invariants(PeerCore core) {
        this.pool = core.pool();
    }

    /**
     * All of them; {@code limitsFixed} when no limit was lowered and nobody's exemption changed.
     */
    void check(long nowNanos, boolean limitsFixed) {
        statesAndTickets();
        connections();
        slots(limitsFixed);
        book();
        order(nowNanos);
    }

    /** I-1: one state for each id, and what the state names is there. */
    private void statesAndTickets() {
        require(pool.book.get(pool.self).isEmpty(), "I-1: we are in our own book");
        var dialing = new HashSet<Long>();
        for (var peer : pool.book.all()) {
            if (peer.state() instanceof PeerState.Dialing state) {
                require(
                        pool.dials.containsKey(state.ticket()),
                        "I-1: dialing without ticket: ",
                        peer);
                require(dialing.add(state.ticket()), "I-1: one ticket for two: ", peer);
            }
            peer.link()
                    .ifPresent(
                            link ->
                                    require(
                                            pool.links
                                                    .get(link.connection())
                                                    .filter(link::equals)
                                                    .isPresent(),
                                            "I-1: state and connection differ: ",
                                            peer));
            require(
                    !(peer.state() instanceof PeerState.Banned)
                            || pool.bans.of(peer.id()).isPresent(),
                    "I-1: banned without ban: ",
                    peer);
        }
    }

    /** I-2, I-3: one connection for each id, and one more at most that was replaced by it. */
    private void connections() {
        var count = new HashMap<Object, Integer>();
        for (var link : pool.links.all()) {
            require(
                    link.connection() <= pool.lastConnection,
                    "I-3: a number from the future: ",
                    link);
            count.merge(link.id(), 1, Integer::sum);
        }
        var current = pool.book.all().stream().filter(p -> p.link().isPresent()).count();
        require(current <= count.size(), "I-2: a current connection that is not there");
        var ordered = new HashSet<Pool.Order>();
        for (var peer : pool.book.all()) {
            if (peer.state() instanceof PeerState.Evicting state) {
                ordered.add(new Pool.Order(state.handOutAtNanos(), state.link().connection()));
            }
        }
        require(
                ordered.equals(pool.orders),
                "L-2: to be ended are ",
                ordered,
                ", ordered ",
                pool.orders);
        for (var order : pool.orders) {
            var link = pool.links.get(order.connection());
            require(
                    link.isPresent() || !isCurrent(order.connection()),
                    "I-3: an order of a closed number");
        }
    }

    private boolean isCurrent(long connection) {
        return pool.book.all().stream()
                .anyMatch(p -> p.link().filter(l -> l.connection() == connection).isPresent());
    }

    /** I-4: what is counted is what is held, and within the limits. */
    private void slots(boolean limitsFixed) {
        Map<Slots.Kind, Integer> held = new TreeMap<>();
        var numbers = new HashSet<Long>();
        var slots = new ArrayList<Slots.Slot>();
        pool.links.all().forEach(link -> slots.add(link.slot()));
        pool.dials.values().forEach(dial -> dial.slot().ifPresent(slots::add));
        pool.accepts.values().forEach(accept -> slots.add(accept.slot()));
        for (var slot : slots) {
            held.merge(slot.kind(), 1, Integer::sum);
            require(numbers.add(slot.number()), "I-4: one slot held twice: ", slot);
        }
        for (var kind : Slots.Kind.values()) {
            require(
                    pool.slots.taken(kind) == held.getOrDefault(kind, 0),
                    "I-4: ",
                    kind,
                    " taken ",
                    pool.slots.taken(kind),
                    ", held ",
                    held);
            require(
                    !limitsFixed || pool.slots.excess(kind) == 0,
                    "I-4: ",
                    kind,
                    " above its limit: ",
                    pool.slots.taken(kind));
        }
        require(!limitsFixed || pool.slots.totalExcess() == 0, "I-4: too many connections");
        require(pool.slots.live() == slots.size(), "I-4: slots live: ", pool.slots.live());
        require(
                !limitsFixed
                        || pool.slots.taken(Slots.Kind.UPGRADE) <= pool.slots.rules().upgrades(),
                "I-4: upgrades: ",
                pool.slots.taken(Slots.Kind.UPGRADE));
    }

    /** I-7, I-8: the book stays within its limits. */
    private void book() {
        var rules = pool.rules.book();
        var untouchable =
                pool.book.all().stream()
                        .filter(
                                p ->
                                        pool.rules.named().isPinned(p.id())
                                                || p.link().isPresent()
                                                || p.asked()
                                                || p.state() instanceof PeerState.Dialing)
                        .count();
        require(
                pool.book.size() <= Math.max(rules.peersMax(), untouchable),
                "I-7: peers: ",
                pool.book.size(),
                ", untouchable: ",
                untouchable);
        for (var id : pool.rules.named().persistent().keySet()) {
            require(
                    id.equals(pool.self) || pool.book.get(id).isPresent(),
                    "I-7: a persistent peer is gone: ",
                    id);
        }
        var verified = 0;
        var hearsay = new ArrayList<KnownAddress>();
        for (var peer : pool.book.all()) {
            require(
                    peer.addresses().size() <= rules.addressesPerPeerMax()
                            || pool.rules.named().isPinned(peer.id()),
                    "I-7: addresses: ",
                    peer.addresses().size());
            peer.addresses().stream().filter(KnownAddress::isHearsay).forEach(hearsay::add);
            verified += peer.isVerified() ? 1 : 0;
        }
        require(hearsay.size() == pool.book.hearsay().size(), "I-8: hearsay counted wrongly");
        require(verified == pool.book.verified(), "I-8: verified counted wrongly");
        shares(hearsay);
    }

    /** I-8: neither a talker nor an owner of many addresses has more than his share. */
    private void shares(List<KnownAddress> hearsay) {
        var rules = pool.rules.book();
        var bySource = new HashMap<String, Integer>();
        var byGroup = new HashMap<NetworkGroup, Integer>();
        for (var known : hearsay) {
            bySource.merge(known.source(), 1, Integer::sum);
            if (known.group().isLimited()) {
                byGroup.merge(known.group(), 1, Integer::sum);
            }
        }
        bySource.forEach(
                (source, count) ->
                        require(
                                count <= rules.hearsayPerSourceMax(),
                                "I-8: of one source: ",
                                source,
                                " ",
                                count));
        byGroup.forEach(
                (group, count) ->
                        require(
                                count <= rules.hearsayPerGroupMax(),
                                "I-8: of one group: ",
                                group,
                                " ",
                                count));
    }

    /** I-10: every index is what sorting all records now would give. */
    private void order(long nowNanos) {
        var expected = new ArrayList<Index.Candidate>();
        for (var peer : pool.book.all()) {
            if (peer.nextDialNanos(pool.book.protocols()) <= nowNanos) {
                expected.add(pool.book.candidate(peer));
            }
        }
        expected.sort(Index.Candidate.ORDER);
        var actual = new ArrayList<Index.Candidate>();
        pool.book.candidatesInOrder().forEach(actual::add);
        require(expected.equals(actual), "I-10: candidates are ", actual, ", should be ", expected);
        tellable();
        for (var direction : Direction.values()) {
            require(
                    expectedRanked(direction).equals(List.copyOf(pool.book.ranked(direction))),
                    "I-10: ranked ",
                    direction);
        }
    }

    /**
     * Whoever is vouched for now may be told; whoever was verified may be, or has been put aside as
     * his addresses have not worked lately.
     */
    private void tellable() {
        var tellable = new HashSet<>(pool.book.tellable());
        require(tellable.size() == pool.book.tellableCount(), "I-10: one is tellable twice");
        for (var peer : pool.book.all()) {
            var isIn = tellable.remove(peer.id());
            require(isIn || !isVouchedForNow(peer), "I-10: is not tellable: ", peer);
            require(!isIn || isVouchedForNow(peer) || peer.isVerified(), "I-10: tellable: ", peer);
        }
        require(tellable.isEmpty(), "I-10: tellable, but unknown: ", tellable);
    }

    private static boolean isVouchedForNow(Peer peer) {
        var dialed = peer.link().flatMap(Link::dialed);
        return peer.link().isPresent()
                && peer.addresses().stream()
                        .anyMatch(
                                a ->
                                        a.origin() == Origin.SELF_DECLARED
                                                || a.verified()
                                                        && dialed.filter(a.address()::equals)
                                                                .isPresent());
    }

    private List<Index.Ranked> expectedRanked(Direction direction) {
        var ranked = new ArrayList<Index.Ranked>();
        for (var peer : pool.book.all()) {
            var isLive =
                    peer.state() instanceof PeerState.Connected
                            || peer.state() instanceof PeerState.Ready;
            if (isLive
                    && peer.link().orElseThrow().direction() == direction
                    && !pool.rules.named().isExempt(peer.id())) {
                var key = pool.book.candidate(peer);
                var rank = peer.standing().rank(pool.rules.standing());
                ranked.add(new Index.Ranked(rank, key.tie(), key.id()));
            }
        }
        ranked.sort(Index.Ranked.ORDER);
        return ranked;
    }

    /** L-1: whoever waits to be dialed is woken in time. */
    void deadline(PeerCore core, dev.tendril.peermanager.policy.Moment now) {
        var earliest = RetryRules.NEVER;
        for (var peer : pool.book.all()) {
            var nanos = peer.nextDialNanos(pool.book.protocols());
            if (nanos > now.nanos()) {
                earliest = Math.min(earliest, nanos);
            }
        }
        require(core.nextDeadlineNanos(now) <= earliest, "L-1: deadline is too late");
        require(core.nextDeadlineNanos(now) > now.nanos(), "L-1: deadline is past, that is a loop");
    }

    /** The message is put together only when it is needed. */
    static void require(boolean holds, Object... message) {
        if (!holds) {
            var text = new StringBuilder();
            for (var part : message) {
                text.append(part);
            }
            throw new AssertionError(text.toString());
        }
    }
}
