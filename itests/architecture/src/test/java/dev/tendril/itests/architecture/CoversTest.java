package dev.tendril.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What tests claim to cover exists, no test claims too much, and little is declined. */
class CoversTest {
    private static final int IDS_PER_TEST_MAX = 5;

    private final Requirements requirements = committed();
    private final TestSources sources = Once.SOURCES;

    @Test
    void covers_namesFewIdsThatExist() {
        Violations violations =
                new Violations("@Covers on a test names one to five ids of requirements.txt");
        for (CoveringTest test : sources.tests()) {
            violations.check(test.isTest(), test.name() + ": nothing runs it");
            violations.check(
                    test.ids().size() <= IDS_PER_TEST_MAX, test.name() + ": " + test.ids());
            test.allIds().stream()
                    .filter(id -> !requirements.all().containsKey(id))
                    .forEach(id -> violations.add(test.name() + ": unknown id: " + id));
            violations.check(
                    !sources.runners(test).isEmpty(), test.name() + ": no class inherits it");
        }
        System.out.println(
                "requirement ids covered: %d of %d"
                        .formatted(sources.covered().size(), requirements.all().size()));
        violations.assertNone();
    }

    @Test
    void covers_isNeverEmpty() {
        Violations violations = new Violations("@Covers names at least one id");
        for (ParsedSource source : ParsedSource.all()) {
            source.covers()
                    .forEach(ids -> violations.check(!ids.isEmpty(), House.show(source.file())));
        }
        violations.assertNone();
    }

    /** Few ids are declined, none of them has a test, and each that differs has one. */
    @Test
    void deviations_areFewAndHonest() {
        assertEquals(List.of(), requirements.problems(sources.covered()));
    }

    /** The list is whole: so many ids of each part of the texts. */
    @Test
    void requirements_areComplete() {
        assertEquals(404, count("(N-)?[A-Z]{2,3}-[0-9]{2}"));
        assertEquals(52, count("D-[1-9][0-9]?"));
        assertEquals(20, count("I-[1-9][0-9]?"));
        assertEquals(7, count("L-[1-7]"));
        assertEquals(24, count("W8[.][2-4]-[1-9]"));
        assertEquals(92, count("W8[.][2-3]-[1-9][a-z]"));
    }

    private long count(String shape) {
        return requirements.all().keySet().stream().filter(id -> id.matches(shape)).count();
    }

    private static Requirements committed() {
        Path room = House.ROOT.resolve("itests/architecture");
        try {
            return Requirements.read(
                    room.resolve("requirements.txt"), room.resolve("deviations.txt"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final class Once {
        static final TestSources SOURCES = read();

        private Once() {}

        private static TestSources read() {
            try {
                return TestSources.read(House.ROOT);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
