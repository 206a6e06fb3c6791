package dev.tendril.itests.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/** What happens is told through SLF4J, and through nothing else. */
class LoggingTest {
    private static final List<String> OTHER_LOGGERS =
            List.of(
                    "java.util.logging",
                    "org.apache.log4j",
                    "org.apache.commons.logging",
                    "org.osgi.service.log");

    /** Where the log of others is led into ours. */
    private static final Set<String> BRIDGES =
            Set.of("dev.tendril.launcher.OsgiLog", "dev.tendril.launcher.NodeFramework");

    /**
     * Rooms that speak to a person at a console: a program, the shell (Gogo gives each session its
     * own System.out), and the reports of test runs.
     */
    private static final Set<String> SPEAKING =
            Set.of("runtime/launcher", "bundles/shell", "bundles/testkit", "bundles/simulator");

    @Test
    void code_logsThroughSlf4jOnly() {
        Violations violations = new Violations("SLF4J is the only logger");
        ours(
                (room, type) -> {
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        JavaClass target = dependency.getTargetClass();
                        boolean other =
                                OTHER_LOGGERS.contains(target.getPackageName())
                                        || target.getName().equals("java.lang.System$Logger");
                        violations.check(
                                !other || BRIDGES.contains(type.getName()),
                                dependency.getDescription());
                    }
                });
        violations.assertNone();
    }

    @Test
    void code_doesNotPrint() {
        Violations violations = new Violations("only programs print");
        ours(
                (room, type) -> {
                    if (!SPEAKING.contains(room)) {
                        type.getFieldAccessesFromSelf().stream()
                                .filter(LoggingTest::isConsole)
                                .forEach(access -> violations.add(access.getDescription()));
                    }
                    Call.of(type)
                            .filter(
                                    call ->
                                            call.on(Throwable.class)
                                                    && call.method().equals("printStackTrace"))
                            .filter(call -> call.parameters().isEmpty())
                            .forEach(call -> violations.add(call.where()));
                });
        violations.assertNone();
    }

    private static boolean isConsole(JavaFieldAccess access) {
        String name = access.getTarget().getName();
        return access.getTarget().getOwner().isEquivalentTo(System.class)
                && (name.equals("out") || name.equals("err"));
    }

    private static void ours(java.util.function.BiConsumer<String, JavaClass> check) {
        CompiledRooms.main()
                .byRoom()
                .forEach(
                        (room, classes) -> {
                            if (!room.startsWith("itests/")) {
                                classes.forEach(type -> check.accept(room, type));
                            }
                        });
    }
}
