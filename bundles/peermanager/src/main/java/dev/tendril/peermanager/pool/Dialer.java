package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.Admission;
import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.api.peer.PeerFacts;
import dev.tendril.peermanager.policy.IpRange;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.RetryRules;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** The verbs of dialing. */
final class Dialer {

    /** Refusals that say nothing about the address. */
    private static final Set<String> OURS =
            Set.of(Codes.DUPLICATE, Codes.NO_WORSE_PEER.code(), Codes.OUTBOUND_FULL.code());

    private final Pool pool;
    private final Gate gate;
    private final Upgrades upgrades;
    private final CrawlPace pace;
    private final Probes probes;

    Dialer(Pool pool, Gate gate, Upgrades upgrades, CrawlPace pace, Probes probes) {
        this.pool = pool;
        this.gate = gate;
        this.upgrades = upgrades;
        this.pace = pace;
        this.probes = probes;
    }

    Optional<DialTicket> next(Moment now) {
        return dialable(() -> first(now), now)
                .flatMap(candidate -> next(candidate, now))
                .or(() -> feeler(now));
    }

    private Optional<Index.Candidate> first(Moment now) {
        return probes.mayDial(now) ? pool.book.firstCandidate() : pool.book.firstKnown();
    }

    /** The first of {@code candidates} that nothing keeps us from dialing now. */
    private Optional<Index.Candidate> dialable(
            Supplier<Optional<Index.Candidate>> candidates, Moment now) {
        for (var first = candidates.get(); first.isPresent(); first = candidates.get()) {
            var peer = pool.book.get(first.get().id()).orElseThrow();
            var known = peer.bestAddress(pool.book.protocols(), now.nanos()).orElseThrow();
            if (first.get().tier() == Index.Tier.NORMAL) {
                if (pace.isPaused(now)) {
                    return Optional.empty();
                }
                if (isPutOff(peer, known, now)) {
                    continue;
                }
            }
            var banned =
                    IpRange.literal(known.address().host())
                            .flatMap(pool.bans::of)
                            .filter(ban -> pool.holdsFor(ban, peer.id()));
            if (banned.isEmpty()) {
                return first;
            }
            putOff(peer, known, banned.get(), now);
        }
        return Optional.empty();
    }

    private void putOff(Peer peer, KnownAddress known, Ban ban, Moment now) {
        var waitNanos = Math.max(1, Duration.between(now.wall(), ban.until()).toNanos());
        var untilNanos = RetryRules.plus(now.nanos(), waitNanos);
        pool.put(peer.changing(known.address(), a -> a.eligibleAt(untilNanos)));
    }

    /** Whether the address of a stranger is not to be dialed, or not yet. */
    private boolean isPutOff(Peer peer, KnownAddress known, Moment now) {
        if (pool.rules.book().strict() && known.isOutOfReach()) {
            pool.effects.count("dial.unroutable"); // learned while that was allowed
            pool.putOrForget(peer.without(known.address()), now);
            return true;
        }
        var untilNanos = pace.restsUntilNanos(known.address(), now);
        if (untilNanos.isEmpty()) {
            return false;
        }
        pool.effects.count("limit.crawl-block");
        // not written down: it is over sooner than a restart
        pool.book.put(peer.changing(known.address(), a -> a.eligibleAt(untilNanos.get())));
        return true;
    }

    private Optional<DialTicket> next(Index.Candidate candidate, Moment now) {
        var peer = pool.book.get(candidate.id()).orElseThrow();
        var kind =
                switch (candidate.tier()) {
                    case ASKED -> DialTicket.Kind.OPERATOR;
                    case PERSISTENT -> DialTicket.Kind.PERSISTENT;
                    case UNCONDITIONAL, NORMAL -> DialTicket.Kind.NORMAL;
                    case SEED -> DialTicket.Kind.SEED;
                };
        var exempt = peer.asked() || pool.rules.named().isExempt(peer.id());
        var slot = pool.slots.take(exempt ? Slots.Kind.EXEMPT : Slots.Kind.OUTBOUND);
        var ticket =
                slot.isPresent()
                        ? Optional.of(hand(peer, kind, slot.get(), OptionalLong.empty(), now))
                        : kind == DialTicket.Kind.NORMAL
                                ? upgrade(peer, now)
                                : Optional.<DialTicket>empty();
        if (ticket.isPresent() && candidate.hearsay()) {
            probes.dialed(now);
        }
        return ticket;
    }

