package dev.tendril.itests.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * Tendril as its users have it: the unpacked distribution, a home, a process, the {@code tendril}
 * command.
 */
final class TendrilNode implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private Optional<Process> process = Optional.empty();

    private TendrilNode(Path home) {
        this.home = home;
    }

    /** A new home of the network {@code test} whose file is {@code configuration}. */
    static TendrilNode init(Path home, String chainId, String configuration)
            throws IOException, InterruptedException {
        var node = new TendrilNode(home);
        command("init", "--home", home.toString(), "--chain-id", chainId, "--network", "test");
        Files.writeString(home.resolve("conf/networks/test.toml"), configuration);
        return node;
    }

    String nodeId() throws IOException, InterruptedException {
        return command("show-node-id", "--home", home.toString()).strip();
    }

    void start(String... arguments) throws IOException {
        var words = new ArrayList<>(List.of(script(), "start", "--home", home.toString()));
        words.addAll(List.of(arguments));
        process =
                Optional.of(
                        new ProcessBuilder(words)
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                                .start());
    }

    Path log() {
        return home.resolve("console.log");
    }

    /** The JSON that a shell command prints. */
    JsonNode exec(String shellCommand) throws IOException, InterruptedException {
        return JSON.readTree(command("exec", "--home", home.toString(), shellCommand));
    }

    List<JsonNode> peers() throws IOException, InterruptedException {
        return elements(exec("p2p:peers -o json"));
    }

    Optional<JsonNode> peer(String nodeId) throws IOException, InterruptedException {
        return peers().stream().filter(p -> p.get("node_id").asText().equals(nodeId)).findFirst();
    }

    boolean isConnectedTo(String nodeId) throws IOException, InterruptedException {
        return peer(nodeId).filter(p -> p.get("state").asText().equals("ready")).isPresent();
    }

    static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** Ends the process with SIGKILL, its children too, and waits for the end. */
    void kill() throws InterruptedException {
        if (process.isPresent()) {
            process.get().descendants().forEach(ProcessHandle::destroyForcibly);
            process.get().destroyForcibly();
            if (!process.get().waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("node does not end: " + home);
            }
            process = Optional.empty();
        }
    }

    private static String command(String... arguments) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(script()));
        words.addAll(List.of(arguments));
        var errors = Files.createTempFile("tendril", ".err");
        try {
            var process = new ProcessBuilder(words).redirectError(errors.toFile()).start();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(
                        "command failed: "
                                + words
                                + ", printed: "
                                + output
                                + Files.readString(errors));
            }
            return output;
        } finally {
            Files.delete(errors);
        }
    }

    private static String script() {
        return Path.of(System.getProperty("tendril.distribution"), "bin", "tendril").toString();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
