package dev.tendril.shell.view;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Decision;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.node.ProtocolVersions;
import dev.tendril.api.peer.AddressSnapshot;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.peer.PeerManagerSnapshot;
import dev.tendril.api.peer.PeerSnapshot;
import dev.tendril.api.router.RouterSnapshot;
import dev.tendril.api.transport.ConnectionSnapshot;
import dev.tendril.testkit.node.TestNodes;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Snapshots of a network with three peers, the same in every test. */
public final class Snapshots {

    public static final NodeId SELF = new NodeId("aa".repeat(20));
    public static final NodeId SENTRY = new NodeId("3b6230" + "0".repeat(34));
    public static final NodeId GUEST = new NodeId("3b9f1c" + "0".repeat(34));
    public static final NodeId LOST = new NodeId("54dcd7" + "0".repeat(34));

    private Snapshots() {}

    /** A network that runs: one persistent peer out, one peer in, one persistent peer down. */
    public static NetworkState running(String name) {
        return new NetworkState(name, Optional.of(router(name)), Optional.of(manager()));
    }

    /** A network that knows nobody. */
    public static NetworkState lonely(String name, String... waitingFor) {
        return state(name, List.of(waitingFor), List.of(), List.of());
    }

    /** A network with nothing to complain about, and nobody in it. */
    public static NetworkState healthy(String name) {
        return withTransport(name, "listening");
    }

    /** A network whose only transport is in this state. */
    public static NetworkState withTransport(String name, String state) {
        return state(name, List.of(), List.of(), List.of(transport(state)));
    }

    /** A network with these reactors. */
    public static NetworkState withReactors(String name, RouterSnapshot.ReactorState... reactors) {
        return state(name, List.of(), List.of(reactors), List.of(transport("listening")));
    }

    private static RouterSnapshot.TransportState transport(String state) {
        return new RouterSnapshot.TransportState(
                Set.of(Protocol.MCONN),
                List.of(),
                "dev.tendril.transport.mconn 0.1.0",
                state,
                0,
                Map.of());
    }

    private static NetworkState state(
            String name,
            List<String> waitingFor,
            List<RouterSnapshot.ReactorState> reactors,
            List<RouterSnapshot.TransportState> transports) {
        var router =
                new RouterSnapshot(
                        name,
                        info(SELF, "lonely", "0.1.0"),
                        waitingFor,
                        List.of(),
                        List.of(),
                        reactors,
                        transports,
                        Map.of());
        var manager =
                new PeerManagerSnapshot(SELF, List.of(), Map.of(), Map.of(), Map.of(), List.of());
        return new NetworkState(name, Optional.of(router), Optional.of(manager));
    }

    static RouterSnapshot router(String name) {
        return new RouterSnapshot(
                name,
                info(SELF, "ours", "0.1.0"),
                List.of(),
                List.of(
                        link(sentry(), 41, 3_000, 12_400, Duration.ofHours(76)),
                        link(guest(), 88, 920, 1_234_567, Duration.ofSeconds(663))),
                List.of(
                        new RouterSnapshot.ChannelState(
                                new ChannelId(0),
                                "pex",
                                "pex",
                                1,
                                2,
                                0,
                                0,
                                17,
                                21,
                                Map.of("inbox-full", 3L))),
                List.of(
                        new RouterSnapshot.ReactorState(
                                "echo",
                                "waiting",
                                "not enabled in this network; p2p:reactors enable echo",
                                "dev.tendril.reactor.echo 0.1.0",
                                TestNodes.channels(0x7a),
                                0,
                                ""),
                        new RouterSnapshot.ReactorState(
                                "pex",
                                "running",
                                "",
                                "dev.tendril.reactor.pex 0.1.0",
                                TestNodes.channels(0),
                                1,
                                "IllegalStateException: once")),
                List.of(
                        new RouterSnapshot.TransportState(
                                Set.of(Protocol.MCONN, Protocol.TCP),
                                List.of(networked("192.0.2.1", 26_656)),
                                "dev.tendril.transport.mconn 0.1.0",
                                "listening",
                                2,
                                Map.of(
                                        "limit.inbound",
                                        3L,
                                        "inbound-open",
                                        2L,
                                        "accept-failed",
                                        0L))),
                Map.of("limit.handshakes", 2L, "disconnected.eof", 4L, "queue.node-bytes", 10L));
    }

