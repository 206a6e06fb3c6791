package dev.tendril.itests.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** OSGi stays at the door: thin public components around classes that know nothing of it. */
class OsgiRulesTest {
    private static final CompiledRooms ROOMS = CompiledRooms.main();
    private static final String ANNOTATIONS = "org.osgi.service.component.annotations";

    /** Rooms whose work is the framework itself. */
    private static final Set<String> ABOUT_OSGI =
            Set.of(
                    "bundles/deploy",
                    "bundles/shell",
                    "bundles/config",
                    "bundles/metrics",
                    "runtime/launcher");

    @Test
    void componentAnnotations_areInComponentsOnly() {
        Violations violations = new Violations(ANNOTATIONS + " is used in *Component classes only");
        ROOMS.byRoom().values().stream()
                .flatMap(List::stream)
                .filter(type -> !isComponent(type))
                .filter(type -> annotationPackages(type).contains(ANNOTATIONS))
                .forEach(type -> violations.add(type.getName()));
        violations.assertNone();
    }

    @Test
    void components_arePublicAndFinal() {
        Violations violations = new Violations("a component is public, for the runtime, and final");
        ROOMS.byRoom().values().stream()
                .flatMap(List::stream)
                .filter(type -> type.isAnnotatedWith(ANNOTATIONS + ".Component"))
                .filter(
                        type ->
                                !type.getModifiers()
                                        .containsAll(
                                                Set.of(JavaModifier.PUBLIC, JavaModifier.FINAL)))
                .forEach(type -> violations.add(type.getName()));
        violations.assertNone();
    }

    @Test
    void logic_knowsNoFramework() {
        Violations violations =
                new Violations("only *Component classes and their helpers know the framework");
        ROOMS.byRoom()
                .forEach(
                        (room, classes) -> {
                            if (!ABOUT_OSGI.contains(room) && !room.startsWith("itests/")) {
                                classes.stream()
                                        .filter(type -> !isDoor(type.getName()))
                                        .forEach(type -> checkLogic(type, violations));
                            }
                        });
        violations.assertNone();
    }

    private static void checkLogic(JavaClass type, Violations violations) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            String target = dependency.getTargetClass().getPackageName();
            boolean framework =
                    target.startsWith("org.osgi.") && !target.startsWith("org.osgi.annotation.");
            violations.check(!framework, dependency.getDescription());
        }
    }

    /** A component, a type nested in one, or a helper of one in a package of its own. */
    static boolean isDoor(String className) {
        String outer = className.replaceFirst("\\$.*", "");
        return outer.endsWith("Component") || outer.contains(".component.");
    }

    /** A component, or a type nested in one. */
    private static boolean isComponent(JavaClass type) {
        String outer = type.getName().replaceFirst("\\$.*", "");
        return outer.endsWith("Component");
    }

    private static Set<String> annotationPackages(JavaClass type) {
        Set<String> found = new TreeSet<>();
        collect(type.getAnnotations(), found);
        type.getMembers().forEach(member -> collect(member.getAnnotations(), found));
        type.getCodeUnits()
                .forEach(
                        unit ->
                                unit.getParameters()
                                        .forEach(p -> collect(p.getAnnotations(), found)));
        return found;
    }

    private static void collect(Set<? extends JavaAnnotation<?>> annotations, Set<String> found) {
        annotations.forEach(annotation -> found.add(annotation.getRawType().getPackageName()));
    }
}
