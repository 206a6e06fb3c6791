package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.api.peer.PeerUpdate;
import dev.tendril.peermanager.policy.RetryRules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What holds from one state to the next. The router holds what the core says is open, as one step
 * after the other shows that the two agree.
 */
final class StepChecks {

    /** A state before a step. */
    private record Before(
            Map<NodeId, Peer> peers,
            List<Link> links,
            Set<Long> dials,
            List<BanTarget> banned,
            long lastConnection,
            long nowNanos,
            long wakeNanos) {}

    private final Stage stage;
    private final Pool pool;
    private Before before;

    StepChecks(Stage stage) {
        this.stage = stage;
        this.pool = stage.core().pool();
        this.before = look();
    }

    /** Takes the state from which steps are tried. */
    void begin() {
        before = look();
    }

    private Before look() {
        var peers = new HashMap<NodeId, Peer>();
        for (var peer : pool.book.all()) {
            peers.put(peer.id(), peer);
        }
        var banned = new ArrayList<BanTarget>();
        for (var ban : pool.bans.all()) {
            banned.add(ban.target());
        }
        return new Before(
                peers,
                List.copyOf(pool.links.all()),
                Set.copyOf(pool.dials.keySet()),
                banned,
                pool.lastConnection,
                stage.now().nanos(),
                stage.wakeNanos());
    }

    /** The kind of state a node was in before the step. */
    Optional<Peer> peerBefore(NodeId id) {
        return Optional.ofNullable(before.peers.get(id));
    }

    /** Whether every record is the one it was before the step. */
    boolean isUntouched() {
        for (var peer : pool.book.all()) {
            if (before.peers.get(peer.id()) != peer) {
                return false;
            }
        }
        return before.peers.size() == pool.book.size() && before.nowNanos == stage.now().nanos();
    }

    void check(Step step, Outcome outcome, Effects effects) {
        numbers(step, outcome);
        updates(step, effects.updates());
        bans(step);
        switch (outcome) {
            case Outcome.Dial dial -> dial(dial.ticket());
            case Outcome.Evicted evicted ->
                    require(
                            linkBefore(evicted.ref().connection()).isPresent(),
                            "I-3: an order names a closed number: ",
                            evicted);
            case Outcome.Refused refused -> refused(step, refused);
            case Outcome.Told told -> told(told);
            case Outcome.Connected connected -> bystanders(step);
            case Outcome.Knock knock -> unchanged("I-18: a knock");
            case Outcome.Nothing nothing -> unchanged("I-18: nothing happened");
            case Outcome.Done done -> done(step);
        }
    }

    private void done(Step step) {
        switch (step.act()) {
            case LATE -> unchanged("N-PM-16: a late event");
            case TRANSPORT -> unchanged("I-16: a transport");
            case LEARNED -> verifiedStays();
            case READY, DISCONNECTED, ERRORED, DIAL_FAILED -> bystanders(step);
            default -> {}
        }
    }

    /** I-2, I-3: numbers are opened by admissions and closed by the router, once each. */
    private void numbers(Step step, Outcome outcome) {
        if (step.act() == Act.RESTART || step.act() == Act.HANDOVER) {
            handedOver(step);
            return;
        }
        for (var link : pool.links.all()) {
            var isNew = linkBefore(link.connection()).isEmpty();
            var opened =
                    outcome instanceof Outcome.Connected connected
                            && connected.ref().equals(link.ref());
            require(isNew == opened, "I-3: opened by nobody: ", link.ref());
            require(
                    !isNew || link.connection() > before.lastConnection,
                    "I-3: a number used again: ",
                    link.ref());
            require(
                    isCurrent(link) || wasReplaced(link, outcome),
                    "I-2: two connections of one node: ",
                    link.ref());
        }
        var closed = before.links.size() + (outcome instanceof Outcome.Connected ? 1 : 0);
        closed -= pool.links.size();
        require(
                closed
                        == (step.act() == Act.DISCONNECTED && outcome instanceof Outcome.Done
                                ? 1
                                : 0),
                "I-3: closed by nobody: ",
                closed);
    }

    private boolean isCurrent(Link link) {
        return pool.book
                .get(link.id())
                .flatMap(Peer::link)
                .filter(l -> l.connection() == link.connection())
                .isPresent();
    }

