package dev.tendril.peermanager.pool;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.peermanager.policy.Rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a core is to be like, told with sets and numbers and without its code: who is connected,
 * dialed, kept away and until when. What is a matter of policy, whom an upgrade ends and whose
 * standing is too low, it learns from the core's decisions.
 */
final class Model {

    /** A connection. */
    static final class Conn {
        final PeerRef ref;
        final int who;
        final boolean inbound;
        final boolean dialed;
        final long sinceNanos;
        boolean exempt;

        /** It was dialed to take the place of another one. */
        boolean upgrade;

        /**
         * It came while it was dialed, or in place of another one, and may hold that one's place.
         */
        boolean mayHoldAnyPlace;

        boolean answered;

        Conn(PeerRef ref, int who, boolean inbound, boolean dialed, long sinceNanos) {
            this.ref = ref;
            this.who = who;
            this.inbound = inbound;
            this.dialed = dialed;
            this.sinceNanos = sinceNanos;
        }
    }

    /** A dial. */
    record Dial(DialTicket ticket, int who, long leaseNanos) {}

    /** One of the others. Times of the past say nothing. */
    static final class Node {
        boolean known;
        boolean located;
        long current;
        long dialing;
        boolean ready;
        boolean evicting;
        long pauseNanos;
        boolean byOperator;
        long handedNanos;
        long inactiveUntil;
        boolean refused;
        long bannedUntil;
        boolean bannedByOperator;
        long networkBannedUntil;
        int failures;
        long restNanos;
        long notBefore;
        long notAfter;

        void idle(long untilNanos) {
            dialing = 0;
            inactiveUntil = 0;
            refused = false;
            restNanos = untilNanos;
        }
    }

    /** A time that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    final List<Node> nodes = new ArrayList<>();
    final TreeMap<Long, Conn> conns = new TreeMap<>();
    final TreeMap<Long, Dial> dials = new TreeMap<>();
    final TreeMap<Long, Long> accepts = new TreeMap<>();
    final Map<Integer, Long> up = new HashMap<>();
    final Set<Integer> persistent;
    final Set<Integer> seeds;
    final Set<Integer> unconditional;
    Rules rules;
    boolean transport = true;

    /** When somebody was dialed last whom no operator has named. */
    private long lastStrangerNanos = NEVER / -2;

    Model(
            int size,
            Rules rules,
            Set<Integer> persistent,
            Set<Integer> seeds,
            Set<Integer> unconditional) {
        this.rules = rules;
        this.persistent = new java.util.TreeSet<>(persistent);
        this.seeds = seeds;
        this.unconditional = unconditional;
        for (var i = 0; i < size; i++) {
            nodes.add(new Node());
        }
    }

    boolean isExempt(int who) {
        return persistent.contains(who) || unconditional.contains(who);
    }

    boolean isPinned(int who) {
        return isExempt(who) || seeds.contains(who);
    }

    boolean isBanned(int who, long nowNanos) {
        return nodes.get(who).bannedUntil > nowNanos;
    }

    /** Whether a ban of its address keeps it away; bans of ours spare the exempt. */
    boolean isNetworkBanned(int who, long nowNanos) {
        return nodes.get(who).networkBannedUntil > nowNanos && !isExempt(who);
    }

    /** What it should be doing, as snapshots say it. */
    String state(int who, long nowNanos) {
        var node = nodes.get(who);
        if (node.current != 0) {
            return node.evicting ? "evicting" : node.ready ? "ready" : "connected";
        }
        if (isBanned(who, nowNanos)) {
            return "banned";
        }
        if (node.dialing != 0) {
            return "dialing";
        }
        return node.inactiveUntil > nowNanos ? "inactive" : "idle";
    }

