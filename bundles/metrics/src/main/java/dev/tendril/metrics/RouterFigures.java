package dev.tendril.metrics;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.router.RouterSnapshot;
import dev.tendril.api.router.RouterSnapshot.ChannelState;
import dev.tendril.api.router.RouterSnapshot.Link;

/** The series of a router; those of CometBFT 0.38 first. */
final class RouterFigures {

    private static final double NANOS = 1e9;

    private RouterFigures() {}

    static void add(Series series, RouterSnapshot router) {
        series.gauge("p2p_peers", "Number of peers.", router.links().size());
        router.links().forEach(link -> link(series, link));
        router.channels().forEach(channel -> channel(series, channel));
        for (var reactor : router.reactors()) {
            series.gauge(
                    "p2p_reactor_running",
                    "1 while the reactor runs, else 0",
                    reactor.state().equals("running") ? 1 : 0,
                    "reactor",
                    reactor.name(),
                    "state",
                    reactor.state());
        }
        TransportFigures.add(series, router.transports());
        series.gauge(
                "p2p_waiting_for",
                "what must come before the router dials and accepts; 0 when it runs",
                router.waitingFor().size());
        router.counters().forEach((name, value) -> CounterNames.add(series, "router", name, value));
    }

    private static void link(Series series, Link link) {
        var id = link.peer().ref().nodeId().hex();
        link.connection()
                .channels()
                .forEach(
                        (channel, traffic) -> {
                            series.counter(
                                    "p2p_peer_receive_bytes_total",
                                    "Number of bytes received from a given peer.",
                                    traffic.receivedBytes(),
                                    "peer_id",
                                    id,
                                    "chID",
                                    goHex(channel));
                            series.counter(
                                    "p2p_peer_send_bytes_total",
                                    "Number of bytes sent to a given peer.",
                                    traffic.sentBytes(),
                                    "peer_id",
                                    id,
                                    "chID",
                                    goHex(channel));
                        });
        series.gauge(
                "p2p_peer_pending_send_bytes",
                "Pending bytes to be sent to a given peer.",
                link.queuedBytes(),
                "peer_id",
                id);
        series.gauge(
                "p2p_peer_connected_seconds",
                "age of the connection",
                link.connectedFor().toMillis() / 1e3,
                "peer_id",
                id,
                "direction",
                link.peer().direction().brief());
        link.connection()
                .roundTrip()
                .ifPresent(
                        rtt ->
                                series.gauge(
                                        "p2p_peer_rtt_seconds",
                                        "last measured round trip",
                                        rtt.toNanos() / NANOS,
                                        "peer_id",
                                        id));
        link.connection()
                .counters()
                .forEach(
                        (event, value) ->
                                series.counter(
                                        "p2p_peer_events_total",
                                        "what else the connection counted, from its start",
                                        value,
                                        "peer_id",
                                        id,
                                        "event",
                                        event));
    }

    private static void channel(Series series, ChannelState channel) {
        var id = goHex(channel.id());
        series.counter(
                "p2p_channel_msgs_total",
                "messages of the channel",
                channel.sentMessages(),
                "ch_id",
                id,
                "direction",
                "out");
        series.counter(
                "p2p_channel_msgs_total",
                "messages of the channel",
                channel.receivedMessages(),
                "ch_id",
                id,
                "direction",
                "in");
        series.gauge("p2p_channel_peers", "peers with the channel", channel.peers(), "ch_id", id);
        series.gauge(
                "p2p_channel_waiting_msgs",
                "messages that wait for the reactor",
                channel.waitingMessages(),
                "ch_id",
                id);
        series.gauge(
                "p2p_channel_waiting_bytes",
                "bytes that wait for the reactor",
                channel.waitingBytes(),
                "ch_id",
                id);
        channel.drops()
                .forEach(
                        (reason, count) ->
                                series.counter(
                                        "p2p_channel_dropped_msgs_total",
                                        "messages of the channel that were dropped, by reason",
                                        count,
                                        "ch_id",
                                        id,
                                        "reason",
                                        reason));
    }

    /** As CometBFT writes channel ids into labels: {@code 0x0}, {@code 0x40}. */
    private static String goHex(ChannelId channel) {
        return "0x" + Integer.toHexString(channel.value());
    }
}
