package dev.tendril.testkit.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.reactor.Settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a reactor reads of its table. */
final class SettingsTest {

    private static final Duration DEFAULT = Duration.ofSeconds(9);

    private static Settings of(String value) {
        return new Settings(Map.of("key", value));
    }

    @Test
    void settings_areACopyInOrder() {
        var values = new HashMap<>(Map.of("b", "2", "a", "1"));
        var settings = new Settings(values);
        values.clear();
        assertEquals(List.of("a", "b"), List.copyOf(settings.keys()));
        assertEquals(Optional.of("1"), settings.text("a"));
        assertEquals(Optional.empty(), settings.text("c"));
    }

    @Test
    void everything_hasItsDefault() {
        assertEquals(DEFAULT, Settings.NONE.duration("key", DEFAULT));
        assertEquals(3, Settings.NONE.number("key", 3, 0, 5));
        assertTrue(Settings.NONE.flag("key", true));
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, 500000000", "5s, 5000000000", "2m, 120000000000", "1h30m, 5400000000000",
        "1.5s, 1500000000", "10us, 10000", "7ns, 7", "1m30s500ms, 90500000000",
    })
    void duration_readsUnits(String text, long nanos) {
        assertEquals(Duration.ofNanos(nanos), of(text).duration("key", DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "0", "0s", "-5s", "5 s", "5x", "s", "1.s", "99999999999s"})
    void duration_refusesOthers_andSaysWhatIsAllowed(String text) {
        var refused =
                assertThrows(
                        IllegalArgumentException.class, () -> of(text).duration("key", DEFAULT));
        assertEquals(
                "setting cannot be read, key: key, value: "
                        + text
                        + ", allowed: a duration such as 500ms, 5s, 2m",
                refused.getMessage());
    }

    @Test
    void number_withinItsRange() {
        assertEquals(5, of("5").number("key", 0, 5, 6));
        assertEquals(6, of("6").number("key", 0, 5, 6));
        for (var text : List.of("4", "7", "5.0", "five", "")) {
            assertThrows(IllegalArgumentException.class, () -> of(text).number("key", 0, 5, 6));
        }
    }

    @Test
    void flag_isTrueOrFalse() {
        assertTrue(of("true").flag("key", false));
        assertFalse(of("false").flag("key", true));
        assertThrows(IllegalArgumentException.class, () -> of("yes").flag("key", true));
    }
}
