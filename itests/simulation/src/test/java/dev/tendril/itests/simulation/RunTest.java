package dev.tendril.itests.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The command line: what it prints, and how it ends. */
class RunTest {

    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void listenNoMore() {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    private List<String> printed() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void assertRefused(String why, String... arguments) {
        assertEquals(2, Run.run(List.of(arguments)));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains(why), err::toString);
        assertEquals(List.of(), printed());
    }

    @Test
    void run_ofNothing_listsAllScenarios() {
        assertEquals(0, Run.run(List.of()));
        for (var entry : Scenarios.ALL) {
            assertTrue(
                    printed().stream().anyMatch(line -> line.contains(entry.name())), entry.name());
        }
    }

    @Test
    void run_ofAnUnknownName_namesThoseThereAre() {
        assertRefused("no such scenario: convergense; there are convergence,", "convergense");
    }

    @Test
    void run_ofBadNumbers_saysWhichAreGood() {
        assertRefused("--nodes takes a whole number from 2", "convergence", "--nodes", "1");
        assertRefused("--nodes takes a whole number", "convergence", "--nodes", "many");
        assertRefused("--minutes takes a whole number", "convergence", "--minutes", "0");
        assertRefused("--seed takes a whole number", "convergence", "--seed", "x");
        assertRefused("option needs a number: --seed", "convergence", "--seed");
        assertRefused("no such option: --hours", "convergence", "--hours", "1");
    }

    @Test
    void play_printsTheSeedFirstAndTheTraceLast() {
        var entry = new Entry("good", "", 1, 1, 1, stage -> stage.figure("answers", 42));
        assertEquals(0, Run.play(entry, new Stage(7, 1, Duration.ofMinutes(1))));
        assertEquals("seed 7", printed().getFirst());
        assertTrue(printed().getLast().matches("trace [0-9a-f]{16}"), printed()::toString);
    }

    @Test
    void play_ofWhatDoesNotHold_endsWithOne() {
        var entry = new Entry("bad", "", 1, 1, 1, stage -> stage.atMost("bans", 1, 0));
        assertEquals(1, Run.play(entry, new Stage(7, 1, Duration.ofMinutes(1))));
        assertTrue(
                printed().contains("bad FAILED: bans: 1, at most 0, seed: 7"), printed()::toString);
        assertTrue(printed().getLast().startsWith("trace "), printed()::toString);
    }
}
