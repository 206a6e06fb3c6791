package dev.tendril.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.config.Home;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Everything that keeps a node from starting is said in one line before anything starts. */
class StartTest {

    @TempDir private Path folder;
    private Home home;

    @BeforeEach
    void createHome() {
        System.setProperty(Installation.ROOT_PROPERTY, folder.toString());
        home = new Home(folder.resolve("node"));
        CommandLine.run("init", "--home", home.root().toString(), "--chain-id", "a");
    }

    @AfterEach
    void forget() {
        System.clearProperty(Installation.ROOT_PROPERTY);
    }

    private String refused(String... options) {
        var words =
                new java.util.ArrayList<>(
                        java.util.List.of("start", "--home", home.root().toString()));
        words.addAll(java.util.List.of(options));
        var run = CommandLine.run(words.toArray(String[]::new));
        assertEquals(1, run.status(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals("", run.out());
        return run.err().strip();
    }

    @Test
    void start_namesAMalformedAddress() {
        assertEquals(
                "tendril: command line: bad value, key: p2p.laddr, value: \"tcp:/x\", allowed:"
                        + " tcp://host:port",
                refused("--laddr", "tcp:/x"));
        assertTrue(
                refused("--seeds", "x@y").contains("key: p2p.seeds, value: \"x@y\", allowed: id@"));
    }

    @Test
    void start_namesThePortInUse() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var laddr = "tcp://127.0.0.1:" + other.getLocalPort();
            assertEquals(
                    "tendril: port is in use: "
                            + other.getLocalPort()
                            + ", address: "
                            + laddr
                            + ", network: a",
                    refused("--laddr", laddr));
        }
    }

    @Test
    void start_namesAnAddressThatIsNotOurs() {
        assertTrue(refused("--laddr", "tcp://192.0.2.1:0").contains("cannot listen: "));
        assertTrue(refused("--laddr", "tcp://no.such.host.invalid:0").contains("host is unknown"));
    }

    @Test
    void start_namesTwoNetworksOnOneAddress() {
        CommandLine.run("init", "--home", home.root().toString(), "--chain-id", "b");
        assertTrue(
                refused().contains("two networks listen on one address: tcp://0.0.0.0:26656")
                        || refused().contains("port is in use"));
    }

    @Test
    void start_namesWhoHoldsTheHome() throws Exception {
        try (var lock = HomeLock.take(home.root(), home.run())) {
            assertTrue(Files.exists(home.run().resolve("pid")));
            assertEquals(
                    "tendril: home is in use: "
                            + home.root()
                            + ": held by process "
                            + ProcessHandle.current().pid(),
                    refused());
            assertFalse(lock.toString().isEmpty());
        }
        assertFalse(Files.exists(home.run().resolve("pid")));
    }

    @Test
    void take_worksAgainAfterTheHolderHasLetGo() throws Exception {
        HomeLock.take(home.root(), home.run()).close();
        HomeLock.take(home.root(), home.run()).close();
    }

    @Test
    void take_whereAFileIsInTheWayIsOneLine() throws IOException {
        Files.writeString(home.run(), "");
        var e = assertThrows(CommandException.class, () -> HomeLock.take(home.root(), home.run()));
        assertTrue(e.getMessage().startsWith("home cannot be written: "), e.getMessage());
    }

    @Test
    void start_namesAMissingKey() throws IOException {
        Files.delete(home.keyFile("a"));
        assertTrue(refused("--laddr", "").startsWith("tendril: no node key: "));
    }

    @Test
    void start_namesFileAndLineOfABadValue() throws IOException {
        Files.writeString(home.networkFile("a"), "chain_id = \"a\"\np2p.pex = \"maybe\"");
        assertTrue(
                refused()
                        .contains(
                                "a.toml:2: bad value, key: p2p.pex, value: \"maybe\", allowed: true"
                                        + " or false"));
    }
}
