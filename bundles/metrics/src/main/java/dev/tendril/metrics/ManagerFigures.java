package dev.tendril.metrics;

import dev.tendril.api.peer.PeerManagerSnapshot;

import java.util.Map;

/** The series of a peer manager. */
final class ManagerFigures {

    private ManagerFigures() {}

    static void add(Series series, PeerManagerSnapshot manager) {
        manager.gauges().forEach((name, value) -> gauge(series, name, value));
        limits(series, manager.limits());
        for (var peer : manager.peers()) {
            if (peer.connection().isPresent() || peer.persistent()) {
                series.gauge(
                        "p2p_peer_score",
                        "score of a connected or persistent peer",
                        peer.score(),
                        "peer_id",
                        peer.nodeId().hex());
            }
        }
        series.gauge(
                "p2p_persistent_peers_down",
                "persistent peers that are not connected",
                manager.peers().stream()
                        .filter(peer -> peer.persistent() && peer.connection().isEmpty())
                        .count());
        manager.counters()
                .forEach((name, value) -> CounterNames.add(series, "peermanager", name, value));
    }

    private static void gauge(Series series, String name, long value) {
        switch (name) {
            case "peers.known" ->
                    series.gauge("p2p_peers_stored", "peers with at least one address", value);
            case "peers.verified" ->
                    series.gauge("p2p_peers_verified", "peers we have dialed and found", value);
            case "connections.in" ->
                    series.gauge("p2p_peers_connected_incoming", "peers that dialed us", value);
            case "connections.out" ->
                    series.gauge("p2p_peers_connected_outgoing", "peers we dialed", value);
            default -> {
                var dot = name.indexOf('.');
                if (dot < 0) {
                    series.gauge("p2p_" + series(name), "of the peer manager", value);
                } else {
                    series.gauge(
                            "p2p_" + series(name.substring(0, dot)) + "_by_kind",
                            "of the peer manager, by kind",
                            value,
                            "kind",
                            name.substring(dot + 1));
                }
            }
        }
    }

    /** Only limits that are numbers: none is no number. */
    private static void limits(Series series, Map<String, String> limits) {
        limits.forEach(
                (name, text) -> {
                    if (text.matches("\\d{1,15}")) {
                        series.gauge(
                                "p2p_limit", "limits in force", Long.parseLong(text), "name", name);
                    }
                });
    }

    private static String series(String name) {
        return name.replaceAll("[^a-zA-Z0-9_]", "_");
    }
}
