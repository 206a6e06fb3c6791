package dev.tendril.peermanager.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How often each verb met a peer in each state. */
final class Coverage {

    /** What a peer can be doing, and not being known. */
    static final List<String> STATES =
            List.of(
                    "unknown",
                    "idle",
                    "dialing",
                    "connected",
                    "ready",
                    "evicting",
                    "inactive",
                    "banned");

    private final long[][] met = new long[Act.values().length][STATES.size()];

    void meet(Act act, Optional<Peer> peer) {
        met[act.ordinal()][peer.map(p -> STATES.indexOf(p.state().text())).orElse(0)]++;
    }

    boolean hasMet(Act act, String state) {
        return met[act.ordinal()][STATES.indexOf(state)] > 0;
    }

    void add(Coverage other) {
        for (var act : Act.values()) {
            for (var i = 0; i < STATES.size(); i++) {
                met[act.ordinal()][i] += other.met[act.ordinal()][i];
            }
        }
    }

    /** The table, to be printed. */
    String table() {
        var text = new StringBuilder(String.format("%-14s", "verb"));
        STATES.forEach(state -> text.append(String.format("%12s", state)));
        for (var act : Act.values()) {
            text.append(String.format("%n%-14s", act.text()));
            for (var count : met[act.ordinal()]) {
                text.append(String.format("%12s", count == 0 ? "-" : Long.toString(count)));
            }
        }
        return text.toString();
    }

    /** Pairs that were not met, {@code verb state}. */
    List<String> unmet() {
        var unmet = new ArrayList<String>();
        for (var act : Act.values()) {
            for (var i = 0; i < STATES.size(); i++) {
                if (met[act.ordinal()][i] == 0) {
                    unmet.add(act.text() + " " + STATES.get(i));
                }
            }
        }
        return unmet;
    }

    /** The reasons of a committed table: {@code verb state: reason}, one a line. */
    static Map<String, String> reasons(String table) {
        var reasons = new TreeMap<String, String>();
        for (var line : table.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
            var colon = line.indexOf(": ");
            reasons.put(line.substring(0, colon), line.substring(colon + 2).strip());
        }
        return reasons;
    }

    /**
     * What the table of reasons gets wrong: pairs without a reason, reasons for pairs that were
     * met.
     */
    List<String> wrong(Map<String, String> reasons) {
        var wrong = new ArrayList<String>();
        var unmet = unmet();
        for (var pair : unmet) {
            if (!reasons.containsKey(pair)) {
                wrong.add("not reached, and no reason: " + pair);
            }
        }
        for (var pair : reasons.keySet()) {
            if (!unmet.contains(pair)) {
                wrong.add("reached, and yet a reason: " + pair);
            }
        }
        return wrong;
    }
}
