package dev.tendril.shell.view;

import java.util.ArrayList;
import java.util.List;

/** Lines of a name and what it is. Not for use by several threads. */
final class Facts {

    private static final int NAME_WIDTH = 15;

    private final List<String> lines = new ArrayList<>();

    /** Adds a line; one without a value is left out. */
    void add(String name, String value) {
        if (!value.isEmpty()) {
            lines.add(
                    (name + " ".repeat(NAME_WIDTH)).substring(0, NAME_WIDTH)
                            + Table.oneLine(value));
        }
    }

    /** Adds a line for each value, the name only before the first. */
    void add(String name, List<String> values) {
        for (var i = 0; i < values.size(); i++) {
            add(i == 0 ? name : "", values.get(i));
        }
    }

    String text() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
