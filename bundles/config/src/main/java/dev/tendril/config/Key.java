package dev.tendril.config;

import java.util.List;
import java.util.Optional;

/**
 * A known key: a row of the table.
 *
 * @param name with its tables, separated by dots, with underscores; {@code .*} at the end stands
 *     for all keys of a table
 * @param status whether it has an effect
 * @param kind what its value may be; empty when it has no effect
 * @param defaultText what holds when nobody sets it; empty when the component decides
 * @param goesTo where its value goes
 * @param note a remark; the reason when it has no effect
 */
record Key(
        String name,
        Status status,
        Optional<Kind> kind,
        Optional<String> defaultText,
        List<Target> goesTo,
        String note) {

    /** Whether a key has an effect. */
    enum Status {
        /** It has the effect it has elsewhere. */
        APPLIED,
        /** It means the same as another key or value. */
        TRANSLATED,
        /** It is reported, without effect. */
        NOT_HERE
    }

    /**
     * Where a value goes.
     *
     * @param component the end of the persistent id, or empty when {@code property} is another key
     * @param property the property of the component, or the other key
     * @param adds whether the value is added to the list that is there
     */
    record Target(String component, String property, boolean adds) {

        static Target parse(String text) {
            if (text.startsWith("=")) {
                return new Target("", text.substring(1), false);
            }
            var colon = text.indexOf(':');
            var adds = text.endsWith("+");
            return new Target(
                    text.substring(0, colon),
                    text.substring(colon + 1, adds ? text.length() - 1 : text.length()),
                    adds);
        }
    }

    /** Whether it stands for all keys of a table. */
    boolean isTable() {
        return name.endsWith(".*");
    }

    /** The key it stands for, when it stands for another. */
    Optional<String> alias() {
        return goesTo.stream()
                .filter(target -> target.component().isEmpty())
                .map(Target::property)
                .findFirst();
    }
}