    /** Looks whether somebody is there while there is no place for him. */
    private Optional<DialTicket> feeler(Moment now) {
        if (!probes.mayFeel(now)) {
            return Optional.empty();
        }
        var candidate = dialable(pool.book::firstHearsay, now);
        if (candidate.isEmpty()) {
            return Optional.empty();
        }
        probes.felt(now);
        var peer = pool.book.get(candidate.get().id()).orElseThrow();
        var slot = pool.slots.take(Slots.Kind.FEELER).orElseThrow();
        return Optional.of(hand(peer, DialTicket.Kind.FEELER, slot, OptionalLong.empty(), now));
    }

    private Optional<DialTicket> upgrade(Peer peer, Moment now) {
        var score = peer.standing().score(now.nanos(), pool.rules.standing());
        var victim = upgrades.victimFor(score, Direction.OUTBOUND, now);
        if (victim.isEmpty()) {
            return Optional.empty();
        }
        upgrades.usePermit(now);
        var slot = pool.slots.take(Slots.Kind.UPGRADE).orElseThrow();
        return Optional.of(
                hand(
                        peer,
                        DialTicket.Kind.UPGRADE,
                        slot,
                        OptionalLong.of(victim.get().connection()),
                        now));
    }

    private DialTicket hand(
            Peer peer, DialTicket.Kind kind, Slots.Slot slot, OptionalLong victim, Moment now) {
        var known = peer.bestAddress(pool.book.protocols(), now.nanos()).orElseThrow();
        var ticket = new DialTicket(++pool.lastTicket, known.address(), kind);
        var lease = RetryRules.plus(now.nanos(), pool.rules.pace().dialLeaseNanos());
        if (kind == DialTicket.Kind.NORMAL || kind == DialTicket.Kind.UPGRADE) {
            pace.dialed(known.address(), now);
        }
        pool.dials.put(ticket.number(), new OpenDial(ticket, Optional.of(slot), victim, lease));
        pool.put(peer.withAsked(false).withState(new PeerState.Dialing(ticket.number())));
        pool.decide(
                now,
                "dial",
                peer.id(),
                0,
                ticket.address(),
                Reason.of(code(kind)),
                "origin",
                known.originText(),
                "source",
                known.source(),
                "failures",
                known.failures(),
                "score",
                peer.standing().score(now.nanos(), pool.rules.standing()),
                "outbound",
                pool.slots.taken(Slots.Kind.OUTBOUND),
                "limit",
                pool.rules.slots().outbound().text(),
                "victim",
                victim.isPresent() ? victim.getAsLong() : "none");
        return ticket;
    }

    private static String code(DialTicket.Kind kind) {
        return switch (kind) {
            case OPERATOR -> Codes.OPERATOR;
            case PERSISTENT -> "persistent";
            case NORMAL -> "slot-free";
            case SEED -> "addresses-short";
            case UPGRADE -> "upgrade";
            case FEELER -> "feeler";
        };
    }

    void failed(DialTicket ticket, Reason reason, Blame blame, Moment now) {
        var dial = pool.dials.get(ticket.number());
        if (dial == null || !dial.ticket().equals(ticket)) {
            pool.effects.count("stale.dial-failed");
            return;
        }
        close(dial);
        pool.book
                .get(ticket.address().nodeId())
                .ifPresent(peer -> settle(peer, dial, reason, blame, now));
        pool.settle();
        pool.effects.wake();
    }

    /** Takes the ticket and its slot back. */
    private void close(OpenDial dial) {
        pool.dials.remove(dial.ticket().number());
        dial.slot().ifPresent(pool.slots::release);
    }

