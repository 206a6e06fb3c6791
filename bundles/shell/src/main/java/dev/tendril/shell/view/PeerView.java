package dev.tendril.shell.view;

import static dev.tendril.shell.view.Table.left;
import static dev.tendril.shell.view.Table.right;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Decision;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.peer.PeerSnapshot;
import dev.tendril.api.router.RouterSnapshot.Link;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code p2p:peer}: one page about one peer. */
public final class PeerView {

    private PeerView() {}

    /** The page of a peer that is known; {@code decisions} are the last ones about it. */
    public static Listing of(NetworkState state, NodeId id, List<Decision> decisions) {
        var peer =
                state.peers().stream()
                        .filter(p -> p.nodeId().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new Refusal("never heard of " + id));
        var row = PeerRow.of(state, peer);
        var text = page(row) + addresses(peer) + channels(row.link());
        if (!decisions.isEmpty()) {
            text += "\nlast decisions\n" + DecisionsView.table(decisions);
        }
        return new Listing(text, List.of(json(row, decisions)));
    }

    private static String page(PeerRow row) {
        var peer = row.peer();
        var facts = new Facts();
        facts.add("node id", peer.nodeId().hex());
        facts.add("network", row.network());
        facts.add("state", peer.state() + lastReason(peer));
        facts.add("type", row.kind() + (peer.isPrivate() ? ", never told on" : ""));
        facts.add("score", Long.toString(peer.score()));
        row.info().map(PeerInfo::node).ifPresent(node -> node(facts, node));
        if (row.info().isPresent()) {
            facts.add("connection", "#" + row.connection() + " " + row.direction());
            facts.add("address", row.address());
            facts.add("connected for", Units.time(row.connectedFor()));
            facts.add("round trip", Units.millis(row.roundTrip()) + " ms");
            facts.add("received", Units.bytes(row.receivedBytes()));
            facts.add("sent", Units.bytes(row.sentBytes()));
        } else {
            facts.add("next", row.next());
        }
        return facts.text();
    }

    private static void node(Facts facts, NodeInfo node) {
        facts.add("moniker", node.moniker());
        facts.add("version", node.version());
        facts.add("listens on", node.listenAddress());
    }

    private static String lastReason(PeerSnapshot peer) {
        return peer.lastReason().map(reason -> ", last: " + reason).orElse("");
    }

    private static String addresses(PeerSnapshot peer) {
        if (peer.addresses().isEmpty()) {
            return "\nno address of it is known: it can only dial us\n";
        }
        var table =
                new Table(
                        left("ADDRESS", 50),
                        left("ORIGIN", 13),
                        left("SOURCE", 12),
                        right("FAILURES", 8),
                        right("NEXT DIAL", 9));
        for (var known : peer.addresses()) {
            table.row(
                    Hosts.brief(known.address().hostPort()),
                    known.origin(),
                    known.source(),
                    known.failures(),
                    known.nextDial().map(Units::time).orElse("any time"));
        }
        return "\n" + table.text();
    }

    private static String channels(Optional<Link> link) {
        var traffic = link.map(l -> l.connection().channels()).orElse(Map.of());
        if (traffic.isEmpty()) {
            return "";
        }
        var table =
                new Table(
                        left("CHANNEL", 7),
                        right("SENT", 8),
                        right("BYTES", 7),
                        right("RECEIVED", 8),
                        right("BYTES", 7));
        new TreeMap<>(traffic)
                .forEach(
                        (id, t) ->
                                table.row(
                                        id,
                                        t.sentMessages(),
                                        Units.bytes(t.sentBytes()),
                                        t.receivedMessages(),
                                        Units.bytes(t.receivedBytes())));
        return "\n" + table.text();
    }

    private static Map<String, Object> json(PeerRow row, List<Decision> decisions) {
        var fields = new LinkedHashMap<>(row.json());
        fields.put(
                "addresses",
                row.peer().addresses().stream()
                        .map(
                                known ->
                                        Map.<String, Object>ofEntries(
                                                Map.entry("address", known.address().toString()),
                                                Map.entry("origin", known.origin()),
                                                Map.entry("source", known.source()),
                                                Map.entry("failures", known.failures())))
                        .map(TreeMap::new)
                        .toList());
        fields.put(
                "decisions",
                decisions.stream().map(d -> DecisionsView.json(row.network(), d)).toList());
        return fields;
    }
}
