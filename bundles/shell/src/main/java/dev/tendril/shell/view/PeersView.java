package dev.tendril.shell.view;

import static dev.tendril.shell.view.Table.left;
import static dev.tendril.shell.view.Table.right;

import java.util.Comparator;
import java.util.List;

/** {@code p2p:peers}: who is connected, on the way, or wanted. */
public final class PeersView {

    private static final Comparator<PeerRow> ORDER =
            Comparator.comparing((PeerRow row) -> row.connection() == 0)
                    .thenComparingLong(PeerRow::connection)
                    .thenComparing(row -> row.peer().nodeId());

    private PeersView() {}

    /** The peers of a network; with {@code all} those that are only known, too. */
    public static Listing of(NetworkState state, boolean all) {
        var rows =
                state.peers().stream()
                        .map(peer -> PeerRow.of(state, peer))
                        .filter(row -> all || row.isCurrent())
                        .sorted(ORDER)
                        .toList();
        return new Listing(
                rows.isEmpty() ? empty(state) : table(rows) + totals(state, rows),
                rows.stream().map(PeerRow::json).toList());
    }

    /** The ids of all known peers. */
    public static List<String> ids(NetworkState state) {
        return state.peers().stream().map(peer -> peer.nodeId().hex()).toList();
    }

    /** The monikers of connected peers, those that are one word. */
    public static List<String> monikers(NetworkState state) {
        return state.peers().stream()
                .map(peer -> PeerRow.of(state, peer).moniker())
                .filter(moniker -> moniker.matches("[A-Za-z0-9._-]+"))
                .toList();
    }

    private static String table(List<PeerRow> rows) {
        var table =
                new Table(
                        right("#", 6),
                        left("DIR", 3),
                        left("TYPE", 9),
                        left("ID", 7),
                        left("MONIKER", 13),
                        left("ADDRESS", 21),
                        left("VER", 13),
                        right("SCORE", 5),
                        right("PING", 5),
                        right("IN", 5),
                        right("OUT", 5),
                        right("Q", 4),
                        right("AGE", 6),
                        left("NEXT/WHY", 40));
        for (var row : rows) {
            table.row(
                    row.connection() == 0 ? "-" : row.connection(),
                    row.direction(),
                    row.peer().state().equals("ready") ? row.kind() : row.peer().state(),
                    row.peer().nodeId().brief() + "…",
                    row.moniker(),
                    row.address(),
                    row.version(),
                    signed(row.peer().score()),
                    Units.millis(row.roundTrip()),
                    row.link().isEmpty() ? "-" : Units.bytes(row.receivedBytes()),
                    row.link().isEmpty() ? "-" : Units.bytes(row.sentBytes()),
                    row.link().map(l -> Integer.toString(l.queuedMessages())).orElse("-"),
                    Units.time(row.connectedFor()),
                    row.next());
        }
        return table.text();
    }

    private static String signed(long score) {
        return score > 0 ? "+" + score : Long.toString(score);
    }

    private static String totals(NetworkState state, List<PeerRow> rows) {
        var connected = rows.stream().filter(row -> row.info().isPresent()).toList();
        var in = connected.stream().filter(row -> row.direction().equals("in")).count();
        var down =
                rows.stream()
                        .filter(row -> row.peer().persistent() && row.info().isEmpty())
                        .count();
        return connected.size()
                + " connected: "
                + (connected.size() - in)
                + " out / "
                + in
                + " in (max "
                + state.limit("outbound")
                + "/"
                + state.limit("inbound")
                + ") · "
                + state.gauge("peers.known")
                + " known"
                + (down == 0 ? "" : " · " + down + " persistent down")
                + "\n";
    }

    /** An empty result says why. */
    private static String empty(NetworkState state) {
        if (!state.missing().isEmpty()) {
            return "no peers: " + state.missing() + "\n";
        }
        var waits = state.router().orElseThrow().waitingFor();
        if (!waits.isEmpty()) {
            return "no peers yet: the router waits for " + String.join(", ", waits) + "\n";
        }
        var known = state.gauge("peers.known");
        return known == 0
                ? "no peers, and no address of any is known: name some in p2p.seeds or"
                        + " p2p.persistent_peers, or p2p:dial one\n"
                : "no peers connected; "
                        + known
                        + " are known: p2p:peers -a shows them, p2p:why ID says why\n";
    }
}