    /** One that is not current was replaced: now, and the router was told, or earlier. */
    private boolean wasReplaced(Link link, Outcome outcome) {
        if (outcome instanceof Outcome.Connected connected
                && connected.replaced().contains(link.ref())) {
            return true;
        }
        var peer = before.peers.get(link.id());
        return linkBefore(link.connection()).isPresent()
                && (peer == null
                        || peer.link().filter(l -> l.connection() == link.connection()).isEmpty());
    }

    private void handedOver(Step step) {
        require(
                step.act() == Act.HANDOVER || pool.links.isEmpty(),
                "I-3: a connection outlives the process");
        if (step.act() == Act.HANDOVER) {
            for (var peer : before.peers.values()) {
                var stays =
                        peer.link().isEmpty()
                                || pool.book.get(peer.id()).flatMap(Peer::link).isPresent();
                require(stays, "I-16: lost when handed over: ", peer.id());
            }
        }
    }

    private Optional<Link> linkBefore(long connection) {
        for (var link : before.links) {
            if (link.connection() == connection) {
                return Optional.of(link);
            }
        }
        return Optional.empty();
    }

    /** I-11: for each node Up and Down take turns, and tell how it is. */
    private void updates(Step step, List<PeerUpdate> updates) {
        if (step.act() == Act.RESTART || step.act() == Act.HANDOVER) {
            return; // subscriptions end with the peer manager
        }
        var up = new HashMap<NodeId, Long>();
        for (var link : before.links) {
            if (link.up()) {
                up.put(link.id(), link.connection());
            }
        }
        for (var update : updates) {
            var id = update.ref().nodeId();
            var former =
                    switch (update) {
                        case PeerUpdate.Up u -> up.put(id, update.ref().connection());
                        case PeerUpdate.Down d -> up.remove(id);
                    };
            var holds =
                    update instanceof PeerUpdate.Up
                            ? former == null
                            : former != null && former == update.ref().connection();
            require(holds, "I-11: out of turn: ", update);
        }
        var after = new HashMap<NodeId, Long>();
        for (var link : pool.links.all()) {
            require(
                    !link.up() || after.put(link.id(), link.connection()) == null,
                    "I-11: up twice: ",
                    link.ref());
        }
        require(up.equals(after), "I-11: told ", up, ", is ", after);
    }

    /** I-17, D-51: nothing but the operator and time end a ban. */
    private void bans(Step step) {
        for (var target : before.banned) {
            var ended =
                    pool.bans.get(target).isEmpty()
                            && step.act() != Act.UNBAN
                            && step.act() != Act.PASS;
            require(!ended, "I-17: a ban is gone: ", target);
        }
        for (var ban : pool.bans.all()) {
            if (ban.target() instanceof BanTarget.Id id) {
                var state = pool.book.getOrStranger(id.nodeId()).state();
                require(
                        state instanceof PeerState.Banned
                                || state instanceof PeerState.Evicting
                                || pool.book.get(id.nodeId()).isEmpty(),
                        "I-17: banned and yet ",
                        state);
            }
        }
    }

    /** I-5, I-6: whom a ticket may name. */
    private void dial(DialTicket ticket) {
        var peer = before.peers.get(ticket.address().nodeId());
        require(peer != null, "I-6: a stranger: ", ticket);
        require(
                peer.nextDialNanos(pool.book.protocols()) <= before.nowNanos,
                "I-6: not now: ",
                ticket,
                ", was ",
                peer.state());
        require(!before.dials.contains(ticket.number()), "I-3: a ticket used again: ", ticket);
        var dial = pool.dials.get(ticket.number());
        require(dial != null, "I-4: a ticket without a slot: ", ticket);
        require(
                dial.victim().isPresent() == (ticket.kind() == DialTicket.Kind.UPGRADE),
                "I-5: a claim is for upgrades: ",
                ticket);
        if (dial.victim().isPresent()) {
            claim(peer, dial.victim().getAsLong());
        }
    }

