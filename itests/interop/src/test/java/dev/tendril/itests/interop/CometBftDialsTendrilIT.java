package dev.tendril.itests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.time.Eventually;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/** CometBFT nodes that know nobody but Tendril find each other through it. */
final class CometBftDialsTendrilIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir Path directory;

    private final SystemTimers timers =
            new SystemTimers((name, failure) -> failure.printStackTrace(System.err));
    private final Eventually eventually = new Eventually(timers);

    private final Processes processes = new Processes();

    private CometChain chain;
    private TendrilNode tendril;

    @BeforeEach
    void startTendril() throws Exception {
        chain = processes.own(CometChain.create(directory, 2));
        tendril =
                TendrilNode.init(
                        directory.resolve("tendril"),
                        chain.chainId(),
                        """
                        chain_id = "%s"
                        reactors = ["pex"]
                        [p2p]
                        laddr = "tcp://127.0.0.1:0"
                        addr_book_strict = false
                        allow_duplicate_ip = true
                        max_num_outbound_peers = 0
                        """
                                .formatted(chain.chainId()));
        processes.own(tendril);
        tendril.start();
    }

    @AfterEach
    void stopAll() throws Exception {
        processes.close();
        timers.close();
    }

    @Test
    void answers_introduceOneNodeToAnother() throws Exception {
        var address = listenAddress();
        var first = chain.node(0);
        first.configure(address, 10);
        first.start();
        var firstId = first.nodeId();
        eventually.holds("the first is connected", LIMIT, () -> tendril.isConnectedTo(firstId));
        assertEquals("in", tendril.peer(firstId).orElseThrow().get("direction").asText());

        var second = chain.node(1);
        second.configure(address, 10);
        second.start();
        var secondId = second.nodeId();
        eventually.holds("the second is connected", LIMIT, () -> tendril.isConnectedTo(secondId));
        eventually.holds("the second has met the first", LIMIT, () -> second.hasPeer(firstId));
        eventually.holds("they make blocks", LIMIT, () -> second.height() > 2);
    }

    private String listenAddress() throws Exception {
        var status =
                eventually.get(
                        "tendril listens",
                        LIMIT,
                        () ->
                                TendrilNode.elements(tendril.exec("p2p:status -o json")).stream()
                                        .filter(s -> !s.get("listening").isEmpty())
                                        .findFirst());
        var endpoint = status.get("listening").get(0).asText();
        return tendril.nodeId() + "@" + endpoint.substring(endpoint.indexOf("://") + 3);
    }
}
