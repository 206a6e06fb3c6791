package dev.tendril.itests.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** One CometBFT node: its home, its process and its RPC. */
final class CometNode implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration RPC_TIMEOUT = Duration.ofSeconds(5);

    private final Path program;
    private final Path home;
    private final FreePort p2pPort;
    private final FreePort rpcPort;
    private final HttpClient http = HttpClient.newHttpClient();
    private Optional<Process> process = Optional.empty();

    CometNode(Path program, Path home) throws IOException {
        this.program = program;
        this.home = home;
        this.p2pPort = new FreePort();
        this.rpcPort = new FreePort();
    }

    /** Writes what all our tests want of a node. */
    void configure(String persistentPeers, int maxOutboundPeers) throws IOException {
        set("", "proxy_app", "\"kvstore\"");
        set("rpc", "laddr", "\"tcp://127.0.0.1:" + rpcPort.number() + "\"");
        set("p2p", "laddr", "\"tcp://127.0.0.1:" + p2pPort.number() + "\"");
        set("p2p", "persistent_peers", "\"" + persistentPeers + "\"");
        set("p2p", "addr_book_strict", "false");
        set("p2p", "allow_duplicate_ip", "true");
        set("p2p", "max_num_outbound_peers", String.valueOf(maxOutboundPeers));
        set("consensus", "timeout_commit", "\"200ms\"");
    }

    /** The same for a node that asks {@code seed} whom to connect to. */
    void configureSeed(String seed) throws IOException {
        configure("", 10);
        set("p2p", "seeds", "\"" + seed + "\"");
    }

    private void set(String table, String key, String value) throws IOException {
        TomlEdit.set(home.resolve("config/config.toml"), table, key, value);
    }

    /** Its node id, as its own program prints it. */
    String nodeId() throws IOException, InterruptedException {
        var shown =
                new ProcessBuilder(program.toString(), "show-node-id", "--home", home.toString())
                        .start();
        var id =
                new String(
                        shown.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        shown.waitFor();
        return id.strip();
    }

    String address() throws IOException, InterruptedException {
        return nodeId() + "@127.0.0.1:" + p2pPort.number();
    }

    String chainId() throws IOException {
        return JSON.readTree(home.resolve("config/genesis.json").toFile()).get("chain_id").asText();
    }

    void start() throws IOException {
        p2pPort.close();
        rpcPort.close();
        process =
                Optional.of(
                        new ProcessBuilder(program.toString(), "node", "--home", home.toString())
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                                .start());
    }

    /** What the process has printed; kept beside its home. */
    Path log() {
        return home.resolve("node.log");
    }

    long height() throws IOException, InterruptedException {
        return rpc("status").get("sync_info").get("latest_block_height").asLong();
    }

    /** The peers of {@code /net_info}. */
    List<JsonNode> peers() throws IOException, InterruptedException {
        return StreamSupport.stream(rpc("net_info").get("peers").spliterator(), false).toList();
    }

    boolean hasPeer(String nodeId) throws IOException, InterruptedException {
        return peers().stream().anyMatch(p -> p.get("node_info").get("id").asText().equals(nodeId));
    }

    private JsonNode rpc(String method) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + rpcPort.number() + "/" + method);
        var request = HttpRequest.newBuilder(uri).timeout(RPC_TIMEOUT).build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body()).get("result");
    }

    /** Ends the process with SIGKILL and waits for its end. */
    void kill() throws InterruptedException {
        if (process.isPresent()) {
            process.get().destroyForcibly();
            if (!process.get().waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("node does not end: " + home);
            }
            process = Optional.empty();
        }
    }

    String logTail() throws IOException {
        var lines = Files.readAllLines(log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        http.close();
        p2pPort.close();
        rpcPort.close();
    }
}
