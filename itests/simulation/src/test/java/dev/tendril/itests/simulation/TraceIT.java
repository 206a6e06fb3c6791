package dev.tendril.itests.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What the hash of a trace depends on: seed and network, nothing else. */
class TraceIT {

    private static final int NODES = 6;

    /** Runs five nodes for a minute; the hash, and how many events each kind has. */
    private static String hash(long seed, Duration latency, List<String> events) throws Exception {
        var stage = new Stage(seed, NODES, Duration.ofMinutes(1));
        var builder = stage.network().latency(latency, latency).sink(events::add);
        for (var i = 0; i < stage.nodes(); i++) {
            builder.node(Crowd.node(i, stage.nodes()));
        }
        try (var network = stage.open(builder)) {
            network.startAll();
            network.runFor(stage.span());
        }
        return stage.hash();
    }

    @Test
    @Covers("I-19")
    void hash_isThatOfSeedAndLatency() throws Exception {
        var seed = Seeds.seed(TraceIT.class);
        var latency = Duration.ofMillis(40);
        var first = hash(seed, latency, new ArrayList<>());
        assertEquals(first, hash(seed, latency, new ArrayList<>()));
        assertNotEquals(first, hash(seed + 1, latency, new ArrayList<>()));
        assertNotEquals(first, hash(seed, latency.plusMillis(1), new ArrayList<>()));
    }

    @Test
    @Covers("I-19")
    void trace_holdsDeliveriesStatesAndDecisions() throws Exception {
        var events = new ArrayList<String>();
        hash(Seeds.seed(TraceIT.class), Duration.ofMillis(40), events);
        for (var kind :
                List.of(
                        "message n",
                        " is ready",
                        " is dialing",
                        "verb=dial",
                        "verb=learn",
                        " tells up")) {
            var count = new AtomicInteger();
            events.stream().filter(e -> e.contains(kind)).forEach(e -> count.incrementAndGet());
            assertNotEquals(0, count.get(), kind);
        }
    }

    @Test
    @Covers({"I-19", "L-3"})
    void scenario_inAFreshJvm_leavesTheSameHash() throws Exception {
        var seed = Seeds.seed(TraceIT.class);
        var here = Scenarios.named("convergence").play(new Stage(seed, NODES, Duration.ofHours(1)));
        var lines = runInFreshJvm("convergence", "--nodes", "" + NODES, "--seed", "" + seed);
        assertEquals("seed " + seed, lines.getFirst());
        assertEquals("trace " + here.hash(), lines.getLast());
    }

    private static List<String> runInFreshJvm(String... arguments) throws Exception {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-opens",
                                "java.base/java.lang=ALL-UNNAMED",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Run.class.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed.lines().toList();
    }
}