    /** What ends by itself until now. */
    void pass(long nowNanos) {
        for (var node : nodes) {
            if (node.bannedUntil > 0 && node.bannedUntil <= nowNanos) {
                unban(node);
            }
            if (node.inactiveUntil > 0 && node.inactiveUntil <= nowNanos) {
                node.idle(0);
            }
            if (node.networkBannedUntil > 0 && node.networkBannedUntil <= nowNanos) {
                node.networkBannedUntil = 0;
                node.notBefore = node.failures == 0 ? 0 : node.notBefore;
            }
        }
        for (var dial : List.copyOf(dials.values())) {
            if (dial.leaseNanos <= nowNanos) {
                dialEnded(dial, true, nowNanos);
            }
        }
        accepts.values().removeIf(lease -> lease <= nowNanos);
    }

    static void unban(Node node) {
        node.bannedUntil = 0;
        node.bannedByOperator = false;
        if (node.current == 0) {
            node.idle(0);
        }
    }

    void dialed(DialTicket ticket, int who, long nowNanos) {
        var lease = nowNanos + rules.pace().dialLeaseNanos();
        dials.put(ticket.number(), new Dial(ticket, who, lease));
        nodes.get(who).dialing = ticket.number();
        lastStrangerNanos = isPinned(who) ? lastStrangerNanos : nowNanos;
    }

    /** A dial came to nothing; one that was overtaken says nothing about its address. */
    void dialEnded(Dial dial, boolean counts, long nowNanos) {
        dials.remove(dial.ticket.number());
        var node = nodes.get(dial.who);
        if (node.dialing != dial.ticket.number()) {
            return;
        }
        node.idle(counts ? 0 : nowNanos + rules.retry().minNanos());
        if (counts) {
            failed(dial.who, nowNanos);
        }
    }

    /** min·2^(n−1), capped, and up to so much more by chance (D-9). */
    void failed(int who, long nowNanos) {
        var node = nodes.get(who);
        node.failures++;
        var delay = delay(who, node.failures);
        node.notBefore = nowNanos + delay;
        node.notAfter = nowNanos + delay + (long) (delay * rules.retry().jitter());
    }

    long delay(int who, int failures) {
        var retry = rules.retry();
        var delay = retry.minNanos();
        var cap = retry.maxNanos();
        if (persistent.contains(who) || seeds.contains(who)) {
            cap = retry.persistentMaxNanos();
            cap = conns.isEmpty() ? Math.min(cap, aloneNanos()) : cap;
        }
        for (var i = 1; i < failures && delay < cap; i++) {
            delay *= 2;
        }
        return Math.min(delay, cap);
    }

    long aloneNanos() {
        return Math.max(rules.retry().minNanos(), rules.retry().aloneMaxNanos());
    }

    /** Nobody is connected: pinned ones do not wait longer than this (L-4, D-48). */
    void hurry(long nowNanos) {
        if (!conns.isEmpty()) {
            return;
        }
        for (var who = 0; who < nodes.size(); who++) {
            var node = nodes.get(who);
            if ((persistent.contains(who) || seeds.contains(who))
                    && state(who, nowNanos).equals("idle")) {
                var latest = nowNanos + Math.min(aloneNanos(), rules.retry().persistentMaxNanos());
                node.notBefore = Math.min(node.notBefore, latest);
                node.notAfter = Math.min(node.notAfter, latest);
                node.restNanos = Math.min(node.restNanos, latest);
            }
        }
    }

    void connected(Conn conn) {
        var node = nodes.get(conn.who);
        conns.put(conn.ref.connection(), conn);
        node.idle(0);
        node.current = conn.ref.connection();
        node.ready = false;
        node.evicting = false;
    }

    void evicted(int who, long pauseNanos, boolean byOperator) {
        var node = nodes.get(who);
        if (node.current == 0 || node.evicting) {
            return;
        }
        node.evicting = true;
        node.pauseNanos = pauseNanos;
        node.byOperator = byOperator;
        node.handedNanos = 0;
    }

