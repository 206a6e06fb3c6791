package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.PeerFacts;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.peermanager.policy.IpRange;
import dev.tendril.peermanager.policy.Moment;

import java.util.Optional;
import java.util.stream.Stream;

/** What both directions have in common: who is let in, and how a connection begins. */
final class Gate {

    private static final String TENDRIL = "tendril/";

    private final Pool pool;

    Gate(Pool pool) {
        this.pool = pool;
    }

    /** Why a peer that has shaken hands is refused whatever room there is; empty when it is not. */
    Optional<Reason> judge(PeerFacts facts, Optional<Reason> veto, Moment now) {
        var id = facts.handshake().peer().nodeId();
        if (id.equals(pool.self)) {
            return Optional.of(Codes.SELF);
        }
        return banned(id, facts.remote())
                .or(() -> facts.self().incompatibleWith(facts.handshake().peer()))
                .or(() -> leftAlone(id, facts.direction(), now))
                .or(() -> veto)
                .or(() -> duplicate(id, facts))
                .or(() -> duplicateIp(id, facts));
    }

    boolean isIncompatible(PeerFacts facts) {
        return facts.self().incompatibleWith(facts.handshake().peer()).isPresent();
    }

    /** The ban that keeps away {@code id}, or whoever is at {@code remote}. */
    Optional<Reason> banned(NodeId id, Endpoint remote) {
        return pool.bans
                .of(id)
                .or(() -> networkBan(remote).filter(ban -> pool.holdsFor(ban, id)))
                .map(Gate::reason);
    }

    /**
     * The ban that keeps away whoever is at {@code remote}. One that we made ourselves leaves the
     * door open where a persistent or unconditional peer lives: who it is shows in the handshake.
     */
    Optional<Reason> screened(Endpoint remote) {
        return networkBan(remote)
                .filter(ban -> ban.byOperator() || !isHomeOfExempt(remote))
                .map(Gate::reason);
    }

    private boolean isHomeOfExempt(Endpoint remote) {
        var named = pool.rules.named();
        return Stream.concat(named.persistent().keySet().stream(), named.unconditional().stream())
                .flatMap(id -> pool.book.getOrStranger(id).addresses().stream())
                .flatMap(known -> IpRange.literal(known.address().host()).stream())
                .anyMatch(
                        ip ->
                                remote instanceof Endpoint.Networked networked
                                        && networked.ip().equals(ip));
    }

    private Optional<Ban> networkBan(Endpoint remote) {
        return remote instanceof Endpoint.Networked networked
                ? pool.bans.of(networked.ip())
                : Optional.empty();
    }

    private static Reason reason(Ban ban) {
        return new Reason(Codes.BANNED.code(), ban.target().text() + ": " + ban.reason());
    }

    private Optional<Reason> leftAlone(NodeId id, Direction direction, Moment now) {
        if (direction == Direction.OUTBOUND) {
            return Optional.empty();
        }
        return pool.book
                .get(id)
                .flatMap(
                        peer ->
                                peer.state() instanceof PeerState.Inactive inactive
                                                && inactive.refused()
                                                && inactive.untilNanos() > now.nanos()
                                        ? Optional.of(
                                                new Reason(
                                                        Codes.LEFT_ALONE.code(),
                                                        inactive.reason().toString()))
                                        : Optional.empty());
    }

    private Optional<Reason> duplicate(NodeId id, PeerFacts facts) {
        return pool.book
                .get(id)
                .flatMap(Peer::link)
                .filter(link -> !survives(link, facts))
                .map(
                        link ->
                                new Reason(
                                        Codes.DUPLICATE,
                                        "connected already: " + link.ref().brief()));
    }

    /**
     * Whether the new connection takes the place of {@code link}: both nodes are Tendril and it is
     * the dial of the lower id, so that both ends keep the same one (I-2, D-6). With anyone else
     * the first one stays.
     */
    private boolean survives(Link link, PeerFacts facts) {
        var peer = facts.handshake().peer();
        var bothKnowTheRule =
                peer.version().startsWith(TENDRIL) && facts.self().version().startsWith(TENDRIL);
        if (!bothKnowTheRule || link.direction() == facts.direction()) {
            return false;
        }
        var weAreLower = pool.self.compareTo(peer.nodeId()) < 0;
        return weAreLower == (facts.direction() == Direction.OUTBOUND);
    }

