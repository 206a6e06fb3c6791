package dev.tendril.itests.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code tendril} command of the unpacked distribution, in processes of its own. */
class CommandsIT {

    private static final long LIMIT_MINUTES = 5;
    private static final long STOP_LIMIT_SECONDS = 30;

    @TempDir private Path folder;
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(process -> process.destroyForcibly().onExit().join());
    }

    private Process tendril(String... words) throws IOException {
        var line = new ArrayList<>(List.of(Distribution.script().toString()));
        line.addAll(List.of(words));
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        started.add(process);
        return process;
    }

    /** Waits for the end of {@code process}; its exit status and what it printed. */
    private static String outcome(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        var said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES), "has not ended");
        return process.exitValue() + " " + said;
    }

    private static void awaitLine(BufferedReader lines, String part) throws IOException {
        var seen = new StringBuilder();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            seen.append(line).append('\n');
            if (line.contains(part)) {
                return;
            }
        }
        throw new AssertionError("ended without: " + part + "\n" + seen);
    }

    @Test
    void demo_showsEverythingAndEndsInOrder() throws Exception {
        var demo = outcome(tendril("demo", "--for", "0"));
        assertTrue(demo.startsWith("0 Four nodes"), demo);
        assertTrue(demo.contains("node-4 is connected to node-3"), demo);
        assertTrue(demo.contains("No connection was lost."), demo);
        assertTrue(demo.endsWith("All four have ended in order."), demo);
    }

    @Test
    void start_holdsItsHomeAndStopsCleanlyOnSigterm() throws Exception {
        var home = folder.resolve("a home").toString();
        var init = outcome(tendril("init", "--home", home, "--chain-id", "chain-1"));
        assertTrue(init.startsWith("0 node id"), init);
        String[] start = {"start", "--home", home, "--laddr", "tcp://127.0.0.1:0"};
        var node = tendril(start);
        awaitLine(node.inputReader(StandardCharsets.UTF_8), "node is up");
        assertEquals(
                "1 tendril: home is in use: " + home + ": held by process " + node.pid(),
                outcome(tendril(start)));
        var status = outcome(tendril("exec", "--home", home, "p2p:status -o json"));
        assertTrue(status.startsWith("0 ["), status);
        var unknown = outcome(tendril("exec", "--home", home, "no-such-command"));
        assertTrue(unknown.startsWith("1 "), unknown);
        node.destroy();
        assertTrue(node.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS), "still running");
        assertEquals(0, node.exitValue());
    }
}