    /** A connection has ended. */
    void ended(Conn conn, boolean byUs, long nowNanos) {
        conns.remove(conn.ref.connection());
        var node = nodes.get(conn.who);
        if (node.current != conn.ref.connection()) {
            return;
        }
        node.current = 0;
        var success = conn.answered || nowNanos - conn.sinceNanos >= rules.pace().stayNanos();
        if (success && conn.dialed) {
            node.failures = 0;
            node.notBefore = 0;
            node.notAfter = 0;
        } else if (!success && !node.evicting && !byUs && conn.dialed) {
            failed(conn.who, nowNanos);
        }
        var away = node.evicting && node.pauseNanos > 0 && (!isExempt(conn.who) || node.byOperator);
        node.idle(nowNanos + rules.pace().cooldownNanos());
        if (away) {
            node.restNanos = 0;
            node.inactiveUntil = nowNanos + node.pauseNanos;
            node.refused = true;
        }
        node.evicting = false;
    }

    /** Connections, dials and pauses are gone; failures and bans are not. */
    void restarted(long nowNanos) {
        conns.clear();
        dials.clear();
        accepts.clear();
        up.clear();
        for (var who = 0; who < nodes.size(); who++) {
            var node = nodes.get(who);
            node.current = 0;
            node.known = persistent.contains(who) || seeds.contains(who);
            node.evicting = false;
            node.idle(0);
            var longest = node.failures == 0 ? 0 : nowNanos + delay(who, node.failures);
            node.notBefore = Math.min(node.notBefore, longest);
        }
    }

    /** How many regular places are taken at most: those of one direction, or of both. */
    int takenAtMost(boolean inbound, boolean outbound) {
        return taken(inbound, outbound, false);
    }

    /** How many are taken at least: some connections may have an operator's place. */
    int takenAtLeast(boolean inbound, boolean outbound) {
        return taken(inbound, outbound, true);
    }

    private int taken(boolean inbound, boolean outbound, boolean least) {
        var count = 0;
        for (var conn : conns.values()) {
            var counts = conn.inbound ? inbound : outbound;
            counts |= !least && conn.mayHoldAnyPlace && (inbound || outbound);
            var outside = isExempt(conn.who) || least && (conn.exempt || !isCurrent(conn));
            count += counts && !outside ? 1 : 0;
        }
        for (var dial : dials.values()) {
            var counts = outbound && !isOutside(dial) && !isFeeler(dial.ticket);
            count += counts && !(least && isOvertaken(dial)) ? 1 : 0;
        }
        return count;
    }

    /**
     * How many may be beyond the limits to take the place of others: what was allowed when it was
     * dialed stays.
     */
    int upgradesAtMost() {
        var open =
                dials.values().stream()
                        .filter(d -> d.ticket.kind() == DialTicket.Kind.UPGRADE)
                        .count();
        var arrived = conns.values().stream().filter(c -> c.upgrade).count();
        return Math.max(rules.slots().upgrades(), (int) (open + arrived));
    }

    boolean isCurrent(Conn conn) {
        return nodes.get(conn.who).current == conn.ref.connection();
    }

    boolean isOvertaken(Dial dial) {
        return nodes.get(dial.who).dialing != dial.ticket.number();
    }

    /** Feelers are beyond the limits. */
    static boolean isFeeler(DialTicket ticket) {
        return ticket.kind() == DialTicket.Kind.FEELER;
    }

    long feelers() {
        return dials.values().stream().filter(d -> isFeeler(d.ticket)).count();
    }

    /** Whether a budget may keep strangers from being dialed. */
    boolean mayRunDry(long nowNanos) {
        return lastStrangerNanos + rules.pace().probes().hearsayIntervalNanos() > nowNanos;
    }

    /** Dials of operators and of exempt nodes are counted apart. */
    boolean isOutside(Dial dial) {
        return dial.ticket.kind() == DialTicket.Kind.OPERATOR || isExempt(dial.who);
    }
}
