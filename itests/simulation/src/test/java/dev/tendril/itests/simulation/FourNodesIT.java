package dev.tendril.itests.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The parts that ship in virtual time: one seed, one run, in whichever JVM. */
class FourNodesIT {

    @Test
    @Covers({"I-19", "L-3", "I-2"})
    void run_inAFreshJvm_leavesTheSameTrace(@TempDir Path folder) throws Exception {
        var seed = Seeds.seed(FourNodesIT.class);
        var here = FourNodes.run(seed);
        var events = folder.resolve("events");
        var printed = runInFreshJvm(seed, events);
        assertEquals(List.of(), difference(here.events(), Files.readAllLines(events)));
        assertTrue(
                printed.contains("hash: " + here.hash()),
                () -> "expected " + here.hash() + " in: " + printed);
    }

    @Test
    @Covers("I-19")
    void runs_ofOtherSeeds_areOthers() throws Exception {
        var seed = Seeds.seed(FourNodesIT.class);
        var first = FourNodes.run(seed);
        assertEquals(first.hash(), FourNodes.run(seed).hash());
        assertNotEquals(first.hash(), FourNodes.run(seed + 1).hash());
    }

    /** The first event in which two traces differ, from both. */
    private static List<String> difference(List<String> here, List<String> there) {
        return IntStream.range(0, Math.max(here.size(), there.size()))
                .filter(
                        i ->
                                i >= here.size()
                                        || i >= there.size()
                                        || !here.get(i).equals(there.get(i)))
                .limit(1)
                .boxed()
                .flatMap(i -> List.of("event " + i, at(here, i), at(there, i)).stream())
                .toList();
    }

    private static String at(List<String> events, int index) {
        return index < events.size() ? events.get(index) : "nothing";
    }

    private static String runInFreshJvm(long seed, Path events)
            throws IOException, InterruptedException {
        var program = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        var process =
                new ProcessBuilder(
                                program,
                                "--add-opens",
                                "java.base/java.lang=ALL-UNNAMED",
                                "-cp",
                                classPath,
                                FourNodes.class.getName(),
                                Long.toString(seed),
                                events.toString())
                        .redirectErrorStream(true)
                        .start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed;
    }
}
