package dev.tendril.shell.view;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.peer.PeerManagerSnapshot;
import dev.tendril.api.router.RouterSnapshot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code p2p:status}: who we are in a network, where we listen, how many peers there are. */
public final class StatusView {

    private StatusView() {}

    /** The page of a network. */
    public static Listing of(NetworkState state) {
        return new Listing(page(state), List.of(json(state)));
    }

    private static String page(NetworkState state) {
        var facts = new Facts();
        facts.add("network", state.name());
        facts.add("node id", nodeId(state));
        state.router().ifPresent(router -> router(facts, router));
        facts.add("told as", told(state).stream().map(s -> s.address() + ": " + s.told()).toList());
        state.manager().ifPresent(manager -> peers(facts, state));
        facts.add("missing", state.missing());
        return facts.text();
    }

    private static void router(Facts facts, RouterSnapshot router) {
        facts.add("moniker", router.self().moniker());
        facts.add("chain", router.self().network());
        facts.add("version", router.self().version());
        var listening = listening(router);
        facts.add("listening", listening.isEmpty() ? List.of("nowhere: it only dials") : listening);
        facts.add(
                "channels",
                router.self().channels().stream()
                        .map(ChannelId::toString)
                        .collect(Collectors.joining(" ")));
        facts.add(
                "reactors",
                router.reactors().stream()
                        .map(r -> r.name() + " " + r.state())
                        .collect(Collectors.joining(", ")));
        facts.add(
                "waiting for",
                router.waitingFor().isEmpty()
                        ? List.of("nothing: it dials and accepts")
                        : router.waitingFor());
    }

    private static void peers(Facts facts, NetworkState state) {
        facts.add(
                "connected",
                state.gauge("connections.out")
                        + " out (max "
                        + state.limit("outbound")
                        + "), "
                        + state.gauge("connections.in")
                        + " in (max "
                        + state.limit("inbound")
                        + "), "
                        + state.gauge("peers.dialing")
                        + " dialing");
        facts.add(
                "known peers",
                state.gauge("peers.known")
                        + ", "
                        + state.gauge("peers.verified")
                        + " of them verified (max "
                        + state.limit("peers-stored")
                        + ")");
        facts.add("bans", Long.toString(state.gauge("bans")));
    }

    private static String nodeId(NetworkState state) {
        return state.manager()
                .map(m -> m.self().hex())
                .or(() -> state.router().map(r -> r.self().nodeId().hex()))
                .orElse("");
    }

    private static List<String> listening(RouterSnapshot router) {
        return router.transports().stream()
                .flatMap(t -> t.endpoints().stream())
                .map(Endpoint::toString)
                .toList();
    }

    private static List<PeerManagerSnapshot.SelfAddress> told(NetworkState state) {
        return state.manager().map(PeerManagerSnapshot::selfAddresses).orElse(List.of());
    }

    private static Map<String, Object> json(NetworkState state) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("network", state.name());
        fields.put("node_id", nodeId(state));
        var self = state.router().map(RouterSnapshot::self);
        fields.put("moniker", self.map(NodeInfo::moniker).orElse(""));
        fields.put("chain_id", self.map(NodeInfo::network).orElse(""));
        fields.put("version", self.map(NodeInfo::version).orElse(""));
        fields.put("listening", state.router().map(StatusView::listening).orElse(List.of()));
        fields.put(
                "told_addresses",
                told(state).stream()
                        .map(s -> Fields.of("address", s.address(), "told", s.told()))
                        .toList());
        fields.put(
                "channels",
                self.map(s -> s.channels().stream().map(ChannelId::toString).toList())
                        .orElse(List.of()));
        fields.put("peers_out", state.gauge("connections.out"));
        fields.put("peers_in", state.gauge("connections.in"));
        fields.put("peers_dialing", state.gauge("peers.dialing"));
        fields.put("peers_known", state.gauge("peers.known"));
        fields.put("peers_verified", state.gauge("peers.verified"));
        fields.put("max_out", state.limit("outbound"));
        fields.put("max_in", state.limit("inbound"));
        fields.put("bans", state.gauge("bans"));
        fields.put("waiting_for", state.router().map(RouterSnapshot::waitingFor).orElse(List.of()));
        fields.put("missing", state.missing());
        return fields;
    }
}
