package dev.tendril.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Walks the table of keys: each row must be true. */
class KeyTableTest {

    /** Every key operators of CometBFT know: [p2p] of 0.32 to 0.40, and its neighbours. */
    private static final String COMETBFT =
            """
            p2p.laddr p2p.external_address p2p.seeds p2p.persistent_peers p2p.addr_book_file
            p2p.addr_book_strict p2p.max_num_inbound_peers p2p.max_num_outbound_peers
            p2p.unconditional_peer_ids p2p.persistent_peers_max_dial_period p2p.flush_throttle_timeout
            p2p.max_packet_msg_payload_size p2p.send_rate p2p.recv_rate p2p.pex p2p.seed_mode
            p2p.private_peer_ids p2p.allow_duplicate_ip p2p.handshake_timeout p2p.dial_timeout p2p.upnp
            p2p.test_dial_fail p2p.test_fuzz p2p.test_fuzz_config.mode p2p.libp2p.enabled
            p2p.libp2p.bootstrap_peers p2p.libp2p.scaler.min_workers p2p.libp2p.scaler.max_workers
            p2p.libp2p.scaler.threshold_latency p2p.libp2p.limits.mode p2p.libp2p.limits.max_peers
            p2p.libp2p.limits.max_peer_streams moniker node_key_file log_level log_format filter_peers
            rpc.laddr rpc.unsafe instrumentation.prometheus instrumentation.prometheus_listen_addr
            instrumentation.max_open_connections instrumentation.namespace
            """;

    /** Every key of [p2p] of Tendermint 0.35, and what its forks add. */
    private static final String TENDERMINT =
            """
            use-legacy queue-type laddr external-address addr-book-file addr-book-strict seeds
            bootstrap-peers persistent-peers unconditional-peer-ids private-peer-ids max-connections
            max-outgoing-connections max-incoming-connection-attempts max-num-inbound-peers
            max-num-outbound-peers persistent-peers-max-dial-period flush-throttle-timeout
            max-packet-msg-payload-size send-rate recv-rate pex upnp allow-duplicate-ip
            handshake-timeout dial-timeout allowlist-only max-incoming-connection-time
            incoming-connection-window blocksync-peers accept-interval dial-interval
            """;

    private static final KeyTable TABLE = KeyTable.load();

    @TempDir private Path folder;

    static Stream<Key> applied() {
        return rows(Key.Status.APPLIED);
    }

    static Stream<Key> notHere() {
        return rows(Key.Status.NOT_HERE);
    }

    private static Stream<Key> rows(Key.Status status) {
        return TABLE.keys().stream().filter(key -> key.status() == status);
    }

    @Test
    void table_hasEveryKeyThatOperatorsKnow() {
        var names = new ArrayList<>(List.of(COMETBFT.strip().split("\\s+")));
        Stream.of(TENDERMINT.strip().split("\\s+")).map(key -> "p2p." + key).forEach(names::add);
        names.forEach(name -> assertTrue(TABLE.find(name).isPresent(), name));
    }

    @ParameterizedTest
    @MethodSource("applied")
    void applied_reachesItsComponentInBothSpellings(Key key) throws IOException {
        var isOurOwn = key.goesTo().getFirst().component().matches("config|launcher");
        if (isOurOwn) {
            return;
        }
        var sample = Samples.of(key);
        var home = new TestHome(folder);
        var before = home.with(TestHome.NETWORK, "").components();
        for (var name : List.of(key.name(), key.name().replace('_', '-'))) {
            var after = home.with(TestHome.NETWORK, Samples.toml(name, sample)).components();
            for (var target : key.goesTo()) {
                var now = property(after, target);
                assertEquals(Samples.property(key, sample, folder), now, name);
                assertNotEquals(before.get(target.component()).get(target.property()), now, name);
            }
        }
    }

    private static Object property(Map<String, Map<String, Object>> all, Key.Target target) {
        return all.get(target.component()).getOrDefault(target.property(), "nothing");
    }

    @ParameterizedTest
    @MethodSource("applied")
    void applied_withANonsenseValueNamesKeyAndWhatIsAllowed(Key key) {
        var kind = key.kind().orElseThrow();
        if (kind.allowed().equals("a text")) {
            return;
        }
        var home = new TestHome(folder);
        home.with(TestHome.NETWORK, "\n" + Samples.toml(key.name(), "=?=/ /@:"));
        var e = assertThrows(ConfigException.class, home::read);
        assertTrue(e.getMessage().contains("alpha.toml:"), e.getMessage());
        assertTrue(e.getMessage().contains("key: " + key.name()), e.getMessage());
        assertTrue(e.getMessage().endsWith("allowed: " + kind.allowed()), e.getMessage());
    }