    private Optional<Reason> duplicateIp(NodeId id, PeerFacts facts) {
        return facts.direction() == Direction.INBOUND
                ? duplicateIp(facts.remote(), Optional.of(id))
                : Optional.empty();
    }

    /** A second inbound connection from one IP, where that is not allowed. */
    Optional<Reason> duplicateIp(Endpoint remote, Optional<NodeId> id) {
        if (pool.rules.slots().duplicateIp() || !(remote instanceof Endpoint.Networked networked)) {
            return Optional.empty();
        }
        return pool.links.of(networked.ip()).stream()
                .filter(link -> id.isEmpty() || !link.id().equals(id.get()))
                .findFirst()
                .map(
                        link ->
                                new Reason(
                                        Codes.DUPLICATE_IP.code(),
                                        "connected already: " + link.ref().brief()));
    }

    /**
     * An incompatible peer is left alone for a while; a persistent one only waits as after any
     * failure (D-12).
     */
    void setAside(PeerFacts facts, Reason reason, Moment now) {
        var id = facts.handshake().peer().nodeId();
        if (id.equals(pool.self)) {
            pool.remove(id);
            return;
        }
        pool.book
                .get(id)
                .filter(
                        peer ->
                                peer.state() instanceof PeerState.Idle
                                        && !pool.rules.named().isPinned(id))
                .ifPresent(
                        peer ->
                                pool.put(
                                        peer.withState(
                                                        new PeerState.Inactive(
                                                                now.nanos()
                                                                        + pool.rules
                                                                                .pace()
                                                                                .inactiveNanos(),
                                                                reason,
                                                                false))
                                                .withLastReason(reason)));
    }

    /** The slot of a connection that is replaced: the same peer keeps its place. */
    Optional<Slots.Slot> inherit(Optional<Link> replaced) {
        return replaced.map(
                link -> {
                    var spare = pool.slots.force(Slots.Kind.EXEMPT);
                    pool.links.put(link.withSlot(spare));
                    return link.slot();
                });
    }

    /** Makes the connection; the record of {@code peer} gets its new state. */
    Link connect(
            Peer peer, Slots.Slot slot, PeerFacts facts, Optional<NodeAddress> dialed, Moment now) {
        return connect(
                peer,
                new PeerRef(peer.id(), ++pool.lastConnection),
                slot,
                facts,
                dialed,
                "admitted",
                now);
    }

    /** Takes over a connection with the number it has. */
    Link adopt(Peer peer, PeerRef ref, Slots.Slot slot, PeerFacts facts, Moment now) {
        return connect(peer, ref, slot, facts, Optional.empty(), "adopted", now);
    }

    private Link connect(
            Peer peer,
            PeerRef ref,
            Slots.Slot slot,
            PeerFacts facts,
            Optional<NodeAddress> dialed,
            String code,
            Moment now) {
        var info = new PeerInfo(ref, facts.handshake().peer(), facts.direction(), facts.remote());
        var link = new Link(info, slot, now.nanos(), dialed, false, false);
        pool.links.put(link);
        pool.forgetOrder(peer);
        pool.put(
                peer.withAsked(false)
                        .withState(new PeerState.Connected(link))
                        .withLastConnected(Optional.of(now.wall())));
        pool.decide(
                now,
                "connect",
                peer.id(),
                ref.connection(),
                facts.remote(),
                Reason.of(code),
                "direction",
                facts.direction().brief(),
                "slot",
                slot.kind(),
                "inbound",
                pool.slots.taken(Slots.Kind.INBOUND),
                "outbound",
                pool.slots.taken(Slots.Kind.OUTBOUND),
                "score",
                peer.standing().score(now.nanos(), pool.rules.standing()),
                "version",
                info.node().version());
        pool.effects.wake();
        return link;
    }
}
