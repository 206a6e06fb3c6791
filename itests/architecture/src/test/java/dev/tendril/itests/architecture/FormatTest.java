package dev.tendril.itests.architecture;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;

/** The format is the formatter's. */
class FormatTest {
    @Test
    void sources_areFormatted() throws IOException {
        Violations violations = new Violations("run: mvn -N initialize -Dformat");
        for (Path source : House.sources()) {
            FormatSources.problem(source).ifPresent(violations::add);
        }
        violations.assertNone();
    }
}
