package dev.tendril.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.metrics.Sample;
import dev.tendril.api.metrics.Sample.Kind;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.peer.PeerManagerSnapshot;
import dev.tendril.api.peer.PeerSnapshot;
import dev.tendril.api.router.RouterSnapshot;
import dev.tendril.api.transport.ConnectionSnapshot;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.node.TestNodes;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

final class NodeMetricsTest {

    private static final PeerInfo PEER = TestNodes.peer(1, 0x00, 0x40);
    private static final String ID = PEER.ref().nodeId().hex();
    private static final Map<String, String> COMMON =
            Map.of("chain_id", TestNodes.CHAIN_ID, "network", "main");

    private final Map<String, Long> routerCounters =
            new HashMap<>(
                    Map.of(
                            "limit.handshakes", 3L,
                            "disconnected.eof", 2L,
                            "dial.failed.dial-timeout", 4L,
                            "accept.connections", 7L,
                            "queue.node-bytes", 900L));
    private List<RouterSnapshot.Link> links = List.of(link(100, 2_000, 30));
    private final NodeMetrics metrics =
            new NodeMetrics(
                    NodeMetrics.NAMESPACE,
                    () ->
                            List.of(
                                    new NetworkFigures(
                                            "main",
                                            Optional.of(router()),
                                            Optional.of(manager()))));

    @Test
    void samples_haveTheNamesAndLabelsOfCometBft() {
        assertEquals(1, value("cometbft_p2p_peers"));
        assertEquals(
                2_000,
                value("cometbft_p2p_peer_receive_bytes_total", "peer_id", ID, "chID", "0x40"));
        assertEquals(
                100, value("cometbft_p2p_peer_send_bytes_total", "peer_id", ID, "chID", "0x40"));
        assertEquals(30, value("cometbft_p2p_peer_pending_send_bytes", "peer_id", ID));
    }

    @Test
    @Covers({"D-50"})
    void samples_haveEveryCounterOfALimitAndOfAReason() {
        assertEquals(
                3, value("cometbft_p2p_limited_total", "part", "router", "what", "handshakes"));
        assertEquals(
                1, value("cometbft_p2p_limited_total", "part", "peermanager", "what", "inbound"));
        assertEquals(
                2,
                value("cometbft_p2p_connections_closed_total", "part", "router", "reason", "eof"));
        assertEquals(5, value("cometbft_p2p_decisions_total", "verb", "dial", "reason", "wanted"));
        assertEquals(
                4,
                value(
                        "cometbft_p2p_dials_failed_total",
                        "part",
                        "router",
                        "reason",
                        "dial-timeout"));
        assertEquals(
                6,
                value(
                        "cometbft_p2p_channel_dropped_msgs_total",
                        "ch_id",
                        "0x0",
                        "reason",
                        "inbox-full"));
        assertEquals(40, value("cometbft_p2p_limit", "name", "inbound"));
        assertTrue(named("cometbft_p2p_limit").stream().noneMatch(s -> has(s, "outbound")));
    }

    @Test
    @Covers("D-50")
    void samples_haveTheFiguresOfTransports_thoseOfOneProtocolTogether() {
        assertEquals(
                5,
                value("cometbft_p2p_limited_total", "part", "transport.mconn", "what", "inbound"));
        assertEquals(
                9,
                value(
                        "cometbft_p2p_transport_figures",
                        "part",
                        "transport.mconn",
                        "what",
                        "inbound-open"));
    }

    @Test
    void samples_countersThatNobodyKnows_areEvents() {
        assertEquals(
                7,
                value(
                        "cometbft_p2p_events_total",
                        "part",
                        "router",
                        "event",
                        "accept.connections"));
    }

    @Test
    void samples_statesAreGaugesAndCountsCounters() {
        assertEquals(Kind.GAUGE, named("cometbft_p2p_queued_bytes").getFirst().kind());
        for (var sample : metrics.samples()) {
            assertEquals(
                    sample.name().endsWith("_total"), sample.kind() == Kind.COUNTER, sample::name);
            assertTrue(sample.name().matches("cometbft_p2p_[a-z0-9_]+"), sample::name);
            assertFalse(sample.help().isEmpty(), sample::name);
        }
    }

    @Test
    @Covers({"D-42"})
    void gauges_followTheStateAndNeverDrift() {
        links = List.of();

        assertEquals(0, value("cometbft_p2p_peers"));
        assertTrue(named("cometbft_p2p_peer_pending_send_bytes").isEmpty());

        links = List.of(link(100, 2_000, 0));
        for (var i = 0; i < 100; i++) {
            assertEquals(1, value("cometbft_p2p_peers"));
            assertEquals(0, value("cometbft_p2p_peer_pending_send_bytes", "peer_id", ID));
        }
    }

