package dev.tendril.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.metrics.Metrics;
import dev.tendril.api.metrics.Sample;
import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.peer.Explanation;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class ViewsTest {

    private static final NetworkState STATE = Snapshots.running("main");

    @Test
    void peers_asTable() throws IOException {
        Golden.assertText("peers.txt", PeersView.of(STATE, false).print("table"));
    }

    @Test
    void peers_asJson() throws IOException {
        Golden.assertText("peers.json", PeersView.of(STATE, false).print("json"));
    }

    @Test
    void peer_asTable() throws IOException {
        Golden.assertText(
                "peer.txt",
                PeerView.of(STATE, Snapshots.SENTRY, List.of(Snapshots.decision())).print("table"));
    }

    @Test
    void peer_asJson() throws IOException {
        Golden.assertText(
                "peer.json",
                PeerView.of(STATE, Snapshots.SENTRY, List.of(Snapshots.decision())).print("json"));
    }

    @Test
    void status_asTable() throws IOException {
        Golden.assertText("status.txt", StatusView.of(STATE).print("table"));
    }

    @Test
    void status_asJson() throws IOException {
        Golden.assertText("status.json", StatusView.of(STATE).print("json"));
    }

    @Test
    void channels_asTable() throws IOException {
        Golden.assertText("channels.txt", PartsView.channels(STATE).print("table"));
    }

    @Test
    void channels_asJson() throws IOException {
        Golden.assertText("channels.json", PartsView.channels(STATE).print("json"));
    }

    @Test
    void reactors_asTable() throws IOException {
        Golden.assertText("reactors.txt", PartsView.reactors(STATE).print("table"));
    }

    @Test
    void reactors_asJson() throws IOException {
        Golden.assertText("reactors.json", PartsView.reactors(STATE).print("json"));
    }

    @Test
    void transports_asTable() throws IOException {
        Golden.assertText("transports.txt", PartsView.transports(STATE).print("table"));
    }

    @Test
    void transports_asJson() throws IOException {
        Golden.assertText("transports.json", PartsView.transports(STATE).print("json"));
    }

    @Test
    void decisions_asTable() throws IOException {
        Golden.assertText(
                "decisions.txt",
                DecisionsView.of("main", List.of(Snapshots.decision()), "").print("table"));
    }

    @Test
    void decisions_asJson() throws IOException {
        Golden.assertText(
                "decisions.json",
                DecisionsView.of("main", List.of(Snapshots.decision()), "").print("json"));
    }

    @Test
    void why_asTable() throws IOException {
        Golden.assertText("why.txt", WhyView.of("main", "3b62", explanation()).print("table"));
    }

    @Test
    void why_asJson() throws IOException {
        Golden.assertText("why.json", WhyView.of("main", "3b62", explanation()).print("json"));
    }

    @Test
    void bans_asTable() throws IOException {
        Golden.assertText("bans.txt", BansView.bans("main", List.of(ban())).print("table"));
    }

    @Test
    void bans_asJson() throws IOException {
        Golden.assertText("bans.json", BansView.bans("main", List.of(ban())).print("json"));
    }

    @Test
    void persistent_asTable() throws IOException {
        Golden.assertText(
                "persistent.txt", BansView.persistent(STATE, List.of(address())).print("table"));
    }

    @Test
    void persistent_asJson() throws IOException {
        Golden.assertText(
                "persistent.json", BansView.persistent(STATE, List.of(address())).print("json"));
    }

    @Test
    void lists_ofNothing_sayWhy() throws IOException {
        var lonely = Snapshots.lonely("main");
        var waiting = Snapshots.lonely("main", "a transport");
        var missing = new NetworkState("main", Optional.empty(), Optional.empty());
        var text =
                String.join(
                        "",
                        PeersView.of(lonely, false).table(),
                        PeersView.of(waiting, false).table(),
                        PeersView.of(missing, false).table(),
                        PartsView.channels(lonely).table(),
                        PartsView.reactors(lonely).table(),
                        PartsView.transports(lonely).table(),
                        PartsView.transports(missing).table(),
                        DecisionsView.of("main", List.of(), " with verb ban").table(),
                        BansView.bans("main", List.of()).table(),
                        BansView.persistent(lonely, List.of()).table());

        Golden.assertText("nothing.txt", text);
        assertEquals("[]\n", PeersView.of(lonely, false).print("json"));
    }

    @Test
    void why_neverHeardOf_saysWhatWasSearched() throws IOException {
        var answer =
                new Explanation(
                        false,
                        "never heard of",
                        "",
                        List.of("p2p:dial ID@HOST:PORT dials it"),
                        List.of(),
                        List.of("3 known peers", "1 ban"));

        Golden.assertText("stranger.txt", WhyView.of("main", "198.51.100.7", answer).table());
    }

    @Test
    void joined_namesEachNetworkBeforeItsTable() {
        var listing =
                Listing.joined(
                        List.of(
                                PartsView.transports(Snapshots.lonely("a")).headed("a"),
                                PartsView.transports(STATE).headed("main")));

        assertTrue(listing.table().startsWith("network a\nno transport"), listing.table());
        assertTrue(listing.table().contains("\nnetwork main\nPROTOCOLS"), listing.table());
        assertEquals(1, listing.json().size());
    }

    @Test
    void metrics_filteredByPartOfAName_keepTheirHeads() {
        var metrics = new FakeMetrics();

        assertEquals(
                metrics.exposition(), MetricsView.of("main", metrics, Optional.empty()).table());
        assertEquals(
                "# HELP c_p2p_peers h\n# TYPE c_p2p_peers gauge\nc_p2p_peers{a=\"b\"} 2\n",
                MetricsView.of("main", metrics, Optional.of("peers")).table());
        assertEquals(
                "no series has dials in its name\n",
                MetricsView.of("main", metrics, Optional.of("dials")).table());
        assertEquals(1, MetricsView.of("main", metrics, Optional.of("bans")).json().size());
    }

    private static final class FakeMetrics implements Metrics {

        @Override
        public List<Sample> samples() {
            return List.of(
                    new Sample("c_p2p_bans", Map.of(), Sample.Kind.GAUGE, 1, "h"),
                    new Sample("c_p2p_peers", Map.of("a", "b"), Sample.Kind.GAUGE, 2, "h"));
        }

        @Override
        public String exposition() {
            return """
                   # HELP c_p2p_bans h
                   # TYPE c_p2p_bans gauge
                   c_p2p_bans 1
                   # HELP c_p2p_peers h
                   # TYPE c_p2p_peers gauge
                   c_p2p_peers{a="b"} 2
                   """;
        }
    }

    @Test
    void print_unknownOutput_isRefused() {
        var listing = StatusView.of(STATE);

        assertEquals(
                "unknown output: yaml, there are: table, json",
                assertThrows(Refusal.class, () -> listing.print("yaml")).toString());
    }

    private static Explanation explanation() {
        return new Explanation(
                true,
                "connected as #1 for 1 h",
                "nothing: it is wanted",
                List.of("p2p:disconnect 3b6230 ends it"),
                List.of(Snapshots.decision()),
                List.of("3 known peers"));
    }

    private static Ban ban() {
        return new Ban(
                new BanTarget.Network("192.0.2.0/24"),
                Instant.parse("2026-01-02T03:04:05.678Z"),
                new Reason("operator", "too loud"),
                true);
    }

    private static NodeAddress address() {
        return NodeAddress.networked(Protocol.MCONN, Snapshots.LOST, "seed.example.org", 26_656);
    }
}
