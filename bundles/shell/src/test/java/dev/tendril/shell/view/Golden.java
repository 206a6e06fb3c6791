package dev.tendril.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Texts as they are to be, in files beside the tests. */
final class Golden {

    private Golden() {}

    /** {@code text} is what the file {@code name} holds, and fits a terminal. */
    static void assertText(String name, String text) throws IOException {
        try (var in = Golden.class.getResourceAsStream(name)) {
            var expected = Objects.requireNonNull(in, name).readAllBytes();
            assertEquals(new String(expected, StandardCharsets.UTF_8), text);
        }
        if (!name.endsWith(".json")) {
            text.lines().forEach(line -> assertTrue(line.length() <= Table.WIDTH_MAX, line));
        }
    }
}
