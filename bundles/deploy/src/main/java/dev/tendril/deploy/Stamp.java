package dev.tendril.deploy;

import java.util.Optional;

/**
 * What a file looks like from outside: two equal stamps are taken for equal contents.
 *
 * @param sizeBytes its length
 * @param modifiedMillis when it was written last
 */
record Stamp(long sizeBytes, long modifiedMillis) {

    /** As one word. */
    String text() {
        return sizeBytes + "@" + modifiedMillis;
    }

    /** The stamp {@link #text()} made; empty when it is none. */
    static Optional<Stamp> parse(String text) {
        if (!text.matches("\\d{1,18}@-?\\d{1,18}")) {
            return Optional.empty();
        }
        var at = text.indexOf('@');
        return Optional.of(
                new Stamp(
                        Long.parseLong(text.substring(0, at)),
                        Long.parseLong(text.substring(at + 1))));
    }
}