    @Test
    @Covers({"D-42"})
    void counters_growWithWhatIsCountedAndNeverFall() {
        var before = counters();
        routerCounters.merge("disconnected.eof", 1L, Long::sum);
        links = List.of(link(150, 2_000, 0));
        var after = counters();

        before.forEach((series, value) -> assertTrue(after.get(series) >= value, series));
        assertEquals(
                2,
                after.entrySet().stream()
                        .filter(e -> e.getValue() > before.get(e.getKey()))
                        .count());
    }

    @Test
    void samples_areInOrderAndNoneIsThereTwice() {
        var keys = metrics.samples().stream().map(s -> s.name() + s.labels()).toList();

        assertEquals(keys.stream().distinct().toList(), keys);
        assertEquals(metrics.samples().stream().sorted(Series.ORDER).toList(), metrics.samples());
    }

    @Test
    void exposition_hasOneHeadForEachSeries() {
        var text = metrics.exposition();

        assertTrue(
                text.contains(
                        """
                        # HELP cometbft_p2p_peers Number of peers.
                        # TYPE cometbft_p2p_peers gauge
                        cometbft_p2p_peers{chain_id="test-chain",network="main"} 1
                        """),
                text);
        var heads = text.lines().filter(line -> line.startsWith("# TYPE")).toList();
        assertEquals(heads.stream().distinct().toList(), heads);
        assertTrue(text.contains("cometbft_p2p_peer_rtt_seconds"), text);
    }

    @Test
    void exposition_escapesLabelsAndHelp() {
        var sample = new Sample("x", Map.of("a", "q\"b\\c\nd"), Kind.GAUGE, 0.5, "h\\i\nj");

        assertEquals(
                "# HELP x h\\\\i\\nj\n# TYPE x gauge\nx{a=\"q\\\"b\\\\c\\nd\"} 0.5\n",
                Exposition.text(List.of(sample)));
    }

    private Map<String, Double> counters() {
        return metrics.samples().stream()
                .filter(s -> s.kind() == Kind.COUNTER)
                .collect(Collectors.toMap(s -> s.name() + s.labels(), Sample::value));
    }

    private List<Sample> named(String name) {
        return metrics.samples().stream().filter(s -> s.name().equals(name)).toList();
    }

    private static boolean has(Sample sample, String value) {
        return sample.labels().containsValue(value);
    }

    private double value(String name, String... labels) {
        var all = new TreeMap<>(COMMON);
        for (var i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        return named(name).stream()
                .filter(s -> s.labels().equals(all))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + all + " not in " + named(name)))
                .value();
    }

    private static RouterSnapshot.Link link(long sent, long received, long queued) {
        return new RouterSnapshot.Link(
                PEER,
                Set.of(),
                1,
                queued,
                Duration.ofSeconds(5),
                new ConnectionSnapshot(
                        sent + 10,
                        received + 10,
                        Map.of(
                                new ChannelId(0x40),
                                new ConnectionSnapshot.Traffic(1, sent, 1, received)),
                        Optional.of(Duration.ofMillis(12)),
                        Map.of("pongs-received", 1L)));
    }

    private RouterSnapshot router() {
        return new RouterSnapshot(
                "main",
                TestNodes.info(TestNodes.id(9)),
                List.of(),
                links,
                List.of(
                        new RouterSnapshot.ChannelState(
                                new ChannelId(0),
                                "pex",
                                "pex",
                                1,
                                1,
                                0,
                                0,
                                5,
                                6,
                                Map.of("inbox-full", 6L))),
                List.of(
                        new RouterSnapshot.ReactorState(
                                "pex", "running", "", "pex 1", List.of(), 0, "")),
                List.of(
                        transport("departed", Map.of("limit.inbound", 3L)),
                        transport("dial-only", Map.of("limit.inbound", 2L, "inbound-open", 9L))),
                routerCounters);
    }

    private static RouterSnapshot.TransportState transport(
            String state, Map<String, Long> counters) {
        return new RouterSnapshot.TransportState(
                Set.of(Protocol.MCONN, Protocol.TCP), List.of(), "mconn 1", state, 1, counters);
    }

    private PeerManagerSnapshot manager() {
        var peer =
                new PeerSnapshot(
                        PEER.ref().nodeId(),
                        "ready",
                        Optional.of(PEER),
                        Optional.of(Duration.ofSeconds(5)),
                        List.of(),
                        12,
                        false,
                        false,
                        false,
                        Optional.empty(),
                        Optional.empty());
        return new PeerManagerSnapshot(
                TestNodes.id(9),
                List.of(peer),
                Map.of("inbound", "40", "outbound", "none"),
                Map.of("peers.known", 1L, "peers.ready", 1L, "slots.dialing", 0L, "bans", 0L),
                Map.of("reason.dial.wanted", 5L, "limit.inbound", 1L),
                List.of());
    }
}
