package dev.tendril.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.itests.architecture.TestResults.Outcome;

import org.junit.jupiter.api.Test;

import java.util.List;

class BuildScopeTest {
    private static final String PARENT = "<module>a</module> <module>b</module>";
    private static final String ALL = "all: [MavenProject: p, MavenProject: a, MavenProject: b]";

    @Test
    void of_allProjectsWithoutSelection_isTheWholeBuild() {
        assertTrue(of("${env.CI}", ALL, "${test}", "", "false").whole());
        assertFalse(of("${env.CI}", ALL, "${test}").ci());
        assertTrue(of("true", ALL, "${test}").ci());
    }

    @Test
    void of_someProjects_isNot() {
        assertFalse(of("true", "all: [MavenProject: p, MavenProject: b]", "${test}").whole());
        assertFalse(of("true", "all: ${session.projects}", "${test}").whole());
        assertFalse(of("true").whole());
    }

    @Test
    void of_someTests_isNot() {
        assertFalse(of("true", ALL, "${test}", "OneTest").whole());
        assertFalse(of("true", ALL, "true").whole());
    }

    @Test
    void tolerates_whatThisBuildCannotKnow() {
        BuildScope whole = new BuildScope(true, false);
        BuildScope strict = new BuildScope(true, true);
        BuildScope part = new BuildScope(false, true);
        for (BuildScope scope : List.of(whole, strict, part)) {
            assertTrue(scope.tolerates(Outcome.PASSED));
            assertFalse(scope.tolerates(Outcome.FAILED));
        }
        assertEquals(
                List.of(true, false, true),
                List.of(
                        whole.tolerates(Outcome.SKIPPED),
                        strict.tolerates(Outcome.SKIPPED),
                        part.tolerates(Outcome.SKIPPED)));
        assertEquals(
                List.of(false, false, true),
                List.of(
                        whole.tolerates(Outcome.NOT_RUN),
                        strict.tolerates(Outcome.NOT_RUN),
                        part.tolerates(Outcome.NOT_RUN)));
    }

    private static BuildScope of(String... said) {
        return BuildScope.of(PARENT, List.of(said));
    }
}
