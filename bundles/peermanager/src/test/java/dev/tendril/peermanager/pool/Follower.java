package dev.tendril.peermanager.pool;

import static dev.tendril.peermanager.pool.Invariants.require;

import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.api.peer.PeerUpdate;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.RetryRules;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Lets the model do what the core has done, and compares the two. */
final class Follower {

    /** Evictions that are a matter of policy; the model learns of them. */
    private static final Set<String> POLICY =
            Set.of("upgraded", "over-limit", "low-standing", "inbound-too-old");

    private final PeerCore core;
    private final Model model;
    private final Judge judge;
    private final Cast cast;
    private final Duration pause;
    private final Duration banned;
    private long number;

    Follower(PeerCore core, Model model, Judge judge, Cast cast, Duration pause, Duration banned) {
        this.core = core;
        this.model = model;
        this.judge = judge;
        this.cast = cast;
        this.pause = pause;
        this.banned = banned;
    }

    /** After a verb, which used ticket or connection {@code used}. */
    void follow(Step step, long used, Outcome outcome, Moment now) {
        number = used;
        var at = now.nanos();
        var node = model.nodes.get(step.who());
        switch (outcome) {
            case Outcome.Dial dial ->
                    model.dialed(dial.ticket(), cast.number(dial.ticket().address().nodeId()), at);
            case Outcome.Knock knock ->
                    model.accepts.put(
                            knock.ticket().number(), at + model.rules.pace().handshakeLeaseNanos());
            case Outcome.Connected connected -> connected(step, connected, at);
            case Outcome.Refused refused -> refused(step, refused.reason(), at);
            case Outcome.Evicted evicted ->
                    model.nodes.get(cast.number(evicted.ref().nodeId())).handedNanos =
                            Math.max(1, at);
            case Outcome.Done done -> done(step, node, at);
            case Outcome.Nothing nothing -> {}
            case Outcome.Told told -> {}
        }
    }

    private void connected(Step step, Outcome.Connected connected, long at) {
        var inbound = step.act() == Act.ACCEPTED;
        var former = model.conns.get(model.nodes.get(step.who()).current);
        var conn = new Model.Conn(connected.ref(), step.who(), inbound, !inbound, at);
        conn.exempt = model.isExempt(step.who()) || former != null && former.exempt;
        conn.mayHoldAnyPlace =
                former != null && (former.mayHoldAnyPlace || former.inbound != inbound);
        for (var dial : model.dials.values()) {
            conn.exempt |= dial.who() == step.who() && model.isOutside(dial);
            conn.mayHoldAnyPlace |= inbound && dial.who() == step.who();
            conn.upgrade |=
                    dial.ticket().number() == number
                            && !inbound
                            && dial.ticket().kind() == DialTicket.Kind.UPGRADE;
        }
        if (!inbound) {
            model.dials.remove(number);
        } else {
            model.accepts.remove(number);
        }
        model.connected(conn);
    }

    private void refused(Step step, Reason reason, long at) {
        if (step.act() == Act.ACCEPTED) {
            model.accepts.remove(number);
        }
        if (step.act() != Act.DIALED) {
            return;
        }
        var dial = model.dials.get(number);
        model.dialEnded(dial, judge.counts(step, reason), at);
        var node = model.nodes.get(step.who());
        if (step.is("other-network")
                && !model.isPinned(step.who())
                && model.state(step.who(), at).equals("idle")) {
            node.idle(0);
            node.inactiveUntil = at + model.rules.pace().inactiveNanos();
        }
    }

    private void done(Step step, Model.Node node, long at) {
        switch (step.act()) {
            case DIAL_FAILED -> model.dialEnded(model.dials.get(number), !step.is("given-up"), at);
            case ACCEPT_FAILED -> model.accepts.remove(number);
            case READY -> {
                if (node.current == number) {
                    node.ready = true;
                }
            }
            case ERRORED -> errored(step, node, at);
            case DISCONNECTED -> {
                model.ended(model.conns.get(number), step.is("by-us"), at);
                model.hurry(at);
            }
            case LEARNED -> model.conns.get(number).answered = true;
            case DIAL -> {
                node.idle(0);
                node.notBefore = 0;
                node.notAfter = 0;
            }
            case DISCONNECT ->
                    model.evicted(step.who(), step.is("with-pause") ? pause.toNanos() : 0, true);
            case BAN -> ban(step.who(), at + banned.toNanos(), true);
            case UNBAN -> Model.unban(node);
            case PERSIST -> {
                model.persistent.add(step.who());
                rulesChanged(at);
            }
            case UNPERSIST -> {
                model.persistent.remove(step.who());
                rulesChanged(at);
            }
            case LIMITS -> rulesChanged(at);
            case TRANSPORT -> model.transport = step.is("back");
            case RESTART -> {
                model.restarted(at);
                model.hurry(at);
            }
            case HANDOVER -> {
                var stay = model.conns.values().stream().filter(model::isCurrent).toList();
                model.restarted(at);
                stay.forEach(conn -> handedOver(conn, at));
                model.hurry(at);
            }
            default -> {}
        }
    }

    private void handedOver(Model.Conn former, long at) {
        var conn = new Model.Conn(former.ref, former.who, former.inbound, false, at);
        conn.exempt = model.isExempt(conn.who);
        model.connected(conn);
        model.nodes.get(conn.who).ready = true;
        if (model.isBanned(conn.who, at) || model.isNetworkBanned(conn.who, at)) {
            model.evicted(conn.who, 0, false);
        }
    }

