package dev.tendril.config;

import java.io.IOException;

/**
 * What an operator wrote cannot be used. The message is one line: file and line, key, value, and
 * what is allowed.
 */
public final class ConfigException extends IOException {

    private static final long serialVersionUID = 1L;

    /** An exception for what is written at {@code place}. */
    public ConfigException(Place place, String problem) {
        super(place + ": " + problem);
    }

    /** An exception for a value that {@code key} does not allow. */
    static ConfigException badValue(Entry entry, String allowed) {
        return new ConfigException(
                entry.place(),
                "bad value, key: "
                        + entry.key()
                        + ", value: "
                        + Texts.printable(entry.value())
                        + ", allowed: "
                        + allowed);
    }
}
