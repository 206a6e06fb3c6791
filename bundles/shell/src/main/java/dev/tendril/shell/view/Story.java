package dev.tendril.shell.view;

import dev.tendril.api.decision.Decision;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was decided about one peer, for one screen: two lines for each kind of decision, the newest
 * first, and since when it was made again and again. A peer that is dialed in vain all day is two
 * such kinds.
 */
final class Story {

    /** With the facts above them the lines of one screen. */
    private static final int KINDS_SHOWN = 7;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final String INDENT = " ".repeat(10);

    /** Whoever connects to us comes from another port each time: only the host tells him. */
    private record Kind(String verb, String code, String host) {}

    private Story() {}

    /** The story that {@code decisions} tell, the newest first. */
    static String of(List<Decision> decisions) {
        if (decisions.isEmpty()) {
            return "no decision about it was made since the node started\n";
        }
        var kinds = new LinkedHashMap<Kind, List<Decision>>();
        for (var decision : decisions) {
            kinds.computeIfAbsent(kind(decision), k -> new ArrayList<>()).add(decision);
        }
        var older = Math.max(0, kinds.size() - KINDS_SHOWN);
        return "last decisions, the newest first"
                + (older == 0 ? "" : "; -o json has " + older + " kinds more")
                + "\n"
                + kinds.values().stream()
                        .limit(KINDS_SHOWN)
                        .map(Story::lines)
                        .collect(Collectors.joining());
    }

    private static Kind kind(Decision decision) {
        return new Kind(decision.verb(), decision.reason().code(), host(decision));
    }

    private static String host(Decision decision) {
        return DecisionsView.place(decision.address()).replaceFirst(":\\d+$", "");
    }

    private static String lines(List<Decision> same) {
        var newest = same.getFirst();
        var words = new ArrayList<String>();
        words.add(newest.verb());
        if (!newest.address().isEmpty()) {
            var sameAddress = same.stream().allMatch(d -> d.address().equals(newest.address()));
            words.add(sameAddress ? DecisionsView.place(newest.address()) : host(newest));
        }
        if (!newest.verb().equals(newest.reason().code())) {
            words.add(newest.reason().code());
        }
        if (same.size() > 1) {
            words.add("again and again since " + time(same.getLast().at()));
        }
        return line(time(newest.at()) + "  " + String.join("  ", words)) + facts(newest);
    }

    private static String facts(Decision decision) {
        var inputs = DecisionsView.inputs(decision);
        var detail = decision.reason().detail();
        if (inputs.isEmpty() && detail.isEmpty()) {
            return "";
        }
        var facts = detail.isEmpty() ? inputs : (detail + "  " + inputs).strip();
        return line(INDENT + facts);
    }

    private static String line(String text) {
        return Table.cut(Table.oneLine(text), Table.WIDTH_MAX) + "\n";
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }
}
