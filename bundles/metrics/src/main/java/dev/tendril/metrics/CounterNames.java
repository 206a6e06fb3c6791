package dev.tendril.metrics;

import java.util.List;

/**
 * How the counters of our rooms become series: by the beginning of their names; what is left of the
 * name is a label. Counters that nothing fits are {@code p2p_events_total}.
 */
final class CounterNames {

    /** Where the names of counters end that are states of something, not counts. */
    private static final String QUEUE = "queue.node-";

    private static final List<Rule> RULES =
            List.of(
                    new Rule(
                            "limit.",
                            "limited_total",
                            "what",
                            "times a limit was reached, by its name"),
                    new Rule(
                            "disconnected.",
                            "connections_closed_total",
                            "reason",
                            "connections that ended, by reason"),
                    new Rule(
                            "evicted.",
                            "evictions_total",
                            "reason",
                            "peers the peer manager wanted disconnected, by reason"),
                    new Rule(
                            "dial.failed.",
                            "dials_failed_total",
                            "reason",
                            "dials that failed, by reason"),
                    new Rule(
                            "handshake.failed.",
                            "handshakes_failed_total",
                            "reason",
                            "handshakes that failed, by reason"),
                    new Rule(
                            "admission.refused.",
                            "admissions_refused_total",
                            "reason",
                            "peers refused after the handshake, by reason"),
                    new Rule(
                            "screen.refused.",
                            "screenings_refused_total",
                            "reason",
                            "inbound connections refused before the handshake, by reason"),
                    new Rule(
                            "reactor.failed.",
                            "reactor_failures_total",
                            "reactor",
                            "exceptions of reactors"),
                    new Rule("drop.", "dropped_total", "reason", "messages dropped, by reason"));

    private CounterNames() {}

    private record Rule(String prefix, String series, String label, String help) {}

    /** Whether {@code name} begins as the names of counters with a series of their own do. */
    static boolean isCount(String name) {
        return RULES.stream().anyMatch(rule -> name.startsWith(rule.prefix()));
    }

    /** Adds the counter {@code name} of the room {@code part} to {@code series}. */
    static void add(Series series, String part, String name, long value) {
        if (name.startsWith(QUEUE)) {
            var unit = name.substring(QUEUE.length());
            series.gauge("p2p_queued_" + unit, "what waits for all peers", value);
            return;
        }
        if (name.startsWith("reason.")) {
            decision(series, name, value);
            return;
        }
        for (var rule : RULES) {
            if (name.startsWith(rule.prefix())) {
                var rest = name.substring(rule.prefix().length());
                series.counter(
                        "p2p_" + rule.series(),
                        rule.help(),
                        value,
                        "part",
                        part,
                        rule.label(),
                        rest);
                return;
            }
        }
        series.counter(
                "p2p_events_total",
                "what else happened, by event",
                value,
                "part",
                part,
                "event",
                name);
    }

    /** {@code reason.<verb>.<code>}. */
    private static void decision(Series series, String name, long value) {
        var words = name.split("\\.", 3);
        series.counter(
                "p2p_decisions_total",
                "choices of the peer manager, by kind and reason",
                value,
                "verb",
                words.length > 1 ? words[1] : "",
                "reason",
                words.length > 2 ? words[2] : "");
    }
}
