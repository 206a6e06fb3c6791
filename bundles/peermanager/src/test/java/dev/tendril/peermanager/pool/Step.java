package dev.tendril.peermanager.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that happens to a core. It names nodes and not tickets or numbers, so that a trace
 * stays meaningful when steps are taken out of it; one that does not fit the moment does nothing.
 *
 * @param act what
 * @param who which node of the cast, 0 where it concerns nobody
 * @param nth which of the open tickets or connections of the node, the oldest is 0
 * @param how in which way, or how much
 */
record Step(Act act, int who, int nth, int how) {

    static Step of(Act act) {
        return new Step(act, 0, 0, 0);
    }

    static Step of(Act act, int who) {
        return new Step(act, who, 0, 0);
    }

    static Step of(Act act, int who, String way) {
        var how = act.ways().indexOf(way);
        if (how < 0) {
            throw new IllegalArgumentException("no way of " + act + ": " + way);
        }
        return new Step(act, who, 0, how);
    }

    boolean is(String way) {
        return act.ways().get(how).equals(way);
    }

    /** As traces show it: {@code dialed 1.0 ok}. */
    String text() {
        var way = act.ways().isEmpty() ? Integer.toString(how) : act.ways().get(how);
        return act.text() + " " + who + "." + nth + " " + way;
    }

    /** The step that {@link #text} shows. */
    static Step parse(String text) {
        var words = text.strip().split(" ");
        var act = Act.of(words[0]);
        var dot = words[1].indexOf('.');
        var how = act.ways().isEmpty() ? Integer.parseInt(words[2]) : act.ways().indexOf(words[2]);
        if (how < 0) {
            throw new IllegalArgumentException("not a step: " + text);
        }
        return new Step(
                act,
                Integer.parseInt(words[1], 0, dot, 10),
                Integer.parseInt(words[1], dot + 1, words[1].length(), 10),
                how);
    }

    /** A whole trace, to be shown and to be played again. */
    static String text(List<Step> trace) {
        return trace.stream().map(Step::text).collect(Collectors.joining("; "));
    }

    /** The trace that {@link #text(List)} shows. */
    static List<Step> trace(String text) {
        var trace = new ArrayList<Step>();
        for (var part : text.split(";")) {
            if (!part.isBlank()) {
                trace.add(parse(part));
            }
        }
        return trace;
    }
}
