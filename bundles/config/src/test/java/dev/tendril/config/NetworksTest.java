package dev.tendril.config;

import static dev.tendril.config.TestHome.NETWORK;
import static dev.tendril.config.TestHome.PEER;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class NetworksTest {

    private static final String VARIABLE = "TENDRIL_ALPHA_P2P_MAX_NUM_INBOUND_PEERS";
    private static final String FLAG = "alpha/p2p.max_num_inbound_peers";

    @TempDir private Path folder;
    private TestHome home;

    @BeforeEach
    void createHome() {
        home = new TestHome(folder);
    }

    private long inbound(Said said) throws IOException {
        return (Long) home.components(said).get("peermanager").get("max_num_inbound_peers");
    }

    @Test
    void order_isDefaultFileEnvironmentFlag() throws IOException {
        home.with(NETWORK, "");
        assertEquals(40, inbound(Said.NOTHING));
        home.with(NETWORK, "[p2p]\nmax_num_inbound_peers = 1");
        assertEquals(1, inbound(Said.NOTHING));
        assertEquals(2, inbound(new Said(Map.of(VARIABLE, "2"), Map.of())));
        assertEquals(3, inbound(new Said(Map.of(VARIABLE, "2"), Map.of(FLAG, "3"))));
    }

    @Test
    void order_overridesGoBeforeTheCommandLine() throws IOException {
        home.with(NETWORK, "");
        home.file("data/alpha/overrides.toml", "[include]\nreactors = [\"echo\"]");
        var said = new Said(Map.of(), Map.of("alpha/reactors", "pex,other"));
        assertEquals(
                List.of("pex", "other", "echo"),
                home.components(said).get("router").get("reactors"));
    }

    @Test
    void environment_belongsToTheNetworkWithTheLongestName() throws IOException {
        home.with("a", "").with("a-b", "");
        var networks =
                new Networks(home.home(), new Said(Map.of("TENDRIL_A_B_MONIKER", "x"), Map.of()));
        assertEquals("tendril", networks.one("a").text("moniker"));
        assertEquals("x", networks.one("a-b").text("moniker"));
        assertEquals(List.of(), networks.one("a").warnings());
    }

    @Test
    void environment_reachesReactorsAndTransports() throws IOException {
        home.with(NETWORK, "");
        var said =
                new Said(
                        Map.of(
                                "TENDRIL_ALPHA_REACTOR_ECHO_INTERVAL", "1s",
                                "TENDRIL_ALPHA_TRANSPORT_MEMORY_ADDRESS", "here"),
                        Map.of());
        var components = home.components(said);
        assertEquals("1s", components.get("router").get("reactor.echo.interval"));
        assertEquals("here", components.get("transport.memory").get("address"));
    }

    @Test
    void unknownPropertyOfOurTransport_warnsWithTheKeyThatIsMeant() throws IOException {
        home.with(NETWORK, "[transport.mconn]\nping_interval = \"1s\"\n[transport.theirs]\nx = 1");
        var warnings = home.read().warnings();
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(
                warnings.getFirst()
                        .endsWith(
                                "unknown key: transport.mconn.ping_interval"
                                        + ", nearest known key: p2p.ping_interval"),
                warnings.getFirst());
    }

    @Test
    void unknownKey_warnsWithTheNearestKnown() throws IOException {
        home.with(NETWORK, "[p2p]\nmax_num_inbound_peer = 1\nqqqqqqqqqqqqqqqq = 1");
        var warnings = home.read().warnings();
        assertEquals(
                folder.resolve("conf/networks/alpha.toml")
                        + ":3: unknown key: p2p.max_num_inbound_peer"
                        + ", nearest known key: p2p.max_num_inbound_peers",
                warnings.getFirst());
        assertTrue(warnings.get(1).endsWith("unknown key: p2p.qqqqqqqqqqqqqqqq"), warnings.get(1));
    }

    @Test
    void badValue_hasFileLineKeyAndWhatIsAllowed() {
        home.with(NETWORK, "[p2p]\n\nladdr = \"tcp://nowhere\"");
        var e = assertThrows(ConfigException.class, home::read);
        assertEquals(
                folder.resolve("conf/networks/alpha.toml")
                        + ":4: bad value, key: p2p.laddr, value: \"tcp://nowhere\""
                        + ", allowed: tcp://host:port",
                e.getMessage());
    }

    @Test
    void badValue_ofTheEnvironmentNamesTheVariable() {
        home.with(NETWORK, "");
        var said = new Said(Map.of(VARIABLE, "many"), Map.of());
        var e = assertThrows(ConfigException.class, () -> home.read(said));
        assertTrue(
                e.getMessage().startsWith("environment variable " + VARIABLE + ": bad value"),
                e.getMessage());
    }

    @Test
    void notToml_hasTheLine() {
        home.with(NETWORK, "[p2p]\nladdr = = 1");
        var e = assertThrows(ConfigException.class, home::read);
        assertTrue(e.getMessage().contains("alpha.toml:3: not TOML: "), e.getMessage());
    }

    @Test
    void chainId_isRequired() {
        home.file("conf/networks/alpha.toml", "moniker = \"x\"");
        var e = assertThrows(ConfigException.class, home::read);
        assertTrue(e.getMessage().endsWith("key is missing: chain_id"), e.getMessage());
    }

    @Test
    void nameOfANetwork_isChecked() {
        home.with("Alpha_1", "");
        var e = assertThrows(ConfigException.class, () -> home.networks().all());
        assertTrue(e.getMessage().contains("name of the network is not allowed"), e.getMessage());
        assertTrue(Networks.isName("a"));
        assertFalse(Networks.isName("-a"));
        assertFalse(Networks.isName("a".repeat(64)));
    }

    @Test
    void cometHome_isReadUnderTheFileAndNotTouched() throws IOException {
        home.file(
                "comet/config/config.toml",
                "moniker = \"theirs\"\n[p2p]\nseeds = \"" + PEER + "\"");
        home.file(
                "comet/config/genesis.json",
                "{\"app\":{\"chain_id\":\"no\"},\"chain_id\":\"theirs-1\"}");
        var before = files();
        home.file("conf/networks/alpha.toml", "home = \"comet\"\nmoniker = \"ours\"");
        var network = home.read();
        assertEquals("theirs-1", network.chainId());
        assertEquals(folder.resolve("comet/config/node_key.json"), network.nodeKeyFile());
        assertEquals("ours", network.text("moniker"));
        assertEquals(List.of(PEER), network.list("p2p.seeds"));
        assertEquals(before, files());
    }

    private List<String> files() throws IOException {
        try (var all = Files.walk(folder.resolve("comet"))) {
            return all.map(Path::toString).sorted().toList();
        }
    }

    @Test
    void cometHome_namesItsKeyFileRelativeToItself() throws IOException {
        home.file("comet/config/config.toml", "node_key_file = \"config/other.json\"");
        home.with(NETWORK, "home = \"comet\"");
        assertEquals(folder.resolve("comet/config/other.json"), home.read().nodeKeyFile());
    }

    @Test
    void cometHome_lendsItsAddressBook_onceThereIsOne() throws IOException {
        home.file("comet/config/config.toml", "[p2p]\naddr_book_file = \"config/addrbook.json\"");
        home.with(NETWORK, "home = \"comet\"");
        assertEquals("", bookFile(), "it never ran");
        home.file("comet/config/addrbook.json", "{}");
        var theirs = folder.resolve("comet/config/addrbook.json").toString();
        assertEquals(theirs, bookFile());
        home.file("comet/config/config.toml", "moniker = \"theirs\"");
        assertEquals(theirs, bookFile(), "where it is by default");
        home.with(NETWORK, "home = \"comet\"\np2p.addr-book-file = \"other.json\"");
        assertEquals(folder.resolve("other.json").toString(), bookFile());
    }

    private String bookFile() throws IOException {
        return home.components().get("peermanager").get("addr_book_file").toString();
    }

    @Test
    void cometHome_withoutFilesIsOneLine() {
        home.with(NETWORK, "home = \"nowhere\"");
        var e = assertThrows(ConfigException.class, home::read);
        assertTrue(e.getMessage().endsWith("config.toml: no such file"), e.getMessage());
    }

    @Test
    void transports_ofThirdPartiesGetTheirTable() throws IOException {
        home.with(
                NETWORK,
                "[transport.carrier]\n"
                        + "pigeons = 3\n"
                        + "loft = \"roof\"\n"
                        + "fast = true\n"
                        + "names = [\"a\", \"b\"]");
        var components = home.components();
        assertEquals(
                Map.of(
                        "tendril.network",
                        NETWORK,
                        "tendril.transport",
                        "carrier",
                        "pigeons",
                        3L,
                        "loft",
                        "roof",
                        "fast",
                        true,
                        "names",
                        List.of("a", "b")),
                components.get("transport.carrier"));
        assertEquals(List.of("mconn", "carrier"), components.get("router").get("transports"));
    }

    @Test
    void transports_onlyThoseThatAreListed() throws IOException {
        home.with(NETWORK, "transports = [\"memory\"]");
        assertFalse(home.components().containsKey("transport.mconn"));
        assertEquals(List.of(), home.read().listenAddresses());
    }

    @Test
    void reactors_getTheirSettingsAsText() throws IOException {
        home.with(NETWORK, "[reactor.echo]\ninterval = \"1s\"\ncount = 3\nwords = [\"a\", \"b\"]");
        var router = home.components().get("router");
        assertEquals("1s", router.get("reactor.echo.interval"));
        assertEquals("3", router.get("reactor.echo.count"));
        assertEquals("a,b", router.get("reactor.echo.words"));
    }

    @Test
    void components_lookAtTheirOwnNetworkOnly() throws IOException {
        home.with(NETWORK, "");
        var components = home.components();
        var own = "(tendril.network=alpha)";
        for (var reference : List.of("identity", "peerManager", "peers", "transports")) {
            assertEquals(own, components.get("router").get(reference + ".target"));
        }
        assertEquals(own, components.get("peermanager").get("identity.target"));
        assertEquals(own, components.get("peermanager").get("peerStore.target"));
        assertEquals(
                "(|(tendril.network=alpha)(!(tendril.network=*)))",
                components.get("peermanager").get("filter.target"));
        components.values().forEach(c -> assertEquals(NETWORK, c.get("tendril.network")));
        assertEquals(
                folder.resolve("data/alpha/peerstore").toString(),
                components.get("peerstore.rocksdb").get("directory"));
    }

    @Test
    void lists_areTakenAsTextWithCommasAndAsArrays() throws IOException {
        var two = "tcp://127.0.0.1:1, tcp://[::1]:2";
        home.with(NETWORK, "[p2p]\nladdr = \"" + two + "\"");
        var expected = List.of("tcp://127.0.0.1:1", "tcp://[::1]:2");
        assertEquals(expected, home.read().listenAddresses());
        home.with(NETWORK, "[p2p]\nladdr = [\"tcp://127.0.0.1:1\", \"tcp://[::1]:2\"]");
        assertEquals(expected, home.read().listenAddresses());
        home.with(NETWORK, "[p2p]\nladdr = \"\"");
        assertEquals(List.of(), home.read().listenAddresses());
    }
}
