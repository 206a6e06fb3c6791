package dev.tendril.config;

/**
 * One key as it was written somewhere.
 *
 * @param key with its tables, separated by dots
 * @param value a text, a number, a boolean or a list of them
 * @param place where it stands
 */
record Entry(String key, Object value, Place place) {

    /** The same under another key. */
    Entry as(String other) {
        return new Entry(other, value, place);
    }
}
