package dev.tendril.peermanager.manager;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Decision;
import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.peer.Explanation;
import dev.tendril.peermanager.policy.Moment;

import java.util.List;

/** Answers to "why?", from state and decisions. Called with the lock held. */
final class Explanations {

    private static final int DECISIONS_SHOWN = 16;

    private final Core.Guarded guarded;
    private final Moment now;

    Explanations(Core.Guarded guarded, Moment now) {
        this.guarded = guarded;
        this.now = now;
    }

    Explanation of(NodeId id) {
        var decisions = guarded.log().of(id);
        var peer = guarded.core().snapshot(id, now);
        var ban = guarded.core().ban(new BanTarget.Id(id));
        if (id.equals(guarded.core().self())) {
            return new Explanation(
                    true, "this node itself", "nothing", List.of(), decisions, searched());
        }
        if (peer.isEmpty() && decisions.isEmpty() && ban.isEmpty()) {
            return unknown();
        }
        if (peer.isEmpty()) {
            return ban.map(b -> banned(b, decisions))
                    .orElseGet(
                            () ->
                                    new Explanation(
                                            true,
                                            "not connected, and nothing is remembered of it; last: "
                                                    + decisions.getFirst().reason().code(),
                                            "nothing by itself: it may connect again",
                                            unknownAdvice(),
                                            decisions,
                                            searched()));
        }
        var outlook = new Outlook(guarded.core(), peer.get(), now);
        return new Explanation(
                true, outlook.state(), outlook.next(), outlook.advice(), decisions, searched());
    }

    Explanation at(String address) {
        var ids = guarded.core().at(address);
        if (ids.size() == 1) {
            return of(ids.getFirst());
        }
        var decisions = guarded.log().at(address, DECISIONS_SHOWN);
        var ban = guarded.core().banAt(address);
        if (ids.isEmpty() && ban.isPresent()) {
            return banned(ban.get(), decisions);
        }
        if (ids.isEmpty() && decisions.isEmpty()) {
            return unknown();
        }
        if (ids.isEmpty()) {
            return new Explanation(
                    true,
                    "nobody known is there, but decisions name it",
                    "nothing",
                    unknownAdvice(),
                    decisions,
                    searched());
        }
        var names = ids.stream().map(NodeId::hex).toList();
        return new Explanation(
                true,
                ids.size() + " nodes are known there",
                "ask for one of them: p2p:why ID",
                names,
                decisions,
                searched());
    }

    private Explanation banned(Ban ban, List<Decision> decisions) {
        return new Explanation(
                true,
                "banned: " + ban.reason(),
                Outlook.end(ban, now),
                List.of("p2p:ban rm " + ban.target().text() + " ends the ban"),
                decisions,
                searched());
    }

    private Explanation unknown() {
        return new Explanation(
                false, "never heard of", "nothing", unknownAdvice(), List.of(), searched());
    }

    private static List<String> unknownAdvice() {
        return List.of(
                "p2p:dial ID@HOST:PORT dials it",
                "p2p:persist add ID@HOST:PORT keeps it connected");
    }

    private List<String> searched() {
        return List.of(
                guarded.core().ids().size() + " known peers",
                guarded.core().bans(now).size() + " bans",
                guarded.log().size() + " decisions kept in memory");
    }
}
