package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.AcceptTicket;
import dev.tendril.api.peer.Admission;
import dev.tendril.api.peer.PeerFacts;
import dev.tendril.api.peer.Screening;
import dev.tendril.peermanager.policy.Cidr;
import dev.tendril.peermanager.policy.IpRange;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.RetryRules;

import java.util.Optional;

/** The verbs of accepting. */
final class Acceptor {

    /** Handshakes in progress from one IPv4 address or one /64 of IPv6. */
    static final int HANDSHAKES_PER_ADDRESS_MAX = 10;

    private final Pool pool;
    private final Gate gate;
    private final Upgrades upgrades;

    Acceptor(Pool pool, Gate gate, Upgrades upgrades) {
        this.pool = pool;
        this.gate = gate;
        this.upgrades = upgrades;
    }

    Screening screen(Endpoint remote, Optional<Reason> veto, Moment now) {
        var refusal =
                gate.screened(remote)
                        .or(() -> veto)
                        .or(() -> gate.duplicateIp(remote, Optional.empty()))
                        .or(() -> tooManyOf(remote));
        if (refusal.isPresent()) {
            pool.decideStranger(now, "screen", remote, refusal.get());
            return new Screening.Refused(refusal.get());
        }
        if (!pool.slots.hasRoom(Slots.Kind.HANDSHAKE)) {
            pool.decideStranger(now, "screen", remote, Codes.HANDSHAKES_FULL);
            pool.effects.count("limit.handshakes");
            return new Screening.Refused(Codes.HANDSHAKES_FULL);
        }
        var tooOften = tooOften(remote, now);
        if (tooOften.isPresent()) {
            pool.decideStranger(now, "screen", remote, tooOften.get());
            return new Screening.Refused(tooOften.get());
        }
        var slot = pool.slots.force(Slots.Kind.HANDSHAKE);
        var ticket = new AcceptTicket(++pool.lastTicket, remote);
        var lease = RetryRules.plus(now.nanos(), pool.rules.pace().handshakeLeaseNanos());
        pool.accepts.put(ticket.number(), new OpenAccept(ticket, slot, lease));
        pool.effects.wake();
        return new Screening.Passed(ticket);
    }

    /** One address, or one customer's block of IPv6, cannot take all handshakes. */
    private Optional<Reason> tooManyOf(Endpoint remote) {
        if (!(remote instanceof Endpoint.Networked networked)
                || IpRange.of(networked.ip()) == IpRange.LOOPBACK) {
            return Optional.empty();
        }
        var block = Cidr.around(networked.ip());
        var same =
                pool.accepts.values().stream()
                        .filter(
                                open ->
                                        open.ticket().remote() instanceof Endpoint.Networked other
                                                && block.contains(other.ip()))
                        .count();
        if (same < HANDSHAKES_PER_ADDRESS_MAX) {
            return Optional.empty();
        }
        pool.effects.count("limit.handshakes-of-address");
        return Optional.of(Codes.HANDSHAKES_OF_ADDRESS);
    }

    /** One address or network that brings connections faster than it may. */
    private Optional<Reason> tooOften(Endpoint remote, Moment now) {
        if (!(remote instanceof Endpoint.Networked networked)
                || IpRange.of(networked.ip()) == IpRange.LOOPBACK) {
            return Optional.empty();
        }
        return pool.arrivals
                .arrive(networked.ip(), now.nanos())
                .map(
                        network -> {
                            pool.effects.count("limit.arrivals");
                            return new Reason(Codes.ARRIVALS, "too many from " + network);
                        });
    }

    void failed(AcceptTicket ticket, Reason reason, Blame blame, Moment now) {
        if (close(ticket)) {
            pool.decideStranger(now, "accept-failed", ticket.remote(), reason);
        } else {
            pool.effects.count("stale.accept-failed");
        }
    }

    private boolean close(AcceptTicket ticket) {
        var open = pool.accepts.get(ticket.number());
        if (open == null || !open.ticket().equals(ticket)) {
            return false;
        }
        pool.accepts.remove(ticket.number());
        pool.slots.release(open.slot());
        pool.effects.wake();
        return true;
    }

    Admission accepted(AcceptTicket ticket, PeerFacts facts, Optional<Reason> veto, Moment now) {
        if (!close(ticket)) {
            pool.effects.count("stale.accepted");
            return new Admission.Refused(Codes.STALE_TICKET);
        }
        var refusal = gate.judge(facts, veto, now);
        if (refusal.isPresent()) {
            return refuse(facts, refusal.get(), now);
        }
        var id = facts.handshake().peer().nodeId();
        var peer = pool.book.getOrStranger(id);
        var dial = dialOf(peer);
        if (pool.rules.named().isExempt(id)) {
            return admit(peer, pool.slots.force(Slots.Kind.EXEMPT), facts, now);
        }
        var slot =
                pool.slots
                        .take(Slots.Kind.INBOUND)
                        .or(() -> gate.inherit(peer.link()))
                        .or(() -> dial.flatMap(this::takeOver));
        if (slot.isPresent()) {
            return admit(peer, slot.get(), facts, now);
        }
        return upgrade(peer, facts, now);
    }

    private Optional<OpenDial> dialOf(Peer peer) {
        return peer.state() instanceof PeerState.Dialing dialing
                ? Optional.ofNullable(pool.dials.get(dialing.ticket()))
                : Optional.empty();
    }

    /**
     * The place that was held for a dial serves the peer that came by itself; a feeler has none.
     */
    private Optional<Slots.Slot> takeOver(OpenDial dial) {
        if (dial.isFeeler()) {
            return Optional.empty();
        }
        pool.dials.put(dial.ticket().number(), dial.withoutSlot());
        return dial.slot();
    }

    private Admission refuse(PeerFacts facts, Reason reason, Moment now) {
        var id = facts.handshake().peer().nodeId();
        pool.decide(
                now,
                "refuse",
                id,
                0,
                facts.remote(),
                reason,
                "direction",
                "in",
                "inbound",
                pool.slots.taken(Slots.Kind.INBOUND),
                "limit",
                pool.rules.slots().inbound().text());
        return new Admission.Refused(reason);
    }

    private Admission upgrade(Peer peer, PeerFacts facts, Moment now) {
        var score = peer.standing().score(now.nanos(), pool.rules.standing());
        var victim = upgrades.victimFor(score, Direction.INBOUND, now);
        if (victim.isEmpty()) {
            pool.effects.count("limit.inbound");
            return refuse(facts, Codes.INBOUND_FULL, now);
        }
        upgrades.usePermit(now);
        return admit(peer, pool.slots.take(Slots.Kind.UPGRADE).orElseThrow(), facts, now);
    }

    private Admission admit(Peer peer, Slots.Slot slot, PeerFacts facts, Moment now) {
        var replaced = peer.link();
        var link = gate.connect(peer, slot, facts, Optional.empty(), now);
        pool.settle();
        if (pool.slotOf(link) == Slots.Kind.UPGRADE && replaced.isEmpty()) {
            endLowest(peer, now);
        }
        pool.prune();
        return new Admission.Admitted(link.ref(), replaced.map(Link::ref));
    }

    /** The place is one beyond the limits: somebody has to go for it. */
    private void endLowest(Peer peer, Moment now) {
        var score = peer.standing().score(now.nanos(), pool.rules.standing());
        upgrades.lowestBelow(score, Direction.INBOUND, now)
                .ifPresent(
                        victim ->
                                pool.evict(
                                        victim,
                                        new Reason(Codes.UPGRADED, "by: " + peer.id()),
                                        0,
                                        now,
                                        "newcomer",
                                        peer.id()));
    }
}
