package dev.tendril.itests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.time.Eventually;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Tendril joins a chain of three CometBFT nodes, of which it is told one. */
final class SeedOfCometBftIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir Path directory;

    private final SystemTimers timers =
            new SystemTimers((name, failure) -> failure.printStackTrace(System.err));
    private final Eventually eventually = new Eventually(timers);

    private final Processes processes = new Processes();

    private CometChain chain;
    private TendrilNode tendril;

    @BeforeEach
    void startChain() throws Exception {
        chain = processes.own(CometChain.create(directory, 3));
        chain.configureMesh();
        chain.start();
        eventually.holds("blocks are made", LIMIT, () -> chain.node(0).height() > 1);
        tendril =
                processes.own(
                        TendrilNode.init(
                                directory.resolve("tendril"), chain.chainId(), configuration()));
    }

    /** Pings are quick, so that several rounds fit into the test. */
    private String configuration() throws Exception {
        return """
            chain_id = "%s"
            reactors = ["pex"]
            [p2p]
            laddr = "tcp://127.0.0.1:0"
            addr_book_strict = false
            allow_duplicate_ip = true
            ping_interval = "1s"
            pong_timeout = "900ms"
            """
                .formatted(chain.chainId());
    }

    @AfterEach
    void stopAll() throws Exception {
        processes.close();
        timers.close();
    }

    @Test
    @Covers({"RD-01", "RD-07"})
    void join_learnsStaysRedialsAndRemembers() throws Exception {
        var seed = chain.node(0);
        tendril.start("--seeds", seed.address());

        connectsToAll(0, 1, 2);
        showsDirectionAndSource();
        staysWhileBlocksAndPingsPass();
        redialsARestartedNode();
        remembersWithoutSeed();
    }

    private void connectsToAll(int... indexes) throws Exception {
        for (int index : indexes) {
            var id = chain.node(index).nodeId();
            eventually.holds(
                    "tendril is connected to node " + index,
                    LIMIT,
                    () -> tendril.isConnectedTo(id));
            var self = tendril.nodeId();
            eventually.holds(
                    "node " + index + " shows tendril",
                    LIMIT,
                    () -> chain.node(index).hasPeer(self));
        }
    }

    private void showsDirectionAndSource() throws Exception {
        for (int index : new int[] {0, 1, 2}) {
            assertEquals(
                    "out", peer(index).get("direction").asText(), "direction of node " + index);
        }
        var seedId = chain.node(0).nodeId();
        var decisions = TendrilNode.elements(tendril.exec("p2p:decisions -o json"));
        for (int index : new int[] {1, 2}) {
            var id = chain.node(index).nodeId();
            assertTrue(
                    decisions.stream().anyMatch(d -> isDial(d, id) && sourceOf(d).contains(seedId)),
                    () ->
                            "no dial of node "
                                    + index
                                    + " names the seed as its source: "
                                    + decisions);
        }
    }

    private static boolean isDial(JsonNode decision, String nodeId) {
        return decision.get("node_id").asText().equals(nodeId)
                && decision.get("verb").asText().equals("dial");
    }

    private static String sourceOf(JsonNode decision) {
        return decision.get("inputs").path("source").asText();
    }

    private JsonNode peer(int index) throws Exception {
        return tendril.peer(chain.node(index).nodeId()).orElseThrow();
    }

    private void staysWhileBlocksAndPingsPass() throws Exception {
        var before = Stream.of(0, 1, 2).map(this::connection).toList();
        var height = chain.node(1).height();
        var roundTrips = pingRounds();
        eventually.holds("ten blocks", LIMIT, () -> chain.node(1).height() >= height + 10);
        eventually.holds("three ping rounds", LIMIT, () -> pingRounds() >= roundTrips + 3);
        assertEquals(before, Stream.of(0, 1, 2).map(this::connection).toList());
    }

    private long connection(int index) {
        try {
            return tendril.peer(chain.node(index).nodeId())
                    .orElseThrow()
                    .get("connection")
                    .asLong();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private long pingRounds() throws Exception {
        return peer(1).get("pongs").asLong();
    }

    private void redialsARestartedNode() throws Exception {
        var id = chain.node(2).nodeId();
        var before = connection(2);
        chain.node(2).kill();
        eventually.holds("tendril sees the end", LIMIT, () -> !tendril.isConnectedTo(id));
        chain.node(2).start();
        eventually.holds("tendril dials again", LIMIT, () -> tendril.isConnectedTo(id));
        assertTrue(connection(2) > before);
    }

    private void remembersWithoutSeed() throws Exception {
        tendril.kill();
        chain.node(0).kill();
        tendril.start();
        connectsToAll(1, 2);
    }
}
