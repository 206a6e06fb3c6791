package dev.tendril.shell.view;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.peer.PeerSnapshot;
import dev.tendril.api.router.RouterSnapshot.Link;
import dev.tendril.api.transport.ConnectionSnapshot;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of one peer: of the peer manager, and of the router when it is connected.
 *
 * @param network the network it is in
 * @param peer what the peer manager knows
 * @param link its connection in the router
 */
record PeerRow(String network, PeerSnapshot peer, Optional<Link> link) {

    static PeerRow of(NetworkState state, PeerSnapshot peer) {
        return new PeerRow(state.name(), peer, state.link(peer.nodeId()));
    }

    Optional<PeerInfo> info() {
        return peer.connection().or(() -> link.map(Link::peer));
    }

    /** Whether it is worth a line when nobody asked for all: connected, on the way, or wanted. */
    boolean isCurrent() {
        return info().isPresent() || peer.persistent() || peer.state().equals("dialing");
    }

    long connection() {
        return info().map(i -> i.ref().connection()).orElse(0L);
    }

    String direction() {
        return info().map(PeerInfo::direction)
                .map(Direction::brief)
                .orElse(peer.state().equals("dialing") ? "out" : "");
    }

    String moniker() {
        return info().map(PeerInfo::node).map(NodeInfo::moniker).orElse("");
    }

    String version() {
        return info().map(PeerInfo::node).map(NodeInfo::version).orElse("");
    }

    /** Where it is connected, else the best address known. */
    String address() {
        return info().map(PeerInfo::remote)
                .map(PeerRow::hostPort)
                .or(
                        () ->
                                peer.addresses().stream()
                                        .findFirst()
                                        .map(a -> Hosts.brief(a.address().hostPort())))
                .orElse("");
    }

    private static String hostPort(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Networked networked -> Hosts.brief(networked.hostPort());
            case Endpoint.Local local -> local.toString();
        };
    }

    List<String> channels() {
        return link.map(l -> l.channels().stream().sorted().map(ChannelId::toString).toList())
                .orElse(List.of());
    }

    Optional<Duration> connectedFor() {
        return peer.connectedFor().or(() -> link.map(Link::connectedFor));
    }

    Optional<Duration> roundTrip() {
        return link.map(Link::connection).flatMap(ConnectionSnapshot::roundTrip);
    }

    long sentBytes() {
        return link.map(l -> l.connection().sentBytes()).orElse(0L);
    }

    long receivedBytes() {
        return link.map(l -> l.connection().receivedBytes()).orElse(0L);
    }

    private long counter(String name) {
        return link.map(l -> l.connection().counters().getOrDefault(name, 0L)).orElse(0L);
    }

    /** {@code persist}, {@code uncond}, {@code private} or {@code normal}. */
    String kind() {
        if (peer.persistent()) {
            return "persist";
        }
        if (peer.unconditional()) {
            return "uncond";
        }
        return peer.isPrivate() ? "private" : "normal";
    }

    /** What happens next, and why it is as it is: {@code in 42s (timeout)}. */
    String next() {
        var reason = peer.lastReason().map(r -> r.code()).orElse("");
        if (info().isPresent() && !peer.state().equals("evicting")) {
            return "-";
        }
        var wait =
                peer.nextDial()
                        .map(d -> d.toMillis() == 0 ? "now" : "in " + Units.time(d))
                        .orElse("");
        if (reason.isEmpty()) {
            return wait;
        }
        return wait.isEmpty() ? reason : wait + " (" + reason + ")";
    }

    Map<String, Object> json() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("network", network);
        fields.put("node_id", peer.nodeId().hex());
        fields.put("connection", connection());
        fields.put("moniker", moniker());
        fields.put("direction", direction());
        fields.put("state", peer.state());
        fields.put("address", address());
        fields.put("version", version());
        fields.put("channels", channels());
        fields.put("connected_seconds", connectedFor().map(Units::seconds).orElse(0.0));
        fields.put("send_bytes", sentBytes());
        fields.put("recv_bytes", receivedBytes());
        fields.put("queued_messages", link.map(Link::queuedMessages).orElse(0));
        fields.put("queued_bytes", link.map(Link::queuedBytes).orElse(0L));
        fields.put("pings", counter("pings-received"));
        fields.put("pongs", counter("pongs-received"));
        fields.put("round_trip_seconds", roundTrip().map(d -> d.toNanos() / 1e9));
        fields.put("score", peer.score());
        fields.put("persistent", peer.persistent());
        fields.put("unconditional", peer.unconditional());
        fields.put("private", peer.isPrivate());
        fields.put("next_dial_seconds", Units.seconds(peer.nextDial()));
        fields.put("last_reason", peer.lastReason().map(r -> r.toString()).orElse(""));
        return fields;
    }
}