    @ParameterizedTest
    @MethodSource("notHere")
    void notHere_hasNoEffectAndSaysWhy(Key key) throws IOException {
        var home = new TestHome(folder);
        var before = home.with(TestHome.NETWORK, "").components();
        var name = key.name().replace(".*", ".something");
        home.with(TestHome.NETWORK, Samples.toml(name, "x"));
        assertEquals(before, home.components());
        assertFalse(key.note().isEmpty());
        assertTrue(
                home.read().warnings().stream()
                        .anyMatch(w -> w.contains(key.name()) && w.contains(key.note())),
                home.read().warnings().toString());
    }

    @Test
    void translated_meansTheSameAsAKeyOfOurs() throws IOException {
        var home = new TestHome(folder);
        var out = home.with(TestHome.NETWORK, "[p2p]\nmax-outgoing-connections = 3").components();
        assertEquals(3L, out.get("peermanager").get("max_num_outbound_peers"));
        var queue = home.with(TestHome.NETWORK, "[p2p]\nqueue-type = \"wdrr\"").components();
        assertEquals("weighted", queue.get("router").get("queue_type"));
        var simple = home.with(TestHome.NETWORK, "p2p.queue-type = \"simple-priority\"");
        assertEquals("priority", simple.components().get("router").get("queue_type"));
        var pex = home.with(TestHome.NETWORK, "[p2p]\npex = false").components();
        assertEquals(List.of(), pex.get("router").get("reactors"));
        var boot = "[p2p]\nseeds = \"%s\"\nbootstrap-peers = \"%s\"";
        var other = TestHome.PEER.replace("10.1", "10.9");
        var seeds = home.with(TestHome.NETWORK, boot.formatted(TestHome.PEER, other)).components();
        assertEquals(List.of(TestHome.PEER, other), seeds.get("peermanager").get("seeds"));
    }

    @Test
    void translated_isEveryRowThatTheTestAboveShows() {
        var names = rows(Key.Status.TRANSLATED).map(Key::name).sorted().toList();
        assertEquals(
                List.of(
                        "p2p.bootstrap_peers",
                        "p2p.max_outgoing_connections",
                        "p2p.pex",
                        "p2p.queue_type"),
                names);
    }

    @Test
    void ours_homePeerStoreAndLogLevelHaveTheirEffect() throws IOException {
        var home = new TestHome(folder);
        home.with(TestHome.NETWORK, "peer_store = \"memory\"\nlog_level = \"p2p:info,*:debug\"");
        assertTrue(home.components().containsKey("peerstore.memory"));
        assertEquals("debug", home.read().logLevel());
        home.file("comet/config/config.toml", "moniker = \"theirs\"");
        home.with(TestHome.NETWORK, "home = \"comet\"");
        assertEquals("theirs", home.components().get("router").get("moniker"));
        var named = rows(Key.Status.APPLIED).flatMap(key -> key.goesTo().stream());
        var ours = named.filter(t -> t.component().matches("config|launcher")).toList();
        assertEquals(3, ours.size(), "each has its assertion above: " + ours);
    }

    /** Values that differ from every default. */
    private static final class Samples {

        static Object of(Key key) {
            return switch (key.kind().orElseThrow()) {
                case Kind.Text text -> textOf(text);
                case Kind.Flag flag -> !key.defaultText().equals(Optional.of("true"));
                case Kind.Whole whole -> Math.max(77L, whole.min());
                case Kind.Time time -> "77s";
                case Kind.LogLevel level -> "debug";
                case Kind.Choice choice -> choice.words().getLast();
                case Kind.Items items -> itemOf(items.rule());
            };
        }

        private static String textOf(Kind.Text text) {
            return text.allowed().startsWith("host:port") ? "other.example:77" : "other";
        }

        private static String itemOf(ItemRule rule) {
            return switch (rule) {
                case LISTEN -> "tcp://127.0.0.1:77";
                case PEERS -> TestHome.PEER;
                case IDS -> TestHome.PEER.substring(0, 40);
                case NAMES -> "other";
                case CHANNELS -> "7f";
            };
        }

        static Object property(Key key, Object sample, Path home) {
            return switch (key.kind().orElseThrow()) {
                case Kind.Time time -> 77_000L;
                case Kind.Items items -> List.of(sample.toString());
                case Kind.Text text when key.name().endsWith("_file") ->
                        home.resolve("other").toString();
                default -> sample;
            };
        }

        static String toml(String name, Object value) {
            var text = value instanceof String s ? '"' + s + '"' : value.toString();
            return name + " = " + text + "\n";
        }
    }
}
