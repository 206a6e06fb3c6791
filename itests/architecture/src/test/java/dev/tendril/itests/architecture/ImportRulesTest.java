package dev.tendril.itests.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who may import whom, and that packages of a room form no cycle. */
class ImportRulesTest {
    private static final CompiledRooms ROOMS = CompiledRooms.main();

    /**
     * Rooms that may use more, or less, than the shared ones. The launcher is a program that embeds
     * two rooms on its class path: it creates a home and checks it before there is a framework.
     */
    private static final Map<String, List<String>> OWN_RULES =
            Map.of(
                    "bundles/api",
                    List.of(),
                    "bundles/support",
                    List.of("bundles/api"),
                    "bundles/wire",
                    List.of("bundles/api", "bundles/support"),
                    "bundles/testkit",
                    List.of("bundles/api", "bundles/support"),
                    "runtime/launcher",
                    List.of(
                            "bundles/api",
                            "bundles/support",
                            "bundles/wire",
                            "bundles/config",
                            "bundles/identity"));

    @Test
    void rooms_importOnlyTheSharedOnes() {
        Violations violations = new Violations("rooms use api, support and wire, never each other");
        ROOMS.byRoom().forEach((room, classes) -> checkRoom(room, classes, violations));
        violations.assertNone();
    }

    @Test
    void packages_ofARoomFormNoCycle() {
        Violations violations = new Violations("packages of a room form no cycle");
        ROOMS.byRoom().forEach((room, classes) -> checkCycles(room, classes, violations));
        violations.assertNone();
    }

    @Test
    void api_usesNothingButTheJdk() {
        Violations violations = new Violations("the api has no library in its signatures or code");
        for (JavaClass api : ROOMS.byRoom().getOrDefault("bundles/api", List.of())) {
            for (Dependency dependency : api.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getPackageName();
                boolean allowed =
                        target.isEmpty()
                                || target.startsWith("java.")
                                || target.startsWith("dev.tendril.api")
                                || target.startsWith("org.osgi.annotation")
                                || target.equals("org.jspecify.annotations")
                                || target.startsWith("com.google.errorprone.annotations");
                violations.check(allowed, dependency.getDescription());
            }
        }
        violations.assertNone();
    }

    private static void checkRoom(String room, List<JavaClass> classes, Violations violations) {
        if (room.equals("bundles/simulator") || room.startsWith("itests/")) {
            return;
        }
        List<String> allowed = OWN_RULES.getOrDefault(room, Room.SHARED);
        for (JavaClass from : classes) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                ROOMS.roomOf(dependency.getTargetClass().getBaseComponentType().getName())
                        .filter(to -> !to.equals(room) && !allowed.contains(to))
                        .ifPresent(
                                to ->
                                        violations.add(
                                                room
                                                        + " uses "
                                                        + to
                                                        + ": "
                                                        + dependency.getDescription()));
            }
        }
    }

    private static void checkCycles(String room, List<JavaClass> classes, Violations violations) {
        Map<String, Set<String>> uses = new TreeMap<>();
        Set<String> own = new TreeSet<>();
        classes.forEach(type -> own.add(type.getPackageName()));
        for (JavaClass from : classes) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (own.contains(target) && !target.equals(from.getPackageName())) {
                    uses.computeIfAbsent(from.getPackageName(), name -> new TreeSet<>())
                            .add(target);
                }
            }
        }
        for (String start : uses.keySet()) {
            violations.check(
                    !reaches(uses, start),
                    room + ": a cycle leads through " + start + " " + uses.get(start));
        }
    }

    private static boolean reaches(Map<String, Set<String>> uses, String start) {
        Set<String> seen = new TreeSet<>();
        List<String> open = new java.util.ArrayList<>(uses.get(start));
        while (!open.isEmpty()) {
            String next = open.removeLast();
            if (next.equals(start)) {
                return true;
            }
            if (seen.add(next)) {
                open.addAll(uses.getOrDefault(next, Set.of()));
            }
        }
        return false;
    }
}
