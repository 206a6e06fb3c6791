package dev.tendril.itests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What an operator changes in the shell is there after the next start. */
final class RestartIT {

    private static final String KEPT = "1111111111111111111111111111111111111111";
    private static final String BANNED = "2222222222222222222222222222222222222222";

    @TempDir Path directory;

    @Test
    void changes_surviveAStopInOrder() throws Exception {
        Node.init(
                directory.resolve("node"),
                "chain_id = \"test-chain\"",
                "reactors = [\"pex\"]",
                "[p2p]",
                "addr_book_strict = false");
        try (var node = Node.start(directory.resolve("node"), "--moniker", "flag")) {
            node.exec("p2p:persist add " + KEPT + "@127.0.0.1:1").done();
            node.exec("p2p:ban add " + BANNED).done();
            node.exec("p2p:reactors enable extension").done();
            Node.eventually()
                    .holds("extension runs", Node.LIMIT, () -> state(node).equals("running"));
            var overrides = Files.readString(node.home().resolve("data/test/overrides.toml"));
            assertTrue(overrides.contains(KEPT) && overrides.contains("extension"), overrides);
            assertEquals(0, node.stop());
            assertTrue(node.console().lines().toList().getLast().contains("stopped"));
            assertFalse(Files.exists(node.home().resolve("run/pid")));
        }
        try (var node = Node.start(directory.resolve("node"))) {
            assertEquals(List.of(KEPT), rowsOf(node.json("p2p:persist ls"), KEPT));
            assertEquals(List.of(BANNED), rowsOf(node.json("p2p:ban ls"), BANNED));
            assertEquals("running", state(node));
            assertEquals("tendril", node.json("p2p:status").getFirst().get("moniker").asText());

            node.exec("p2p:persist rm " + KEPT).done();
            node.exec("p2p:ban rm " + BANNED).done();
            node.exec("p2p:reactors disable extension").done();
            assertEquals(List.of(), node.json("p2p:persist ls"));
            assertEquals(List.of(), node.json("p2p:ban ls"));
            Node.eventually()
                    .holds("extension ends", Node.LIMIT, () -> !state(node).equals("running"));
        }
    }

    /** {@code wanted}, once for each row it stands in. */
    private static List<String> rowsOf(List<JsonNode> rows, String wanted) {
        return rows.stream()
                .map(JsonNode::toString)
                .filter(r -> r.contains(wanted))
                .map(r -> wanted)
                .toList();
    }

    private static String state(Node node) throws Exception {
        return node.json("p2p:reactors").stream()
                .filter(row -> row.get("name").asText().equals("extension"))
                .map(row -> row.get("state").asText())
                .findFirst()
                .orElse("missing");
    }
}
