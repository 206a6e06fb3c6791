package dev.tendril.launcher;

import dev.tendril.config.Home;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One node of the demo: a process with a home of its own, seen only through its shell and log. */
final class DemoNode {

    /** What the network of the demo is called. */
    static final String NETWORK = "demo";

    private static final Pattern LISTENING =
            Pattern.compile("\"listening\": \\[\"[a-z]+://([^\"]+)\"");
    private static final Pattern NODE_ID = Pattern.compile("\"node_id\": \"([0-9a-f]{40})\"");
    private static final Pattern CONNECTION = Pattern.compile("\"connection\": (\\d+)");
    private static final Pattern PONG = Pattern.compile("pong from \\S+ (\\S.*)$");

    private final String name;
    private final Home home;
    private final String nodeId;
    private final Process process;

    private DemoNode(String name, Home home, String nodeId, Process process) {
        this.name = name;
        this.home = home;
        this.nodeId = nodeId;
        this.process = process;
    }

    /** Creates the home {@code name} below {@code parent} and starts its node. */
    static DemoNode start(Installation installation, Path parent, String name, String seeds)
            throws IOException, CommandException {
        var home = new Home(parent.resolve(name));
        var nodeId = Init.create(home, NETWORK, file(name, seeds));
        var process =
                new ProcessBuilder(
                                installation.script().toString(),
                                "start",
                                "--home",
                                home.root().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(home.root().resolve("console.log").toFile())
                        .start();
        return new DemoNode(name, home, nodeId, process);
    }

    private static String file(String name, String seeds) {
        return """
        chain_id = "tendril-demo"
        moniker = "%s"
        reactors = ["pex", "extension"]

        [p2p]
        laddr = "tcp://127.0.0.1:0"
        seeds = "%s"
        addr_book_strict = false
        allow_duplicate_ip = true

        [reactor.pex]
        ask_interval = "1s"
        ask_peer_interval = "2s"
        answer_interval = "1s"

        [reactor.echo]
        interval = "1s"
        """
                .formatted(name, seeds);
    }

    String name() {
        return name;
    }

    String nodeId() {
        return nodeId;
    }

    Home home() {
        return home;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines it printed, for the one who wants to know why it ended. */
    List<String> lastLines(int count) throws IOException {
        var lines = Files.readAllLines(home.root().resolve("console.log"));
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** {@code id@host:port}, once it listens. */
    Optional<String> address() {
        return exec("p2p:status -o json")
                .map(LISTENING::matcher)
                .filter(Matcher::find)
                .map(matcher -> nodeId + "@" + matcher.group(1));
    }

    /** The connection numbers of its peers, by node id. */
    Map<String, Long> connections() {
        var connections = new TreeMap<String, Long>();
        for (var peer : exec("p2p:peers -o json").orElse("").split("\\{")) {
            var id = NODE_ID.matcher(peer);
            var connection = CONNECTION.matcher(peer);
            if (id.find() && connection.find() && !connection.group(1).equals("0")) {
                connections.put(id.group(1), Long.parseLong(connection.group(1)));
            }
        }
        return connections;
    }

    /** What its shell prints; empty when it does not answer or the command fails. */
    Optional<String> exec(String command) {
        var out = new ByteArrayOutputStream();
        try {
            var status = new Attach(home).exec(command, out);
            return status == 0
                    ? Optional.of(out.toString(StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (CommandException notUp) {
            return Optional.empty();
        }
    }

    /** The texts of the pongs it logged so far. */
    List<String> pongs() throws IOException {
        var log = home.logs().resolve("tendril.log");
        if (!Files.exists(log)) {
            return List.of();
        }
        return Files.readAllLines(log).stream()
                .map(PONG::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .toList();
    }

    /** Puts {@code jar} into its deploy folder, or a new version into the place of an old one. */
    void deploy(Path jar) throws IOException {
        var half = home.deploy().resolve(".echo.jar");
        Files.copy(jar, half, StandardCopyOption.REPLACE_EXISTING);
        Files.move(
                half,
                home.deploy().resolve("echo.jar"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Asks it to end. Does not wait. */
    void stop() {
        process.destroy();
    }

    /** Ends it without asking; returns when it has ended. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Its exit status; empty while it runs. */
    Optional<Integer> status() {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }
}