    private void claim(Peer newcomer, long connection) {
        var live = pool.links.get(connection);
        require(live.isPresent(), "I-5: a claim on a closed number: ", connection);
        var link = live.get();
        var victim = pool.book.get(link.id()).orElseThrow();
        var rules = pool.rules;
        var now = stage.now();
        require(link.direction() == Direction.OUTBOUND || pool.slots.totalExcess() == 0, "I-5");
        require(isCurrent(link) && !rules.named().isExempt(link.id()), "I-5: a claim on ", victim);
        require(!(victim.state() instanceof PeerState.Evicting), "I-5: is leaving: ", victim);
        require(
                now.nanos() - link.sinceNanos() >= rules.pace().upgradeAgeNanos(),
                "I-5: too young: ",
                link);
        require(
                victim.standing().score(now.nanos(), rules.standing())
                                + rules.pace().upgradeMargin()
                        <= newcomer.standing().score(now.nanos(), rules.standing()),
                "I-5: not better: ",
                newcomer);
        var claims =
                pool.dials.values().stream()
                        .filter(d -> d.victim().isPresent())
                        .filter(d -> d.victim().getAsLong() == connection)
                        .count();
        require(claims == 1, "I-5: claimed twice: ", connection);
    }

    /** I-18: who is refused has changed nothing but his own ticket. */
    private void refused(Step step, Outcome.Refused refused) {
        if (step.act() != Act.DIALED) {
            unchanged("I-18: refused " + refused.reason());
        } else {
            bystanders(step);
        }
    }

    private void unchanged(String what) {
        require(
                before.peers.size() == pool.book.size() && before.links.size() == pool.links.size(),
                what,
                " has changed who is known");
        for (var peer : pool.book.all()) {
            var former = before.peers.get(peer.id());
            require(
                    former == peer || peer.equals(former),
                    what,
                    " has changed ",
                    former,
                    " to ",
                    peer);
        }
    }

    /** I-16: nobody else changes his state, but one who gives way. */
    private void bystanders(Step step) {
        var gaveWay = 0;
        for (var peer : pool.book.all()) {
            var former = before.peers.get(peer.id());
            if (former == null
                    || former.state().getClass() == peer.state().getClass()
                    || stage.cast().number(peer.id()) == step.who()
                    || step.act() == Act.DIALED && step.is("other-id")) {
                continue;
            }
            require(
                    peer.state() instanceof PeerState.Evicting && former.link().isPresent(),
                    "I-16: a bystander was ",
                    former.state(),
                    ", is ",
                    peer.state());
            gaveWay++;
        }
        require(gaveWay <= 1, "I-16: several gave way to one");
    }

    /** I-8: hearsay takes nothing from what is verified. */
    private void verifiedStays() {
        for (var former : before.peers.values()) {
            for (var known : former.addresses()) {
                require(
                        !known.verified() || pool.book.ownerOf(known.address()).isPresent(),
                        "I-8: hearsay has removed ",
                        known.address());
            }
        }
    }

    /** I-7: nobody is told of himself, of us, or of those who are kept away. */
    private void told(Outcome.Told told) {
        require(told.addresses().size() <= told.limit(), "I-7: too many: ", told);
        require(
                Set.copyOf(told.addresses()).size() == told.addresses().size(),
                "I-7: twice: ",
                told);
        for (var address : told.addresses()) {
            var id = address.nodeId();
            require(!id.equals(told.to().nodeId()), "I-7: told of himself: ", told);
            require(
                    !pool.rules.named().privateIds().contains(id),
                    "I-7: told of a private id: ",
                    told);
            var state = pool.book.getOrStranger(id).state();
            require(
                    !(state instanceof PeerState.Banned) && !(state instanceof PeerState.Inactive),
                    "I-6: told of one who is ",
                    state.text());
        }
    }

    /** L-1: whoever waits is woken when there is something for him, by a change or in time. */
    void woken(boolean wasThere, boolean isThere, Effects effects, String what) {
        if (wasThere || !isThere || effects.changed()) {
            return;
        }
        var nowNanos = stage.now().nanos();
        require(
                nowNanos > before.nowNanos
                        && before.wakeNanos <= nowNanos
                        && before.wakeNanos != RetryRules.NEVER,
                "L-1: nobody is woken for ",
                what);
    }

    private static void require(boolean holds, Object... message) {
        Invariants.require(holds, message);
    }
}
