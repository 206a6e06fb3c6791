package dev.tendril.itests.interop;

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
import java.util.Set;
import java.util.stream.Collectors;

/** Tendril is the seed of CometBFT nodes: it introduces them, visits them, and lets them go. */
final class SeedModeIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir Path directory;

    private final SystemTimers timers =
            new SystemTimers((name, failure) -> failure.printStackTrace(System.err));
    private final Eventually eventually = new Eventually(timers);

    private final Processes processes = new Processes();

    private CometChain chain;
    private TendrilNode seed;

    @BeforeEach
    void startSeed() throws Exception {
        chain = processes.own(CometChain.create(directory, 2));
        seed =
                TendrilNode.init(
                        directory.resolve("seed"),
                        chain.chainId(),
                        """
                        chain_id = "%s"
                        reactors = ["pex"]
                        [p2p]
                        laddr = "tcp://127.0.0.1:0"
                        addr_book_strict = false
                        allow_duplicate_ip = true
                        seed_mode = true
                        seed_disconnect_wait_period = "4s"
                        seed_visit = "1s"
                        seed_revisit = "2s"
                        """
                                .formatted(chain.chainId()));
        processes.own(seed);
        seed.start();
    }

    @AfterEach
    void stopAll() throws Exception {
        processes.close();
        timers.close();
    }

    @Test
    @Covers({"PL-06", "D-38"})
    void seed_introducesVisitsAndLetsGo() throws Exception {
        var address = listenAddress();
        var first = chain.node(0);
        var second = chain.node(1);
        var secondId = second.nodeId();
        // One after the other: a CometBFT node whose question came too early asks again only
        // half a minute later.
        second.configureSeed(address);
        second.start();
        eventually.holds("the seed has seen one itself", LIMIT, () -> verified() >= 1);
        first.configureSeed(address);
        first.start();
        eventually.holds("they have met", LIMIT, () -> first.hasPeer(secondId));
        eventually.holds("they make blocks", LIMIT, () -> first.height() > 2);
        eventually.holds(
                "the seed lets those go that came",
                LIMIT,
                () -> ends().contains("inbound-too-old"));
        eventually.holds(
                "and leaves those that it visits", LIMIT, () -> ends().contains("visited"));
        assertTrue(first.hasPeer(secondId), "they stay together without it");
    }

    private long verified() throws Exception {
        return seed.exec("p2p:status -o json").get(0).get("peers_verified").asLong();
    }

    /** Why connections have ended. */
    private Set<String> ends() throws Exception {
        return TendrilNode.elements(seed.exec("p2p:decisions -o json")).stream()
                .filter(d -> d.get("verb").asText().equals("disconnect"))
                .map(SeedModeIT::code)
                .collect(Collectors.toSet());
    }

    private static String code(JsonNode decision) {
        return decision.get("reason").asText();
    }

    private String listenAddress() throws Exception {
        var status =
                eventually.get(
                        "the seed listens",
                        LIMIT,
                        () ->
                                TendrilNode.elements(seed.exec("p2p:status -o json")).stream()
                                        .filter(s -> !s.get("listening").isEmpty())
                                        .findFirst());
        var endpoint = status.get("listening").get(0).asText();
        return seed.nodeId() + "@" + endpoint.substring(endpoint.indexOf("://") + 3);
    }
}
