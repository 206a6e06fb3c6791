package dev.tendril.itests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;

/** Two nodes, the second connected to the first; the first is asked. */
final class RunningNodeIT {

    private static final String NOBODY = "0123456789abcdef0123456789abcdef01234567";

    @TempDir static Path directory;
    private static Node node;
    private static Node other;

    @BeforeAll
    static void startBoth() throws Exception {
        var first = directory.resolve("first");
        Node.init(
                first,
                "chain_id = \"test-chain\"",
                "reactors = [\"pex\", \"extension\"]",
                "moniker = \"in the file\"",
                "[p2p]",
                "addr_book_strict = false",
                "alow_duplicate_ip = true");
        node = Node.start(first, "--moniker", "first");
        var second = directory.resolve("second");
        Node.init(second);
        other = Node.start(second, "--moniker", "second", "--persistent-peers", node.address());
        Node.eventually().holds("connected", Node.LIMIT, () -> !node.json("p2p:peers").isEmpty());
    }

    @AfterAll
    static void endBoth() throws Exception {
        other.close();
        node.close();
    }

    @Test
    void start_printsWhoItIsAndWhereItListens() throws Exception {
        assertTrue(node.console().contains(node.nodeId()), node.console());
        assertTrue(node.console().matches("(?s).*listens on .*127\\.0\\.0\\.1:[1-9].*"));
        assertFalse(node.console().contains("Exception"), node.console());
        assertFalse(node.console().contains("ERROR"), node.console());
    }

    @Test
    void unknownKey_isAWarningWithTheNearestKey() throws Exception {
        var warning =
                node.console()
                        .lines()
                        .filter(line -> line.contains("WARN") && line.contains("alow_duplicate_ip"))
                        .findFirst();
        assertTrue(
                warning.filter(line -> line.contains("p2p.allow_duplicate_ip")).isPresent(),
                node.console());
    }

    @Test
    void secondStart_saysWhoHoldsTheHome() throws Exception {
        Ran.tendril("start", "--home", node.home().toString(), "--laddr", "tcp://127.0.0.1:0")
                .refused("home is in use", "held by process " + node.pid());
    }

    @Test
    void flag_countsForThisRunOnly() throws Exception {
        assertEquals("first", node.json("p2p:status").getFirst().get("moniker").asText());
        assertTrue(Files.readString(Node.file(node.home())).contains("in the file"));
    }

    @Test
    void socket_isItsOwnersAlone() throws Exception {
        var socket = Path.of(Files.readString(node.home().resolve("run/socket")).strip());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())));
    }

    @Test
    void peers_hasTheFieldsThatProgramsRelyOn() throws Exception {
        var peers = node.json("p2p:peers");
        assertEquals(1, peers.size());
        var peer = peers.getFirst();
        for (var field :
                List.of(
                        "node_id",
                        "connection",
                        "moniker",
                        "direction",
                        "state",
                        "address",
                        "version",
                        "channels",
                        "connected_seconds",
                        "send_bytes",
                        "recv_bytes",
                        "score",
                        "persistent")) {
            assertTrue(peer.has(field), field);
        }
        assertEquals(other.nodeId(), peer.get("node_id").asText());
        assertEquals("second", peer.get("moniker").asText());
        assertEquals("in", peer.get("direction").asText());
        assertEquals("ready", peer.get("state").asText());
        assertTrue(peer.get("connection").isIntegralNumber());
        assertTrue(peer.get("recv_bytes").asLong() > 0, peer::toString);
        assertFalse(peer.get("persistent").asBoolean());
        assertTrue(other.json("p2p:peers").getFirst().get("persistent").asBoolean());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p2p:status | network,node_id,moniker,chain_id,version,listening,waiting_for",
                "p2p:decisions | network",
                "p2p:channels | id,name,reactor",
                "p2p:reactors | name,state",
                "p2p:transports | state",
                "p2p:metrics | name,value",
            })
    void listing_isReadByPeopleAndPrograms(String command, String fields) throws Exception {
        assertFalse(node.exec(command).done().out().isBlank());
        var rows = node.json(command);
        assertFalse(rows.isEmpty());
        for (var field : fields.split(",")) {
            assertTrue(rows.getFirst().has(field), () -> field + " in " + rows.getFirst());
        }
        // Every row of a listing has the same fields.
        var names =
                rows.stream()
                        .map(
                                row ->
                                        List.copyOf(
                                                row.propertyStream()
                                                        .map(p -> p.getKey())
                                                        .toList()));
        assertEquals(1, names.distinct().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"p2p:persist ls", "p2p:ban ls"})
    void emptyListing_saysWhy(String command) throws Exception {
        assertTrue(node.exec(command).done().out().strip().length() > 10);
        assertEquals(List.of(), node.json(command));
    }

    @Test
    void peer_isFoundByPrefixMonikerAndAddress() throws Exception {
        var id = other.nodeId();
        for (var word : List.of(id.substring(0, 6), "second", "127.0.0.1")) {
            assertEquals(id, node.json("p2p:peer " + word).getFirst().get("node_id").asText());
        }
        assertTrue(node.exec("p2p:peer second").done().out().contains(id));
        assertTrue(node.exec("p2p:why " + id.substring(0, 6)).done().out().contains(id));
    }

    @Test
    void why_ofAnUnknownIdSaysWhatWasSearched() throws Exception {
        var why = node.exec("p2p:why " + NOBODY).done().out();
        assertTrue(why.contains("never heard of"), why);
        assertTrue(why.contains("searched"), why);
    }

    @Test
    void exec_failsWhenACommandFails() throws Exception {
        for (var command :
                List.of("p2p:peer " + NOBODY, "p2p:nothing", "p2p:dial nonsense", "p2p:peers -x")) {
            var ran = node.exec(command);
            assertEquals(1, ran.status(), command + ": " + ran);
            assertFalse((ran.out() + ran.err()).isBlank(), command);
            assertFalse((ran.out() + ran.err()).contains("Exception"), ran::toString);
            assertFalse((ran.out() + ran.err()).contains("\tat "), ran::toString);
        }
        assertEquals(0, node.exec("p2p:peers; p2p:status").done().status());
    }

    @Test
    void help_explainsEachCommandOfTheShell() throws Exception {
        var commands =
                List.of(
                        "status",
                        "peers",
                        "peer",
                        "why",
                        "decisions",
                        "channels",
                        "reactors",
                        "transports",
                        "dial",
                        "disconnect",
                        "persist",
                        "ban",
                        "metrics",
                        "doctor");
        var line = commands.stream().map(c -> "help p2p:" + c).collect(Collectors.joining("; "));
        var help = node.exec(line).done().out();
        for (var command : commands) {
            assertTrue(help.contains(command + " - "), () -> command + " in " + help);
        }
    }

    @Test
    void doctor_findsNothingWrong() throws Exception {
        var findings =
                node.json("p2p:doctor").stream()
                        .filter(f -> !f.get("weight").asText().equals("note"))
                        .toList();
        assertEquals(List.of(), findings);
    }
}
