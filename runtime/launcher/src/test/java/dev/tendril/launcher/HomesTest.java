package dev.tendril.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.identity.FileNodeKey;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class HomesTest {

    @TempDir private Path folder;
    private String home;

    @BeforeEach
    void nameHome() {
        home = folder.resolve("node").toString();
    }

    private CommandLine init() {
        return CommandLine.run("init", "--home", home, "--chain-id", "chain-1");
    }

    @Test
    void init_createsAHomeThatShowNodeIdKnows() throws IOException {
        var run = init();
        assertEquals(0, run.status());
        var id = CommandLine.run("show-node-id", "--home", home);
        assertTrue(id.out().matches("[0-9a-f]{40}\\R"), id.out());
        assertTrue(run.out().contains(id.out().strip()));
        var key = Path.of(home, "keys", "chain-1", "node_key.json");
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        assertTrue(Files.isDirectory(Path.of(home, "deploy")));
    }

    @Test
    void init_neverOverwrites() throws IOException {
        init();
        var file = Path.of(home, "conf", "networks", "chain-1.toml");
        Files.writeString(file, "mine");
        var again = init();
        assertEquals(1, again.status());
        assertEquals(
                "tendril: network is there already, file: " + file + System.lineSeparator(),
                again.err());
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void init_addsANetworkAndKeepsAKey() {
        init();
        var second = CommandLine.run("init", "--home", home, "--chain-id", "b", "--network", "two");
        assertEquals(0, second.status(), second.err());
        var which = CommandLine.run("show-node-id", "--home", home);
        assertEquals(2, which.status());
        assertTrue(which.err().contains("--network with one of: chain-1, two"), which.err());
        var one = CommandLine.run("show-node-id", "--home", home, "--network", "two");
        assertTrue(second.out().contains(one.out().strip()));
        var none = CommandLine.run("show-node-id", "--home", home, "--network", "x");
        assertTrue(none.err().contains("no such network: x; there are: chain-1, two"), none.err());
    }

    @ParameterizedTest
    @CsvSource({"cosmoshub-4, cosmoshub-4", "Test_Chain.1, test-chain-1", "_x_, x", "!!!, network"})
    void nameOf_isMadeFromTheChainId(String chainId, String name) {
        assertEquals(name, Init.nameOf(chainId));
        assertEquals(63, Init.nameOf("a".repeat(70)).length());
    }

    @Test
    void init_refusesNamesThatAreNone() {
        var name = CommandLine.run("init", "--home", home, "--chain-id", "a", "--network", "A");
        assertTrue(name.err().startsWith("tendril: --network is not lower-case"), name.err());
        var chain = CommandLine.run("init", "--home", home, "--chain-id", "a b");
        assertTrue(chain.err().startsWith("tendril: --chain-id is not"), chain.err());
        assertEquals(2, chain.status());
    }

    @Test
    void init_whereAFileIsInTheWayIsOneLine() throws IOException {
        Files.writeString(folder.resolve("node"), "");
        var run = init();
        assertEquals(1, run.status());
        assertTrue(run.err().startsWith("tendril: home cannot be written: " + home), run.err());
        assertEquals(1, run.err().lines().count());
    }

    @Test
    void showNodeId_takesAHomeOfCometBft() throws IOException {
        var key = FileNodeKey.create(Path.of(home, "config", "node_key.json"));
        var run = CommandLine.run("show-node-id", "--home", home);
        assertEquals(key.nodeId().hex() + System.lineSeparator(), run.out());
    }

    @Test
    void exec_withoutANodeSaysSo() {
        init();
        var run = CommandLine.run("exec", "--home", home, "p2p:status");
        assertEquals(1, run.status());
        assertTrue(run.err().startsWith("tendril: no node runs in this home: " + home), run.err());
    }

    @Test
    void anyCommand_withoutAHomeSaysHowToMakeOne() throws IOException {
        var run = CommandLine.run("exec", "--home", home, "x");
        assertTrue(run.err().startsWith("tendril: home does not exist: " + home), run.err());
        Files.createDirectories(Path.of(home));
        var empty = CommandLine.run("exec", "--home", home, "x");
        assertTrue(empty.err().startsWith("tendril: home has no network"), empty.err());
    }
}
