package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.peermanager.policy.RetryRules;
import dev.tendril.peermanager.policy.Rules;
import dev.tendril.peermanager.policy.Standing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All peers that are known, and the orders they are kept in. Each change of a record changes the
 * orders in the same step, so that none is ever stale (I-10, D-11).
 */
final class Book {

    /** A record and the keys under which it stands. */
    private static final class Entry {
        private Peer peer;
        private Optional<Index.Candidate> candidate = Optional.empty();
        private Optional<Index.Waiting> waiting = Optional.empty();
        private Optional<Index.Ranked> ranked = Optional.empty();
        private Direction direction = Direction.INBOUND;
        private Optional<Index.Prunable> prunable = Optional.empty();
        private int tellIndex = -1;

        private final long tie;
        private Standing rankOf = Standing.NONE;
        private double rank;

        /** Since when it has been a candidate. */
        private long dueNanos;

        private Entry(Peer peer, long tie) {
            this.peer = peer;
            this.tie = tie;
        }
    }

    private final Map<NodeId, Entry> entries = new HashMap<>();

    /** Candidates, but for those that are known from hearsay only. */
    private final TreeSet<Index.Candidate> known = new TreeSet<>(Index.Candidate.ORDER);

    private final TreeSet<Index.Candidate> unverified = new TreeSet<>(Index.Candidate.ORDER);
    private final TreeSet<Index.Waiting> waiting = new TreeSet<>(Index.Waiting.ORDER);
    private final TreeSet<Index.Ranked> rankedInbound = new TreeSet<>(Index.Ranked.ORDER);
    private final TreeSet<Index.Ranked> rankedOutbound = new TreeSet<>(Index.Ranked.ORDER);
    private final TreeSet<Index.Prunable> prunable = new TreeSet<>(Index.Prunable.ORDER);
    private final List<Entry> tellable = new ArrayList<>();
    private final Hearsay hearsay = new Hearsay();
    private final long secret;
    private Rules rules;
    private Set<Protocol> protocols = Set.of();
    private int verified;

    Book(Rules rules, long secret) {
        this.rules = rules;
        this.secret = secret;
    }

    /** Changes what the orders depend on, and sorts everything anew. */
    void rules(Rules otherRules, Set<Protocol> otherProtocols) {
        rules = otherRules;
        protocols = otherProtocols;
        for (var entry : entries.values()) {
            entry.rankOf = Standing.NONE; // what points are worth may have changed
            entry.rank = 0;
            reindex(entry);
        }
    }

    Set<Protocol> protocols() {
        return protocols;
    }

    Optional<Peer> get(NodeId id) {
        return Optional.ofNullable(entries.get(id)).map(entry -> entry.peer);
    }

    Peer getOrStranger(NodeId id) {
        var entry = entries.get(id);
        return entry == null ? Peer.stranger(id) : entry.peer;
    }

    private Entry entry(NodeId id) {
        return Objects.requireNonNull(entries.get(id));
    }

    void put(Peer peer) {
        var entry = entries.get(peer.id());
        if (entry == null) {
            entry = new Entry(peer, tie(peer.id()));
            entries.put(peer.id(), entry);
            peer.addresses().forEach(this::enter);
            verified += peer.isVerified() ? 1 : 0;
        } else {
            replaceAddresses(entry.peer, peer);
            entry.peer = peer;
        }
        reindex(entry);
    }

    void remove(NodeId id) {
        var entry = entries.remove(id);
        if (entry == null) {
            return;
        }
        entry.peer.addresses().forEach(this::leave);
        verified -= entry.peer.isVerified() ? 1 : 0;
        unindex(entry);
    }

    private void replaceAddresses(Peer old, Peer peer) {
        if (old.addresses().equals(peer.addresses())) {
            return;
        }
        old.addresses().forEach(this::leave);
        peer.addresses().forEach(this::enter);
        verified += (peer.isVerified() ? 1 : 0) - (old.isVerified() ? 1 : 0);
    }

    private void enter(KnownAddress known) {
        if (known.isHearsay()) {
            hearsay.add(known);
        }
    }

    private void leave(KnownAddress known) {
        if (known.isHearsay()) {
            hearsay.remove(known);
        }
    }

    private void reindex(Entry entry) {
        var peer = entry.peer;
        if (!entry.rankOf.equals(peer.standing())) {
            entry.rankOf = peer.standing();
            entry.rank = peer.standing().rank(rules.standing());
        }
        unindexDialing(entry);
        entry.waiting = waitingFor(peer);
        entry.waiting.ifPresent(waiting::add);
        indexRanked(entry);
        indexPrunable(entry);
        indexTellable(entry);
    }

