package dev.tendril.peermanager.pool;

import static dev.tendril.peermanager.pool.Invariants.require;

import dev.tendril.api.address.Direction;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.peermanager.policy.Moment;

import java.util.Set;

/** Compares the answers of a core with what the model expects, and lets the model follow. */
final class Judge {

    private static final Set<String> OURS =
            Set.of("duplicate", "no-worse-peer", "outbound-full", "found");

    private final Model model;
    private final Cast cast;
    private final Set<Integer> tendril;

    Judge(Model model, Cast cast, Set<Integer> tendril) {
        this.model = model;
        this.cast = cast;
        this.tendril = tendril;
    }

    /** What {@code step} has come to. */
    void judge(Step step, Outcome outcome, Moment now) {
        switch (step.act()) {
            case DIAL_NEXT -> dialNext(outcome, now);
            case DIALED -> dialed(step, outcome, now);
            case SCREEN -> screen(step, outcome, now);
            case ACCEPTED -> accepted(step, outcome, now);
            case EVICT_NEXT -> evictNext(outcome, now);
            case DIAL -> dial(step, outcome, now);
            case DISCONNECT -> {
                var there = model.nodes.get(step.who()).current != 0;
                expect(there, outcome, "an operator ends a connection");
            }
            case UNBAN ->
                    expect(model.isBanned(step.who(), now.nanos()), outcome, "a ban is lifted");
            case UNPERSIST ->
                    expect(model.persistent.contains(step.who()), outcome, "made like others");
            case BAN, PERSIST -> expect(true, outcome, "an operator acts");
            case ADVERTISE -> told(outcome, now);
            default -> {}
        }
    }

    private static void expect(boolean granted, Outcome outcome, String what) {
        require(
                granted == !(outcome instanceof Outcome.Refused),
                "model: " + what + ": expected ",
                granted,
                ", was ",
                outcome);
    }

    private void dialNext(Outcome outcome, Moment now) {
        if (!(outcome instanceof Outcome.Dial dial)) {
            for (var who = 0; who < model.nodes.size(); who++) {
                require(!mustBeDialed(who, now), "L-1: nobody dials ", who);
            }
            return;
        }
        var who = cast.number(dial.ticket().address().nodeId());
        var node = model.nodes.get(who);
        var state = model.state(who, now.nanos());
        require(state.equals("idle"), "I-6: dials one that is ", state, ": ", dial);
        require(
                node.notBefore <= now.nanos() && node.restNanos <= now.nanos(),
                "I-6: dials too early: ",
                dial);
        require(!model.isNetworkBanned(who, now.nanos()), "D-51: dials a banned network");
        require(model.transport, "I-6: dials without a transport");
        var slots = model.rules.slots();
        if (Model.isFeeler(dial.ticket())) {
            require(model.feelers() < slots.feelers(), "I-4: feelers: ", model.feelers() + 1);
            require(!hasOutboundRoom(), "model: a feeler although there is a place: ", dial);
            return;
        }
        var taken = model.takenAtLeast(false, true);
        var upgrade = dial.ticket().kind() == DialTicket.Kind.UPGRADE;
        require(
                isOutside(dial.ticket(), who)
                        || upgrade
                        || slots.outbound().allowsMoreThan(taken - model.upgradesAtMost()),
                "I-4: outbound and dialing: ",
                taken + 1);
    }

    /** It is idle, its time has come, and there is a place whatever the core may think. */
    private boolean mustBeDialed(int who, Moment now) {
        var node = model.nodes.get(who);
        var room = model.isExempt(who) || hasOutboundRoom();
        return model.transport
                && (model.isPinned(who) || !model.mayRunDry(now.nanos()))
                && node.located
                && !model.seeds.contains(who)
                && model.state(who, now.nanos()).equals("idle")
                && Math.max(node.notAfter, node.restNanos) <= now.nanos()
                && node.networkBannedUntil <= now.nanos()
                && room;
    }

    /** Whether there is a place to dial into, whatever the core may think. */
    private boolean hasOutboundRoom() {
        var slots = model.rules.slots();
        return slots.outbound().allowsMoreThan(model.takenAtMost(false, true))
                && slots.connected().allowsMoreThan(model.takenAtMost(true, true));
    }

    private boolean isOutside(DialTicket ticket, int who) {
        return model.isOutside(new Model.Dial(ticket, who, 0));
    }

    private void dialed(Step step, Outcome outcome, Moment now) {
        var mustNot =
                step.is("vetoed")
                        || step.is("other-network")
                        || step.is("other-id")
                        || model.isBanned(step.who(), now.nanos())
                        || model.isNetworkBanned(step.who(), now.nanos())
                        || isDuplicate(step.who(), Direction.OUTBOUND);
        admission(step, outcome, mustNot, false);
    }

