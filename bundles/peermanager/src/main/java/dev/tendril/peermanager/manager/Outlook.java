package dev.tendril.peermanager.manager;

import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.peer.PeerSnapshot;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.pool.PeerCore;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a known peer is now, what comes next, and what an operator can do: a line each. */
final class Outlook {

    private final PeerCore core;
    private final PeerSnapshot peer;
    private final Optional<Ban> ban;
    private final Moment now;

    Outlook(PeerCore core, PeerSnapshot peer, Moment now) {
        this.core = core;
        this.peer = peer;
        this.ban = core.banOf(peer.nodeId());
        this.now = now;
    }

    String state() {
        var state = new StringBuilder(peer.state());
        peer.connection()
                .ifPresent(
                        info ->
                                state.append(", ")
                                        .append(info.direction().brief())
                                        .append(" as connection ")
                                        .append(info.ref().connection())
                                        .append(" at ")
                                        .append(info.remote()));
        peer.connectedFor().ifPresent(age -> state.append(" for ").append(text(age)));
        if (peer.connection().isEmpty()) {
            // What was before says nothing of a connection; its details are in the decisions.
            peer.lastReason().ifPresent(reason -> state.append("; last: ").append(reason.code()));
        }
        state.append("; score ").append(peer.score());
        state.append(peer.persistent() ? ", persistent" : "");
        state.append(peer.unconditional() ? ", unconditional" : "");
        state.append(peer.isPrivate() ? ", private: never told to others" : "");
        return state.toString();
    }

    String next() {
        return switch (peer.state()) {
            case "dialing" -> "the dial succeeds or fails";
            case "connected" -> "it becomes ready";
            case "ready" -> "it stays connected";
            case "evicting" -> "the connection is closed";
            case "inactive" ->
                    "it is left alone for "
                            + core.pauseLeft(peer.nodeId(), now)
                                    .map(Outlook::text)
                                    .orElse("a while")
                            + " more, then it may connect and be dialed";
            case "banned" -> ban.map(this::end).orElse("the ban ends");
            default -> ban.map(this::end).orElseGet(this::nextDial);
        };
    }

    private String end(Ban ban) {
        return end(ban, now);
    }

    /** When a ban ends, and whose it is. */
    static String end(Ban ban, Moment now) {
        return "the ban of "
                + name(ban)
                + " ends "
                + ban.until().truncatedTo(ChronoUnit.SECONDS)
                + ", in "
                + text(Duration.between(now.wall(), ban.until()));
    }

    private static String name(Ban ban) {
        return switch (ban.target()) {
            case BanTarget.Id id -> id.nodeId().brief();
            case BanTarget.Network network -> network.cidr();
        };
    }

    private String nextDial() {
        if (peer.nextDial().isEmpty()) {
            return peer.addresses().isEmpty()
                    ? "nothing: no address of it is known"
                    : "nothing: no address can be dialed with the transports there are";
        }
        var waiting = peer.nextDial().get();
        var dialed = waiting.isZero() ? waitsFor() : "dialed in " + text(waiting);
        return peer.persistent() ? dialed + "; never given up" : dialed;
    }

    private String waitsFor() {
        return peer.persistent()
                ? "dialed at once"
                : "dialed when a slot is free and its score leads: outbound "
                        + core.outboundTaken()
                        + " of "
                        + core.rules().slots().outbound().text();
    }

    List<String> advice() {
        var advice = new ArrayList<String>();
        var id = peer.nodeId().brief();
        ban.ifPresent(b -> advice.add("p2p:ban rm " + name(b) + " ends the ban"));
        switch (peer.state()) {
            case "banned" -> {}
            case "idle", "inactive" -> dialing(advice);
            default -> advice.add("p2p:disconnect " + id + " ends the connection");
        }
        if (peer.persistent()) {
            advice.add("p2p:persist rm " + id + " stops keeping it connected");
        }
        return advice;
    }

    private void dialing(List<String> advice) {
        if (ban.isPresent()) {
            return;
        }
        if (peer.addresses().isEmpty()) {
            advice.add("p2p:dial " + peer.nodeId() + "@HOST:PORT dials it now");
            return;
        }
        var address = peer.addresses().getFirst().address();
        advice.add("p2p:dial " + address + " dials it now");
        if (!peer.persistent()) {
            advice.add("p2p:persist add " + address + " keeps it connected");
        }
    }

    static String text(Duration duration) {
        var seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds < 2 * 86_400
                ? seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min"
                : seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
    }
}