    private void settle(Peer peer, OpenDial dial, Reason reason, Blame blame, Moment now) {
        var address = dial.ticket().address();
        var ours =
                peer.state() instanceof PeerState.Dialing d && d.ticket() == dial.ticket().number();
        if (!ours) {
            var why =
                    peer.link().isPresent()
                            ? new Reason(
                                    Codes.DUPLICATE, "connected from the other side: " + reason)
                            : reason;
            pool.decide(now, "dial-failed", peer.id(), 0, address, why, "failure", false);
            return;
        }
        var idle = peer.withState(new PeerState.Idle(restNanos(blame, now))).withLastReason(reason);
        var counts = blame != Blame.US;
        if (counts) {
            toldBy(peer, address).ifPresent(pool.sources::bad);
        }
        var after = counts ? pool.failed(idle, address, now) : idle;
        if (reason.code().equals(Codes.WRONG_NODE_ID)
                && peer.known(address).filter(KnownAddress::isHearsay).isPresent()
                && !pool.rules.named().isPinned(peer.id())) {
            after = after.without(address); // wire.md 5.3: somebody else lives there
        }
        pool.decide(
                now,
                "dial-failed",
                peer.id(),
                0,
                address,
                reason,
                "blame",
                blame,
                "failure",
                counts,
                "failures",
                after.known(address).map(KnownAddress::failures).orElse(0),
                "next_ms",
                waitMs(after, now));
        pool.putOrForget(after, now);
    }

    /** Who told an address that nobody had verified. */
    private static Optional<String> toldBy(Peer peer, NodeAddress address) {
        return peer.known(address).filter(KnownAddress::isHearsay).map(KnownAddress::source);
    }

    /** A dial that we gave up is not tried again at once, so that it is no loop. */
    private long restNanos(Blame blame, Moment now) {
        var pauseNanos = pool.rules.retry().minNanos();
        return blame == Blame.US && pauseNanos != RetryRules.NEVER ? now.nanos() + pauseNanos : 0;
    }

    private Object waitMs(Peer peer, Moment now) {
        var nextNanos = peer.nextDialNanos(pool.book.protocols());
        return nextNanos == RetryRules.NEVER
                ? "never"
                : Math.max(0, (nextNanos - now.nanos()) / 1_000_000);
    }

    Admission dialed(DialTicket ticket, PeerFacts facts, Optional<Reason> veto, Moment now) {
        var dial = pool.dials.get(ticket.number());
        if (dial == null || !dial.ticket().equals(ticket)) {
            pool.effects.count("stale.dialed");
            return new Admission.Refused(Codes.STALE_TICKET);
        }
        var id = facts.handshake().peer().nodeId();
        if (!id.equals(ticket.address().nodeId())) {
            var wrong = new Reason(Codes.WRONG_NODE_ID, "found: " + id);
            failed(ticket, wrong, Blame.PEER, now);
            return new Admission.Refused(wrong);
        }
        var refusal = gate.judge(facts, veto, now).or(() -> roomFor(dial, now));
        if (refusal.isPresent()) {
            return refuse(dial, refusal.get(), facts, now);
        }
        var grown = dial.isFeeler() ? grown(dial) : dial;
        return grown.isFeeler() ? found(dial, now) : admit(grown, facts, now);
    }

    /** A feeler that finds a place is a dial like others. */
    private OpenDial grown(OpenDial feeler) {
        var isConnected =
                pool.book.get(feeler.ticket().address().nodeId()).flatMap(Peer::link).isPresent();
        if (!isConnected && !pool.slots.hasRoom(Slots.Kind.OUTBOUND)) {
            return feeler;
        }
        feeler.slot().ifPresent(pool.slots::release);
        var grown =
                isConnected
                        ? feeler.withoutSlot() // that of its connection serves
                        : feeler.withSlot(pool.slots.force(Slots.Kind.OUTBOUND));
        pool.dials.put(grown.ticket().number(), grown);
        return grown;
    }

