package dev.tendril.shell.view;

import static dev.tendril.shell.view.Table.left;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Decision;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code p2p:decisions}: what the node chose about peers, and why. */
public final class DecisionsView {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private DecisionsView() {}

    /** The decisions of a network, the newest first; {@code filter} says what was asked for. */
    public static Listing of(String network, List<Decision> decisions, String filter) {
        var text =
                decisions.isEmpty()
                        ? "no decisions" + filter + ": nothing was chosen since the node started\n"
                        : table(decisions);
        return new Listing(text, decisions.stream().map(d -> json(network, d)).toList());
    }

    static String table(List<Decision> decisions) {
        var table =
                new Table(
                        left("UTC", 8),
                        left("VERB", 12),
                        left("ID", 7),
                        left("ADDRESS", 24),
                        left("REASON", 32),
                        left("INPUTS", 80));
        for (var decision : decisions) {
            table.row(
                    TIME.format(decision.at()),
                    decision.verb(),
                    id(decision),
                    place(decision.address()),
                    decision.reason(),
                    inputs(decision));
        }
        return table.text();
    }

    private static String id(Decision decision) {
        return decision.nodeId().map(id -> id.brief() + "…").orElse("-");
    }

    /** The address without protocol and id, which have columns of their own. */
    static String place(String address) {
        var at = address.indexOf('@');
        return at < 0 ? address : address.substring(at + 1);
    }

    static String inputs(Decision decision) {
        return decision.inputs().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
    }

    static Map<String, Object> json(String network, Decision decision) {
        return Fields.of(
                "network",
                network,
                "sequence",
                decision.sequence(),
                "at",
                decision.at().toString(),
                "verb",
                decision.verb(),
                "node_id",
                decision.nodeId().map(NodeId::hex).orElse(""),
                "connection",
                decision.connection(),
                "address",
                decision.address(),
                "reason",
                decision.reason().code(),
                "detail",
                decision.reason().detail(),
                "inputs",
                decision.inputs());
    }
}