    private void indexRanked(Entry entry) {
        var peer = entry.peer;
        var before = entry.ranked;
        var after =
                mayBeEnded(peer)
                        ? Optional.of(new Index.Ranked(entry.rank, entry.tie, peer.id()))
                        : Optional.<Index.Ranked>empty();
        var direction = peer.link().map(Link::direction).orElse(entry.direction);
        if (before.equals(after) && direction == entry.direction) {
            return;
        }
        before.ifPresent(ranked(entry.direction)::remove);
        entry.ranked = after;
        entry.direction = direction;
        after.ifPresent(ranked(direction)::add);
    }

    private void indexPrunable(Entry entry) {
        var before = entry.prunable;
        var after =
                mayBeForgotten(entry.peer)
                        ? Optional.of(
                                new Index.Prunable(
                                        value(entry.peer), entry.rank, entry.tie, entry.peer.id()))
                        : Optional.<Index.Prunable>empty();
        if (!before.equals(after)) {
            before.ifPresent(prunable::remove);
            entry.prunable = after;
            after.ifPresent(prunable::add);
        }
    }

    private Optional<Index.Waiting> waitingFor(Peer peer) {
        var atNanos =
                peer.state() instanceof PeerState.Inactive inactive
                        ? inactive.untilNanos()
                        : peer.nextDialNanos(protocols);
        return atNanos == RetryRules.NEVER
                ? Optional.empty()
                : Optional.of(new Index.Waiting(atNanos, peer.id()));
    }

    private void unindexDialing(Entry entry) {
        entry.candidate.ifPresent(c -> candidates(c).remove(c));
        entry.candidate = Optional.empty();
        entry.waiting.ifPresent(waiting::remove);
        entry.waiting = Optional.empty();
    }

    private void unindex(Entry entry) {
        unindexDialing(entry);
        entry.ranked.ifPresent(r -> ranked(entry.direction).remove(r));
        entry.prunable.ifPresent(prunable::remove);
        forgetTellable(entry);
    }

    private void indexTellable(Entry entry) {
        var tells =
                entry.peer.isVerified()
                        || (entry.peer.link().isPresent()
                                && entry.peer.addresses().stream()
                                        .anyMatch(a -> a.origin() == Origin.SELF_DECLARED));
        if (!tells) {
            forgetTellable(entry);
        } else if (entry.tellIndex < 0) {
            entry.tellIndex = tellable.size();
            tellable.add(entry);
        }
    }

    private void forgetTellable(Entry entry) {
        if (entry.tellIndex < 0) {
            return;
        }
        var last = tellable.removeLast();
        if (entry.tellIndex < tellable.size()) {
            tellable.set(entry.tellIndex, last);
            last.tellIndex = entry.tellIndex;
        }
        entry.tellIndex = -1;
    }

    private boolean mayBeEnded(Peer peer) {
        return (peer.state() instanceof PeerState.Connected
                        || peer.state() instanceof PeerState.Ready)
                && !rules.named().isExempt(peer.id());
    }

    private boolean mayBeForgotten(Peer peer) {
        var resting =
                switch (peer.state()) {
                    case PeerState.Idle idle -> !peer.asked();
                    case PeerState.Inactive inactive -> true;
                    case PeerState.Banned banned -> true;
                    case PeerState.Dialing dialing -> false;
                    case PeerState.Connected connected -> false;
                    case PeerState.Ready ready -> false;
                    case PeerState.Evicting evicting -> false;
                };
        return resting && !rules.named().isPinned(peer.id());
    }

    private static int value(Peer peer) {
        if (peer.addresses().isEmpty()) {
            return 0;
        }
        return peer.isHearsayOnly() ? 1 : peer.isVerified() ? 3 : 2;
    }

    private Index.Tier tier(Peer peer) {
        if (peer.asked()) {
            return Index.Tier.ASKED;
        }
        if (rules.named().isPersistent(peer.id())) {
            return Index.Tier.PERSISTENT;
        }
        if (rules.named().isSeed(peer.id())) {
            return Index.Tier.SEED;
        }
        return rules.named().isExempt(peer.id()) ? Index.Tier.UNCONDITIONAL : Index.Tier.NORMAL;
    }

