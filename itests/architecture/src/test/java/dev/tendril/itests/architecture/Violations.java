package dev.tendril.itests.architecture;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.TreeSet;

/** What a rule found, told all at once. */
final class Violations {
    private final String rule;
    private final TreeSet<String> found = new TreeSet<>();

    Violations(String rule) {
        this.rule = rule;
    }

    void add(String violation) {
        found.add(violation);
    }

    void check(boolean holds, String violation) {
        if (!holds) {
            add(violation);
        }
    }

    void assertNone() {
        if (!found.isEmpty()) {
            fail(rule + "; violated " + found.size() + " times:\n  " + String.join("\n  ", found));
        }
    }
}
