package dev.tendril.shell.view;

import static dev.tendril.shell.view.Table.left;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.peer.Ban;

import java.util.List;

/**
 * {@code p2p:ban ls}, {@code p2p:persist ls} and {@code p2p:private ls}: what operators and the
 * node have laid down.
 */
public final class BansView {

    private BansView() {}

    /** The bans in force. */
    public static Listing bans(String network, List<Ban> bans) {
        var table =
                new Table(
                        left("TARGET", 43),
                        left("UNTIL (UTC)", 20),
                        left("BY", 8),
                        left("REASON", 60));
        for (var ban : bans) {
            table.row(ban.target().text(), seconds(ban), by(ban), ban.reason());
        }
        return new Listing(
                bans.isEmpty() ? "no ban is in force\n" : table.text(),
                bans.stream()
                        .map(
                                ban ->
                                        Fields.of(
                                                "network",
                                                network,
                                                "target",
                                                ban.target().text(),
                                                "until",
                                                ban.until().toString(),
                                                "by",
                                                by(ban),
                                                "reason",
                                                ban.reason().code(),
                                                "detail",
                                                ban.reason().detail()))
                        .toList());
    }

    /** The peers that are kept connected. */
    public static Listing persistent(NetworkState state, List<NodeAddress> addresses) {
        var table = new Table(left("ID", 40), left("ADDRESS", 50), left("STATE", 10));
        for (var address : addresses) {
            table.row(address.nodeId(), address.hostPort(), stateOf(state, address.nodeId()));
        }
        return new Listing(
                addresses.isEmpty()
                        ? "no peer is kept connected; p2p:persist add ADDRESS keeps one\n"
                        : table.text(),
                addresses.stream()
                        .map(
                                address ->
                                        Fields.of(
                                                "network",
                                                state.name(),
                                                "node_id",
                                                address.nodeId().hex(),
                                                "address",
                                                address.toString(),
                                                "state",
                                                stateOf(state, address.nodeId())))
                        .toList());
    }

    /** The peers nobody is told of. */
    public static Listing concealed(NetworkState state, List<NodeId> ids) {
        var table = new Table(left("ID", 40), left("STATE", 10));
        ids.forEach(id -> table.row(id, stateOf(state, id)));
        return new Listing(
                ids.isEmpty()
                        ? "no peer is private; p2p:private add PEER makes one so\n"
                        : table.text(),
                ids.stream()
                        .map(
                                id ->
                                        Fields.of(
                                                "network",
                                                state.name(),
                                                "node_id",
                                                id.hex(),
                                                "state",
                                                stateOf(state, id)))
                        .toList());
    }

    private static String seconds(Ban ban) {
        return ban.until().toString().replaceFirst("\\.\\d+Z$", "Z");
    }

    private static String by(Ban ban) {
        return ban.byOperator() ? "operator" : "conduct";
    }

    private static String stateOf(NetworkState state, NodeId id) {
        return state.peers().stream()
                .filter(peer -> peer.nodeId().equals(id))
                .findFirst()
                .map(peer -> peer.state())
                .orElse("unknown");
    }
}