    /** A 64-bit mix of the id and a secret (the finalizer of SplitMix64). */
    private long tie(NodeId id) {
        var z = Long.parseUnsignedLong(id.hex(), 0, 16, 16) ^ secret;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /**
     * Makes candidates of those whose time has come. @return peers whose pause has ended, still to
     * be woken
     */
    List<Peer> due(long nowNanos) {
        var paused = new ArrayList<Peer>();
        while (!waiting.isEmpty() && waiting.first().atNanos() <= nowNanos) {
            var entry = entry(waiting.removeFirst().id());
            entry.waiting = Optional.empty();
            var peer = entry.peer;
            if (peer.state() instanceof PeerState.Inactive) {
                paused.add(peer);
            } else {
                entry.dueNanos = dueNanos(peer, nowNanos);
                var candidate = candidate(peer);
                entry.candidate = Optional.of(candidate);
                candidates(candidate).add(candidate);
            }
        }
        return paused;
    }

    /** Whom to dial first. */
    Optional<Index.Candidate> firstCandidate() {
        var first = firstKnown();
        var other = firstHearsay();
        return first.isEmpty() || other.isEmpty()
                ? first.or(() -> other)
                : Optional.of(
                        Collections.min(List.of(first.get(), other.get()), Index.Candidate.ORDER));
    }

    /** The first of whom more is known than hearsay. */
    Optional<Index.Candidate> firstKnown() {
        return first(known);
    }

    /** The first that is known from hearsay only. */
    Optional<Index.Candidate> firstHearsay() {
        return first(unverified);
    }

    private static Optional<Index.Candidate> first(TreeSet<Index.Candidate> candidates) {
        return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.first());
    }

    private TreeSet<Index.Candidate> candidates(Index.Candidate candidate) {
        return candidate.hearsay() ? unverified : known;
    }

    long nextDueNanos() {
        return waiting.isEmpty() ? RetryRules.NEVER : waiting.first().atNanos();
    }

    /** Connected peers that may be ended, the lowest first. */
    TreeSet<Index.Ranked> ranked(Direction direction) {
        return direction == Direction.INBOUND ? rankedInbound : rankedOutbound;
    }

    /** Whom to forget first. */
    Optional<NodeId> leastLoss() {
        return prunable.isEmpty() ? Optional.empty() : Optional.of(prunable.first().id());
    }

    /** Who has an address that may be told, in no order. */
    List<NodeId> tellable() {
        return tellable.stream().map(entry -> entry.peer.id()).toList();
    }

    int tellableCount() {
        return tellable.size();
    }

    /** Lets two of those who may be told change places. @return who is now the first of the two */
    Peer drawTellable(int first, int second) {
        Collections.swap(tellable, first, second);
        tellable.get(first).tellIndex = first;
        tellable.get(second).tellIndex = second;
        return tellable.get(first).peer;
    }

    /** Puts a peer with nothing to tell aside until something is known of it that is new. */
    void leaveUntold(int index) {
        forgetTellable(tellable.get(index));
    }

    Hearsay hearsay() {
        return hearsay;
    }

    Optional<NodeId> ownerOf(NodeAddress address) {
        return get(address.nodeId()).filter(p -> p.known(address).isPresent()).map(Peer::id);
    }

    int size() {
        return entries.size();
    }

    int verified() {
        return verified;
    }

    int candidates() {
        return known.size() + unverified.size();
    }

    /** All records, in order of ids. */
    List<Peer> inOrder() {
        return all().stream().sorted(Comparator.comparing(Peer::id)).toList();
    }

    /** All records, in no order; whoever chooses from them sorts. */
    Collection<Peer> all() {
        return entries.values().stream().map(entry -> entry.peer).toList();
    }

    /** Those that may be dialed now, in the order in which they are. */
    Iterable<Index.Candidate> candidatesInOrder() {
        var all = new TreeSet<>(known);
        all.addAll(unverified);
        return all;
    }

    /** Whoever was never dialed has waited since now. */
    private long dueNanos(Peer peer, long nowNanos) {
        var atNanos = peer.nextDialNanos(protocols);
        return atNanos > 0 ? Math.min(atNanos, nowNanos) : nowNanos;
    }

    /**
     * The key under which {@code peer} stands as a candidate: the better ones first, on a crawl
     * those who have waited longest, so that everybody has his turn.
     */
    Index.Candidate candidate(Peer peer) {
        var tier = tier(peer);
        var isOnCrawl = rules.pace().crawl().isPresent();
        return new Index.Candidate(
                tier,
                isOnCrawl
                        ? -(double) entry(peer.id()).dueNanos
                        : peer.standing().rank(rules.standing()),
                tier == Index.Tier.NORMAL && !isOnCrawl && peer.isHearsayOnly(),
                tie(peer.id()),
                peer.id());
    }
}
