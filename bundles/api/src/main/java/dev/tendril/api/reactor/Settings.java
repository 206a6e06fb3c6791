package dev.tendril.api.reactor;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an operator wrote into the table of a reactor, as texts by key. Immutable. A value that
 * cannot be read is an {@link IllegalArgumentException} that names key, value and what is allowed.
 */
public final class Settings {

    /** No settings at all. */
    public static final Settings NONE = new Settings(Map.of());

    private final Map<String, String> values;

    /**
     * The settings with these texts.
     *
     * @param values texts by key, copied
     */
    public Settings(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** {@return the keys that are set, in order} */
    public Set<String> keys() {
        return values.keySet();
    }

    /**
     * {@return the text of {@code key}}
     *
     * @param key the key
     */
    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /**
     * {@return a number within {@code min..max}}
     *
     * @param key the key
     * @param defaultValue what holds when the key is not set
     * @param min the least that is allowed
     * @param max the most that is allowed
     */
    public long number(String key, long defaultValue, long min, long max) {
        var text = text(key);
        if (text.isEmpty()) {
            return defaultValue;
        }
        try {
            var value = Long.parseLong(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw unreadable(key, text.get(), "a number within " + min + ".." + max);
        }
        throw unreadable(key, text.get(), "a number within " + min + ".." + max);
    }

    /**
     * {@return {@code true} or {@code false}}
     *
     * @param key the key
     * @param defaultValue what holds when the key is not set
     */
    public boolean flag(String key, boolean defaultValue) {
        return switch (text(key).orElse(String.valueOf(defaultValue))) {
            case "true" -> true;
            case "false" -> false;
            case String other -> throw unreadable(key, other, "true or false");
        };
    }

    /**
     * {@return a positive duration as configuration files have them: {@code 500ms}, {@code 5s},
     * {@code 2m}, {@code 1h30m}}
     *
     * @param key the key
     * @param defaultValue what holds when the key is not set
     */
    public Duration duration(String key, Duration defaultValue) {
        var text = text(key);
        if (text.isEmpty()) {
            return defaultValue;
        }
        return DurationText.parse(text.get())
                .filter(d -> !d.isZero())
                .orElseThrow(() -> unreadable(key, text.get(), "a duration such as 500ms, 5s, 2m"));
    }

    private static IllegalArgumentException unreadable(String key, String value, String allowed) {
        return new IllegalArgumentException(
                "setting cannot be read, key: "
                        + key
                        + ", value: "
                        + value
                        + ", allowed: "
                        + allowed);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
