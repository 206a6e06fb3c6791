package dev.tendril.itests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/** The prompt in a real terminal. */
final class PromptIT {

    private static final String KEPT = "abcdef1111111111111111111111111111111111";
    private static final String PROMPT = "tendril> ";

    @TempDir Path directory;

    @Test
    void shell_completesExplainsAndLeaves() throws Exception {
        assumeTrue(Terminal.isThere(), "no script command: no terminal to test with");
        var home = directory.resolve("node");
        Node.init(home);
        try (var node = Node.start(home);
                var terminal =
                        Terminal.run(
                                directory.resolve("shown"), "shell", "--home", home.toString())) {
            node.exec("p2p:persist add " + KEPT + "@127.0.0.1:1").done();
            terminal.await(PROMPT);
            terminal.type("p2p:transp\t");
            terminal.await("p2p:transports");
            terminal.type("\r");
            terminal.await("listening");
            terminal.type("p2p:why abcd\t");
            terminal.await(KEPT);
            terminal.type("\r");
            terminal.type("help p2p:ban\r");
            terminal.await("ban - ");
            terminal.type("\u0004");
            assertEquals(0, terminal.awaitEnd());
            node.exec("p2p:status").done();
        }
    }

    @Test
    void startWithShell_endsTheNodeWithThePrompt() throws Exception {
        assumeTrue(Terminal.isThere(), "no script command: no terminal to test with");
        var home = directory.resolve("node");
        Node.init(home);
        try (var terminal =
                Terminal.run(
                        directory.resolve("shown"),
                        "start",
                        "--home",
                        home.toString(),
                        "--laddr",
                        "tcp://127.0.0.1:0",
                        "--shell")) {
            terminal.await(PROMPT);
            terminal.type("p2p:status\r");
            terminal.await("node id");
            terminal.type("\u0004");
            assertEquals(0, terminal.awaitEnd());
            assertFalse(Files.exists(home.resolve("run/pid")));
        }
    }

    /**
     * Ctrl-C is the terminal's to turn into a signal, and a signal ends the node in order. The keys
     * are not typed here: whether their signal arrives depends on what started the build.
     */
    @Test
    void start_leavesCtrlCToTheTerminalAndEndsInOrder() throws Exception {
        assumeTrue(Terminal.isThere(), "no script command: no terminal to test with");
        var home = directory.resolve("node");
        Node.init(home);
        try (var terminal =
                Terminal.run(
                        directory.resolve("shown"),
                        "start",
                        "--home",
                        home.toString(),
                        "--laddr",
                        "tcp://127.0.0.1:0")) {
            terminal.await("node is up");
            var settings = terminal.settings();
            assertTrue(settings.contains(" isig "), settings);
            assertTrue(settings.contains(" intr = ^C;"), settings);
            var pid = Long.parseLong(Files.readString(home.resolve("run/pid")).strip());
            assertTrue(ProcessHandle.of(pid).orElseThrow().destroy());
            terminal.await("stopped");
            assertEquals(0, terminal.awaitEnd());
        }
    }
}
