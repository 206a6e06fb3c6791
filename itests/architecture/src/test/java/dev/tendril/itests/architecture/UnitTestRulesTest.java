package dev.tendril.itests.architecture;

import com.tngtech.archunit.core.domain.Dependency;

import org.junit.jupiter.api.Test;

/**
 * Tests are Jupiter's; only those that Pax Exam runs inside a framework are of JUnit 4, through
 * vintage.
 */
class UnitTestRulesTest {
    @Test
    void tests_areOfJupiter() {
        Violations violations = new Violations("JUnit 4 is used in itests/osgi only");
        CompiledRooms.tests()
                .byRoom()
                .forEach(
                        (room, classes) -> {
                            if (!room.equals("itests/osgi")) {
                                classes.stream()
                                        .flatMap(
                                                type ->
                                                        type
                                                                .getDirectDependenciesFromSelf()
                                                                .stream())
                                        .filter(UnitTestRulesTest::isJunit4)
                                        .forEach(
                                                dependency ->
                                                        violations.add(
                                                                dependency.getDescription()));
                            }
                        });
        violations.assertNone();
    }

    private static boolean isJunit4(Dependency dependency) {
        String name = dependency.getTargetClass().getPackageName();
        return name.equals("org.junit")
                || name.startsWith("org.junit.runner")
                || name.startsWith("junit.framework");
    }
}
