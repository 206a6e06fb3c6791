package dev.tendril.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.shell.socket.SocketServer;
import dev.tendril.shell.view.Snapshots;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;

final class ExecTest {

    private static final String DONE = "\u0000EXIT 0\n";
    private static final String FAILED = "\u0000EXIT 1\n";

    @TempDir private Path home;
    private ShellWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new ShellWorld(home);
    }

    @AfterEach
    void close() {
        world.close();
        assertFalse(Files.exists(home.resolve("run/socket")));
        assertFalse(Files.exists(home.resolve("run/shell.sock")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p2p:status",
                "status -n main",
                "p2p:peers",
                "peers -a --network main",
                "p2p:peer 3b62",
                "p2p:peer sentry-eu-1",
                "p2p:why 3b62",
                "p2p:why 198.51.100.7",
                "p2p:decisions -l 5 -k dial -r wanted",
                "p2p:channels",
                "p2p:transports",
                "p2p:reactors",
                "p2p:metrics",
                "p2p:metrics peers -n main",
                "p2p:persist",
                "p2p:private",
                "p2p:private add 3b62",
                "p2p:ban ls",
                "p2p:disconnect -f 5m 3b62",
                "p2p:disconnect 3b62 --for 5m",
                "p2p:ban add 3b62 --for 1h --reason 'too loud'",
                "p2p:reactors enable echo"
            })
    void exec_everyCommand_succeeds(String command) throws IOException {
        var answer = world.exec(command);

        assertTrue(answer.endsWith(DONE), answer);
        assertTrue(answer.length() > DONE.length(), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "peers",
                "channels",
                "transports",
                "reactors",
                "decisions",
                "persist",
                "private",
                "ban",
                "peer 3b62",
                "why 3b62"
            })
    void exec_everyListing_isThereAsJson(String command) throws IOException {
        var answer = world.exec("p2p:" + command + " -o json");

        assertTrue(answer.startsWith("["), answer);
        assertTrue(answer.endsWith("]\n" + DONE), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "p2p:peer ffff, never heard of ffff",
        "p2p:peer, usage: p2p:peer PEER; help p2p:peer says more",
        "p2p:peers --nope, not understood: --nope; help p2p:peers shows what is",
        "p2p:peers -n nope, 'no network is named nope, there are: main'",
        "p2p:peers -o yaml, 'unknown output: yaml, there are: table, json'",
        "p2p:private add, 'usage: p2p:private [ls | add PEER | rm PEER], typed: add; help"
                + " p2p:_private says more'",
        "p2p:ban add, usage: p2p:ban [ls | add TARGET | rm TARGET]",
        "p2p:reactors destroy pex, usage: p2p:reactors [enable|disable|retry NAME]",
        "nonsense, Command not found: nonsense"
    })
    void exec_failure_isOneLineAndAStatus(String command, String says) throws IOException {
        var answer = world.exec(command);

        assertTrue(answer.startsWith(says), answer);
        assertTrue(answer.endsWith("\n" + FAILED), answer);
        assertEquals(2, answer.lines().count(), answer);
    }

    @Test
    void exec_firstFailureEndsTheRest() throws IOException {
        assertFalse(world.exec("p2p:peer ffff; p2p:dial x").contains("dialing"));
    }

    @Test
    void exec_pipesWork() throws IOException {
        var answer = world.exec("p2p:peers | grep polkachu");

        assertTrue(answer.contains("3b9f1c…"), answer);
        assertFalse(answer.contains("sentry"), answer);
    }

    @Test
    void exec_returnedValuesArePrinted() throws IOException {
        assertTrue(world.exec("words:peers").contains(Snapshots.SENTRY.hex()));
    }

    @Test
    void exec_utf8GoesBothWays() throws IOException {
        assertEquals("grüße 👋\n" + DONE, world.exec("echo 'grüße 👋'"));
    }

    @Test
    void exec_zeroBytesOfAnOutputDoNotEndIt() throws IOException {
        assertEquals("a?b\n" + DONE, world.exec("echo 'a\u0000b'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELLO\n", "EXEC ???\n", "SHELL wide tall vt100\n", "EXEC YQ=="})
    void request_malformed_isRefused(String line) throws IOException {
        assertTrue(world.request(line).endsWith(FAILED));
    }

    @Test
    void request_tooLong_isRefused() throws IOException {
        try (var channel = world.connect()) {
            var line = ByteBuffer.wrap("a".repeat(64 * 1024 + 1).getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            assertTrue(ShellWorld.readAll(channel).startsWith("first line of the request is too"));
        }
    }

    @Test
    void request_thatDoesNotCome_isGivenUp() throws Exception {
        try (var channel = world.connect()) {
            world.timers.awaitWaiting(1);
            world.timers.advance(Duration.ofSeconds(10));

            assertTrue(ShellWorld.readAll(channel).endsWith(FAILED));
        }
    }

    @Test
    void sessions_beyondTheLimit_areClosedAtOnce() throws Exception {
        var open = new ArrayList<SocketChannel>();
        for (var i = 0; i < 32; i++) {
            open.add(world.connect());
        }
        world.timers.awaitWaiting(32);
        try (var beyond = world.connect()) {
            assertEquals("", ShellWorld.readAll(beyond));
        }
        assertEquals(1, world.counters.get(SocketServer.REFUSED));
        for (var channel : open) {
            channel.close();
        }
    }

    @Test
    void socket_isItsOwnersAlone() throws IOException {
        assertEquals("rwx------", mode(world.socket().getParent()));
        assertEquals("rw-------", mode(world.socket()));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