    /** Somebody lives there: that is all that was to be known. */
    private Admission found(OpenDial dial, Moment now) {
        var address = dial.ticket().address();
        var peer = pool.book.get(address.nodeId()).orElseThrow();
        close(dial);
        toldBy(peer, address).ifPresent(pool.sources::good);
        pool.decide(now, "verify", peer.id(), 0, address, Codes.FOUND);
        pool.putOrForget(
                peer.changing(address, a -> a.worked(now.wall()))
                        .withState(new PeerState.Idle(restNanos(Blame.US, now))),
                now);
        pool.effects.wake();
        return new Admission.Refused(Codes.FOUND);
    }

    /** Why there is no place for it; nothing is changed. */
    private Optional<Reason> roomFor(OpenDial dial, Moment now) {
        var id = dial.ticket().address().nodeId();
        var peer = pool.book.get(id);
        if (peer.isEmpty()) {
            return Optional.of(Codes.UNKNOWN_PEER);
        }
        if (dial.slot().isEmpty()) {
            var room = peer.get().link().isPresent() || pool.slots.hasRoom(Slots.Kind.OUTBOUND);
            return room ? Optional.empty() : Optional.of(Codes.OUTBOUND_FULL);
        }
        var beyond =
                dial.slot().get().kind() == Slots.Kind.UPGRADE
                        && !pool.slots.hasRoom(Slots.Kind.OUTBOUND)
                        && victim(dial, peer.get(), now).isEmpty();
        return beyond ? Optional.of(Codes.NO_WORSE_PEER) : Optional.empty();
    }

    private Optional<Link> victim(OpenDial dial, Peer peer, Moment now) {
        var unclaimed = pool.dials.remove(dial.ticket().number()); // its own claim is no obstacle
        try {
            var score = peer.standing().score(now.nanos(), pool.rules.standing());
            return upgrades.lowestBelow(score, Direction.OUTBOUND, now);
        } finally {
            pool.dials.put(dial.ticket().number(), unclaimed);
        }
    }

    private Admission refuse(OpenDial dial, Reason reason, PeerFacts facts, Moment now) {
        var incompatible = gate.isIncompatible(facts);
        // One that is set aside needs no back-off, and is not to be forgotten for its failures.
        var aside = incompatible && !pool.rules.named().isPinned(dial.ticket().address().nodeId());
        var blame = aside || OURS.contains(reason.code()) ? Blame.US : Blame.NOBODY;
        failed(dial.ticket(), reason, blame, now);
        if (incompatible) {
            gate.setAside(facts, reason, now);
        }
        pool.decide(
                now,
                "refuse",
                dial.ticket().address().nodeId(),
                0,
                dial.ticket().address(),
                reason,
                "direction",
                "out");
        return new Admission.Refused(reason);
    }

    private Admission admit(OpenDial dial, PeerFacts facts, Moment now) {
        var id = dial.ticket().address().nodeId();
        var peer = pool.book.get(id).orElseThrow();
        var victim =
                dial.slot()
                        .filter(s -> s.kind() == Slots.Kind.UPGRADE)
                        .flatMap(s -> victim(dial, peer, now));
        pool.dials.remove(dial.ticket().number());
        var replaced = peer.link();
        var slot =
                dial.slot()
                        .or(() -> gate.inherit(replaced))
                        .orElseGet(() -> pool.slots.force(Slots.Kind.OUTBOUND));
        toldBy(peer, dial.ticket().address()).ifPresent(pool.sources::good);
        var found = peer.changing(dial.ticket().address(), a -> a.worked(now.wall()));
        var link = gate.connect(found, slot, facts, Optional.of(dial.ticket().address()), now);
        pool.settle();
        if (pool.slotOf(link) == Slots.Kind.UPGRADE) {
            victim.ifPresent(
                    v ->
                            pool.evict(
                                    v,
                                    new Reason(Codes.UPGRADED, "by: " + id),
                                    0,
                                    now,
                                    "newcomer",
                                    id));
        }
        return new Admission.Admitted(link.ref(), replaced.map(Link::ref));
    }
}
