package dev.tendril.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.Map;

class HeaderTest {
    @Test
    void parse_keepsWhatIsQuotedTogether() {
        assertEquals(
                Map.of(
                        "a.b", Map.of("version", "[1.0,2)", "uses:", "c,d"),
                        "c", Map.of()),
                Header.parse("a.b;version=\"[1.0,2)\";uses:=\"c,d\",c"));
    }

    @Test
    void parse_ofNothingIsEmpty() {
        assertEquals(Map.of(), Header.parse(""));
    }
}
