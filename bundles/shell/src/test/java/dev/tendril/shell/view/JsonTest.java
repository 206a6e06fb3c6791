package dev.tendril.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

final class JsonTest {

    @Test
    void text_writesEveryKindOfValue() {
        var value =
                Fields.of(
                        "text",
                        "a",
                        "int",
                        1,
                        "long",
                        1L << 60,
                        "whole",
                        3.0,
                        "part",
                        0.25,
                        "nan",
                        Double.NaN,
                        "yes",
                        true,
                        "some",
                        Optional.of(2),
                        "none",
                        Optional.empty(),
                        "list",
                        List.of("x", 2),
                        "map",
                        Fields.of("y", List.of()));

        assertEquals(
                "{\"text\": \"a\", \"int\": 1, \"long\": 1152921504606846976, \"whole\": 3,"
                        + " \"part\": 0.25, \"nan\": null, \"yes\": true, \"some\": 2,"
                        + " \"none\": null, \"list\": [\"x\", 2], \"map\": {\"y\": []}}\n",
                Json.text(value));
    }

    @Test
    void text_escapesWhatJsonDoesNotAllow() {
        assertEquals(
                "\"\\\"\\\\\\n\\r\\t\\u0000\\u001b\\u007f\\u2028 👋 ü\"\n",
                Json.text("\"\\\n\r\t\u0000\u001b\u007f\u2028 👋 ü"));
    }

    @Test
    void text_listsAreOneElementALine() {
        assertEquals("[\n  1,\n  {\"a\": 2}\n]\n", Json.text(List.of(1, Fields.of("a", 2))));
        assertEquals("[]\n", Json.text(List.of()));
    }

    @Test
    void text_ofAnythingElse_isOurBug() {
        assertThrows(IllegalArgumentException.class, () -> Json.text(new Object()));
    }
}