    static PeerManagerSnapshot manager() {
        return new PeerManagerSnapshot(
                SELF,
                List.of(
                        peer(SENTRY, "ready", Optional.of(sentry()), 100, true),
                        peer(GUEST, "ready", Optional.of(guest()), 37, false),
                        peer(LOST, "idle", Optional.empty(), -9, true)),
                Map.of("outbound", "10", "inbound", "40", "peers-stored", "10000"),
                Map.of(
                        "connections.in", 1L,
                        "connections.out", 1L,
                        "peers.known", 3L,
                        "peers.verified", 1L,
                        "peers.ready", 2L,
                        "bans", 1L),
                Map.of("reason.dial.wanted", 5L, "limit.inbound", 1L),
                List.of(
                        new PeerManagerSnapshot.SelfAddress(
                                "192.0.2.1:26656", "told to everybody: it is public")));
    }

    private static PeerInfo sentry() {
        return new PeerInfo(
                new PeerRef(SENTRY, 1),
                info(SENTRY, "sentry-eu-1", "0.38.21"),
                Direction.OUTBOUND,
                networked("95.179.155.35", 26_656));
    }

    private static PeerInfo guest() {
        return new PeerInfo(
                new PeerRef(GUEST, 2),
                info(GUEST, "polkachu", "0.40.0"),
                Direction.INBOUND,
                networked("2001:db8::7", 26_656));
    }

    private static PeerSnapshot peer(
            NodeId id, String state, Optional<PeerInfo> info, long score, boolean persistent) {
        var seed =
                new AddressSnapshot(
                        NodeAddress.networked(Protocol.MCONN, id, "seed.example.org", 26_656),
                        "operator",
                        "operator",
                        info.isPresent() ? 0 : 3,
                        Optional.empty());
        return new PeerSnapshot(
                id,
                state,
                info,
                info.map(i -> Duration.ofHours(i.ref().connection())),
                List.of(seed),
                score,
                persistent,
                false,
                false,
                info.isPresent() ? Optional.empty() : Optional.of(Duration.ofSeconds(42)),
                info.isPresent() ? Optional.empty() : Optional.of(Reason.of("dial-timeout")));
    }

    private static RouterSnapshot.Link link(
            PeerInfo peer, int millis, long sent, long received, Duration age) {
        return new RouterSnapshot.Link(
                peer,
                Set.copyOf(TestNodes.channels(0)),
                2,
                300,
                age,
                new ConnectionSnapshot(
                        sent,
                        received,
                        Map.of(new ChannelId(0), new ConnectionSnapshot.Traffic(5, 500, 7, 700)),
                        Optional.of(Duration.ofMillis(millis)),
                        Map.of("pongs-received", 9L)));
    }

    /** A decision about the sentry. */
    public static Decision decision() {
        var inputs = new LinkedHashMap<String, String>();
        inputs.put("source", GUEST.brief());
        inputs.put("failures", "0");
        return new Decision(
                7,
                Instant.parse("2026-01-02T03:04:05.678Z"),
                "dial",
                Optional.of(SENTRY),
                0,
                "mconn://" + SENTRY + "@95.179.155.35:26656",
                new Reason("wanted", "a slot is free"),
                inputs);
    }

    private static NodeInfo info(NodeId id, String moniker, String version) {
        return new NodeInfo(
                ProtocolVersions.COMETBFT,
                id,
                "tcp://0.0.0.0:26656",
                "test-chain",
                version,
                TestNodes.channels(0),
                moniker,
                "off",
                "");
    }

    private static Endpoint networked(String ip, int port) {
        return new Endpoint.Networked(Protocol.MCONN, InetAddress.ofLiteral(ip), port);
    }
}
