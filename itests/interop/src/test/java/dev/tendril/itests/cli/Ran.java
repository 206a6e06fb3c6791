package dev.tendril.itests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A {@code tendril} command that has ended.
 *
 * @param status its exit status
 * @param out what it printed as its result
 * @param err what it complained about
 */
record Ran(int status, String out, String err) {

    private static final int PATIENCE_SECONDS = 60;

    /** Runs {@code tendril} with {@code arguments} to its end. */
    static Ran tendril(String... arguments) throws IOException, InterruptedException {
        var out = Files.createTempFile("tendril", ".out");
        var err = Files.createTempFile("tendril", ".err");
        try {
            var process =
                    new ProcessBuilder(words(arguments))
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("command does not end: " + List.of(arguments));
            }
            return new Ran(process.exitValue(), text(out), text(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    static List<String> words(String... arguments) {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("tendril.distribution"), "bin/tendril").toString());
        words.addAll(List.of(arguments));
        return words;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** It has done what it was asked for, without a complaint. */
    Ran done() {
        assertEquals("", err);
        assertEquals(0, status, out);
        return this;
    }

    /** It has refused, in one line for people that has all of {@code parts} in it. */
    Ran refused(String... parts) {
        assertNotEquals(0, status, out);
        assertEquals("", out);
        assertEquals(1, err.lines().count(), err);
        assertTrue(err.startsWith("tendril: "), err);
        assertFalse(err.contains("Exception"), err);
        for (var part : parts) {
            assertTrue(err.contains(part), () -> "not said: " + part + ", but: " + err);
        }
        return this;
    }
}