    private void rulesChanged(long at) {
        model.rules = core.rules();
        for (var conn : model.conns.values()) {
            conn.exempt = model.isCurrent(conn) ? model.isExempt(conn.who) : conn.exempt;
        }
        model.hurry(at);
    }

    private void errored(Step step, Model.Node node, long at) {
        var current = node.current == number;
        if (current && (step.is("fatal") || step.is("ban"))) {
            model.evicted(step.who(), model.rules.pace().offencePauseNanos(), false);
        }
        if (step.is("ban") && !model.isExempt(step.who())) {
            var until = at + model.rules.book().banDuration().toNanos();
            node.networkBannedUntil = Math.max(node.networkBannedUntil, until);
            if (node.bannedUntil <= until && !node.bannedByOperator) {
                ban(step.who(), until, false);
            }
        }
    }

    private void ban(int who, long untilNanos, boolean byOperator) {
        var node = model.nodes.get(who);
        node.bannedUntil = untilNanos;
        node.bannedByOperator = byOperator;
        if (node.current != 0) {
            model.evicted(who, 0, false);
        } else {
            node.idle(0);
        }
    }

    /** What subscribers were told, and whom policy ends. */
    void absorb(Effects effects, Moment now) {
        for (var draft : effects.decisions()) {
            var ends = draft.verb().equals("evict") && POLICY.contains(draft.reason().code());
            if (ends) {
                var low = draft.reason().code().equals("low-standing");
                var who = cast.number(draft.nodeId().orElseThrow());
                require(
                        !model.isExempt(who),
                        "N-PM-08: policy ends one that is exempt: ",
                        draft.reason());
                model.evicted(who, low ? model.rules.pace().offencePauseNanos() : 0, false);
            }
        }
        for (var update : effects.updates()) {
            var who = cast.number(update.ref().nodeId());
            var number = update.ref().connection();
            var former =
                    update instanceof PeerUpdate.Up
                            ? model.up.put(who, number)
                            : model.up.remove(who);
            var inTurn =
                    update instanceof PeerUpdate.Up
                            ? former == null
                            : former != null && former == number;
            require(inTurn, "I-11: out of turn: ", update);
        }
    }

    /** The core is what the model is. */
    void compare(Moment now) {
        for (var who = 0; who < model.nodes.size(); who++) {
            compare(who, now);
        }
        for (var entry : Map.copyOf(model.up).entrySet()) {
            require(
                    model.conns.containsKey(entry.getValue()),
                    "I-11: up without a connection: ",
                    entry);
        }
        slots();
        var untouchable = model.nodes.stream().filter(n -> n.current + n.dialing > 0).count();
        require(
                core.ids().size()
                        <= model.rules.book().peersMax()
                                + untouchable
                                + model.persistent.size()
                                + 2,
                "N-PM-07: peers known: ",
                core.ids().size());
    }

    private void compare(int who, Moment now) {
        var node = model.nodes.get(who);
        var expected = model.state(who, now.nanos());
        var peer = core.pool().book.get(cast.id(who));
        if (peer.isEmpty()) {
            require(
                    node.current == 0 && node.dialing == 0 && !(node.known && model.isPinned(who)),
                    "N-PM-08: forgotten: ",
                    who,
                    ", was ",
                    expected);
            node.idle(0);
        } else {
            var state = peer.get().state().text();
            require(state.equals(expected), "model: ", who, " is ", state, ", expected ", expected);
        }
        node.known = peer.isPresent();
        node.located = peer.stream().anyMatch(p -> p.known(cast.player(who).address()).isPresent());
        if (!node.located) {
            node.failures = 0;
            node.notBefore = 0;
            node.notAfter = 0;
        } else if (expected.equals("idle")) {
            window(who, node, peer.orElseThrow(), now);
        }
    }

    /** When it is dialed next is what back-off and pauses say (D-8, D-9). */
    private void window(int who, Model.Node node, Peer peer, Moment now) {
        var next = peer.nextDialNanos(core.pool().book.protocols());
        if (next == RetryRules.NEVER) {
            require(!model.transport, "L-1: never dialed again: ", who);
            return;
        }
        var least = Math.max(node.notBefore, node.restNanos);
        require(
                next >= least || least <= now.nanos(),
                "model: dialed after ",
                next - now.nanos(),
                ", expected ",
                least - now.nanos());
        var most = Math.max(Math.max(node.notAfter, node.restNanos), node.networkBannedUntil);
        require(
                model.seeds.contains(who) || next <= Math.max(most, now.nanos()),
                "L-1: waits longer than it must: ",
                next - most);
    }

    /** D-10, D-49: what is counted is what there is. */
    private void slots() {
        var taken = 0;
        for (var kind : Slots.Kind.values()) {
            taken += kind == Slots.Kind.HANDSHAKE ? 0 : core.pool().slots.taken(kind);
        }
        var overtaken = model.dials.values().stream().filter(model::isOvertaken).count();
        var most = model.conns.size() + model.dials.size();
        require(
                taken <= most && taken >= most - overtaken,
                "I-4: slots taken ",
                taken,
                ", connections and dials ",
                most);
        require(
                core.pool().slots.taken(Slots.Kind.HANDSHAKE) == model.accepts.size(),
                "I-4: handshakes counted ",
                core.pool().slots.taken(Slots.Kind.HANDSHAKE));
    }
}