    private void accepted(Step step, Outcome outcome, Moment now) {
        if (outcome instanceof Outcome.Nothing) {
            return;
        }
        var node = model.nodes.get(step.who());
        var mustNot =
                step.is("vetoed")
                        || step.is("other-network")
                        || step.is("ourselves")
                        || model.isBanned(step.who(), now.nanos())
                        || model.isNetworkBanned(step.who(), now.nanos())
                        || node.current == 0 && node.inactiveUntil > now.nanos() && node.refused
                        || isDuplicate(step.who(), Direction.INBOUND);
        var slots = model.rules.slots();
        var room =
                model.isExempt(step.who())
                        || slots.inbound().allowsMoreThan(model.takenAtMost(true, false))
                                && slots.connected().allowsMoreThan(model.takenAtMost(true, true));
        admission(step, outcome, mustNot, room);
    }

    private void admission(Step step, Outcome outcome, boolean mustNot, boolean must) {
        var admitted = outcome instanceof Outcome.Connected;
        require(!mustNot || !admitted, "model: lets in: ", step.text(), ": ", outcome);
        require(
                mustNot || !must || admitted,
                "model: refuses although there is room: ",
                step.text(),
                ": ",
                outcome);
        if (outcome instanceof Outcome.Connected connected) {
            var current = model.nodes.get(step.who()).current;
            var replaced =
                    connected.replaced().isEmpty()
                            ? 0
                            : connected.replaced().getFirst().connection();
            require(current == replaced, "I-2: replaces ", replaced, ", there was ", current);
            require(
                    !model.conns.containsKey(connected.ref().connection()),
                    "I-3: a number used again: ",
                    connected);
        }
    }

    /** Between Tendril nodes the dial of the lower id survives, else the first connection (D-6). */
    private boolean isDuplicate(int who, Direction direction) {
        var conn = model.conns.get(model.nodes.get(who).current);
        if (conn == null) {
            return false;
        }
        var weAreLower = cast.self().nodeId().compareTo(cast.id(who)) < 0;
        var survives =
                tendril.contains(who)
                        && conn.inbound == (direction == Direction.OUTBOUND)
                        && weAreLower == (direction == Direction.OUTBOUND);
        return !survives;
    }

    private void screen(Step step, Outcome outcome, Moment now) {
        var slots = model.rules.slots();
        var sameIp = model.conns.values().stream().anyMatch(c -> c.who == step.who());
        var refused =
                step.is("vetoed")
                        || !slots.duplicateIp() && sameIp
                        || model.isNetworkBanned(step.who(), now.nanos())
                        || model.accepts.size() >= slots.handshakes();
        require(
                refused == outcome instanceof Outcome.Refused,
                "model: screen: expected refused ",
                refused,
                ", was ",
                outcome);
    }

    private void evictNext(Outcome outcome, Moment now) {
        if (outcome instanceof Outcome.Evicted evicted) {
            var conn = model.conns.get(evicted.ref().connection());
            require(conn != null, "I-3: an order names a closed number: ", evicted);
            require(
                    model.isCurrent(conn) && model.nodes.get(conn.who).evicting,
                    "model: evicts one that may stay: ",
                    evicted);
            return;
        }
        var lease = model.rules.pace().evictLeaseNanos();
        for (var node : model.nodes) {
            require(
                    node.current == 0
                            || !node.evicting
                            || node.handedNanos > 0 && node.handedNanos + lease > now.nanos(),
                    "N-PM-14: an eviction is lost");
        }
    }

    private void dial(Step step, Outcome outcome, Moment now) {
        var state = model.state(step.who(), now.nanos());
        var granted =
                model.transport
                        && (state.equals("idle") || state.equals("inactive"))
                        && model.nodes.get(step.who()).networkBannedUntil <= now.nanos();
        expect(granted, outcome, "an operator dials one that is " + state);
    }

    private void told(Outcome outcome, Moment now) {
        if (!(outcome instanceof Outcome.Told told)) {
            return;
        }
        require(told.addresses().size() <= told.limit(), "I-7: too many: ", told);
        for (var address : told.addresses()) {
            var who = cast.number(address.nodeId());
            require(!address.nodeId().equals(told.to().nodeId()), "I-7: of himself: ", told);
            require(
                    !model.rules.named().privateIds().contains(address.nodeId()),
                    "I-7: of a private id: ",
                    told);
            var state = model.state(who, now.nanos());
            require(
                    !state.equals("banned") && !state.equals("inactive"),
                    "D-12: of one that is ",
                    state);
        }
    }

    /** Whether a dial that was refused counts as a failure of the address. */
    boolean counts(Step step, Reason reason) {
        var aside = step.is("other-network") && !model.isPinned(step.who());
        return !aside && !OURS.contains(reason.code());
    }
}
