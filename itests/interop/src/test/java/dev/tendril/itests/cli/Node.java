package dev.tendril.itests.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.time.Eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A home with one network named {@code test}, and the process that runs it when it is started. */
final class Node implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(90);

    /** From SIGTERM to the end of the process. */
    private static final int STOP_SECONDS = 30;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SystemTimers TIMERS =
            new SystemTimers((name, failure) -> failure.printStackTrace(System.err));

    private final Path home;
    private final Process process;

    private Node(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    static Eventually eventually() {
        return new Eventually(TIMERS);
    }

    /** A new home; {@code lines} stand in its file for the network. */
    static void init(Path home, String... lines) throws IOException, InterruptedException {
        Ran.tendril(
                        "init",
                        "--home",
                        home.toString(),
                        "--chain-id",
                        "test-chain",
                        "--network",
                        "test")
                .done();
        if (lines.length > 0) {
            Files.write(file(home), List.of(lines));
        }
    }

    static Path file(Path home) {
        return home.resolve("conf/networks/test.toml");
    }

    /** Starts it on a free port of the loopback address and waits until it dials and accepts. */
    static Node start(Path home, String... options) throws Exception {
        var words = new ArrayList<>(List.of("start", "--home", home.toString()));
        if (!List.of(options).contains("--laddr")) {
            words.addAll(List.of("--laddr", "tcp://127.0.0.1:0"));
        }
        words.addAll(List.of(options));
        var console = home.resolve("console.log").toFile();
        var node =
                new Node(
                        home,
                        new ProcessBuilder(Ran.words(words.toArray(String[]::new)))
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.to(console))
                                .start());
        try {
            eventually().holds("node is up: " + home, LIMIT, node::isUp);
        } catch (AssertionError notUp) {
            node.close();
            throw new AssertionError(node.console(), notUp);
        }
        return node;
    }

    private boolean isUp() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("node has ended, it printed: " + console());
        }
        return Files.exists(home.resolve("run/socket")) && isReady(exec("p2p:status -o json"));
    }

    private static boolean isReady(Ran ran) throws IOException {
        if (ran.status() != 0) {
            return false;
        }
        var status = JSON.readTree(ran.out()).get(0);
        return status != null
                && status.get("waiting_for").isEmpty()
                && !status.get("listening").isEmpty();
    }

    Path home() {
        return home;
    }

    long pid() {
        return process.pid();
    }

    String console() throws IOException {
        return Files.readString(home.resolve("console.log"));
    }

    Ran exec(String commands) throws IOException, InterruptedException {
        return Ran.tendril("exec", "--home", home.toString(), commands);
    }

    /** What a listing says as JSON: an array. */
    List<JsonNode> json(String command) throws IOException, InterruptedException {
        var array = JSON.readTree(exec(command + " -o json").done().out());
        if (!array.isArray()) {
            throw new AssertionError("not an array: " + array);
        }
        return new ArrayList<>(array.valueStream().toList());
    }

    String nodeId() throws IOException, InterruptedException {
        return Ran.tendril("show-node-id", "--home", home.toString()).done().out().strip();
    }

    /** {@code id@host:port} of the place where it listens. */
    String address() throws IOException, InterruptedException {
        var endpoint = json("p2p:status").getFirst().get("listening").get(0).asText();
        return nodeId() + "@" + endpoint.substring(endpoint.indexOf("://") + 3);
    }

    /** Sends SIGTERM; the exit status, within the time that a stop may take. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("node does not stop, home: " + home);
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
