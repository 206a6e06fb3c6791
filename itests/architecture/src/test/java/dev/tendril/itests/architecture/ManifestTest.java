package dev.tendril.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the built jars say about themselves. */
class ManifestTest {
    private static final Set<String> TEST_PACKAGES =
            Set.of("org.junit", "org.opentest4j", "org.apiguardian");

    @Test
    void rooms_areBuilt() {
        Violations violations = new Violations("what is not built is not checked");
        for (Room room : House.rooms()) {
            violations.check(!room.isBundle() || room.isBuilt(), "not built: " + room.name());
        }
        violations.assertNone();
    }

    @Test
    void exports_areVersioned() {
        Violations violations = new Violations("each exported package has a version of its own");
        for (Room room : House.bundles()) {
            exports(room)
                    .forEach(
                            (name, attributes) ->
                                    violations.check(
                                            attributes
                                                    .getOrDefault("version", "0.0.0")
                                                    .matches("(0\\.[1-9]|[1-9]).*"),
                                            room.name() + " exports " + name + " " + attributes));
        }
        violations.assertNone();
    }

    @Test
    void sharedRooms_exportWhatTheyHave() {
        Violations violations = new Violations("api, support and wire are there to be imported");
        for (Room room : House.bundles()) {
            if (Room.SHARED.contains(room.name()) && room.hasSources()) {
                violations.check(!exports(room).isEmpty(), room.name() + " exports nothing");
            }
        }
        violations.assertNone();
    }

    @Test
    void implementations_exportOneSmallPackageAtMost() {
        Violations violations =
                new Violations("an implementation exports one package, for embedding");
        for (Room room : House.bundles()) {
            if (room.isImplementation()) {
                Set<String> names = exports(room).keySet();
                violations.check(names.size() <= 1, room.name() + " exports " + names);
            }
        }
        violations.assertNone();
    }

    /** Otherwise an update would stop whoever imports, and the old loader would live on. */
    @Test
    void reactorsAndTransports_exportNothing() {
        Violations violations = new Violations("what comes and goes exports nothing");
        for (Room room : House.bundles()) {
            if (room.comesAndGoes()) {
                violations.check(
                        exports(room).isEmpty(),
                        room.name() + " exports " + exports(room).keySet());
            }
        }
        violations.assertNone();
    }

    @Test
    void imports_areOfSharedRoomsAndLibraries() {
        Violations violations = new Violations("bundles import api, support, wire and libraries");
        Set<String> shared =
                House.bundles().stream()
                        .filter(room -> Room.SHARED.contains(room.name()))
                        .flatMap(room -> exports(room).keySet().stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        for (Room room : House.bundles()) {
            if (!room.name().equals("bundles/simulator")) {
                imports(room).keySet().stream()
                        .filter(name -> name.startsWith("dev.tendril."))
                        .filter(name -> !shared.contains(name))
                        .forEach(name -> violations.add(room.name() + " imports " + name));
            }
        }
        violations.assertNone();
    }

    @Test
    void imports_haveRangesAndNoAnnotationsOrTestLibraries() {
        Violations violations =
                new Violations(
                        "imports have ranges, and nothing is needed that only compiles or tests");
        for (Room room : House.bundles()) {
            imports(room)
                    .forEach((name, attributes) -> checkImport(room, name, attributes, violations));
        }
        violations.assertNone();
    }

    @Test
    void bundles_areNamedAfterTheirRoom() {
        Violations violations =
                new Violations("the symbolic name is dev.tendril.<room>, without '-'");
        for (Room room : House.bundles()) {
            String name = room.header("Bundle-SymbolicName");
            String last =
                    room.name()
                            .replaceFirst("^bundles/", "")
                            .replaceFirst("/store$", "")
                            .replaceAll("[/-]", ".");
            String expected =
                    room.name().equals(Room.NATIVE_LIBRARY)
                            ? "dev.tendril.rocksdbjni"
                            : "dev.tendril." + last;
            violations.check(name.equals(expected), room.name() + " is " + name);
        }
        violations.assertNone();
    }

    @Test
    void bundles_bindToPackagesOnly() {
        Violations violations =
                new Violations(
                        "no Require-Bundle, no DynamicImport-Package, no Fragment-Host, no activator");
        for (Room room : House.bundles()) {
            for (String header :
                    List.of(
                            "Require-Bundle",
                            "DynamicImport-Package",
                            "Fragment-Host",
                            "Bundle-Activator")) {
                violations.check(room.header(header).isEmpty(), room.name() + " has " + header);
            }
        }
        violations.assertNone();
    }

    @Test
    void bundles_withCodeRequireJava25() {
        Violations violations =
                new Violations("our class files are of Java 25, and the manifest says so");
        for (Room room : House.bundles()) {
            if (room.hasSources() && !room.name().equals(Room.NATIVE_LIBRARY)) {
                violations.check(
                        room.header("Require-Capability")
                                .contains("(&(osgi.ee=JavaSE)(version=25))"),
                        room.name());
            }
        }
        violations.assertNone();
    }

    @Test
    void nativeLibrary_holdsNothingOfOurs() {
        Room room =
                House.bundles().stream()
                        .filter(r -> r.name().equals(Room.NATIVE_LIBRARY))
                        .findFirst()
                        .orElseThrow();
        Violations violations =
                new Violations("the native library's bundle holds org.rocksdb only");
        exports(room)
                .keySet()
                .forEach(name -> violations.check(name.startsWith("org.rocksdb"), name));
        violations.assertNone();
        assertEquals(5, room.header("Bundle-NativeCode").split("processor=", -1).length - 1);
    }

    private static void checkImport(
            Room room, String name, Map<String, String> attributes, Violations violations) {
        String what = room.name() + " imports " + name + " " + attributes;
        boolean compiles =
                name.startsWith("org.jspecify") || name.startsWith("com.google.errorprone");
        violations.check(!compiles, what);
        boolean tests = TEST_PACKAGES.stream().anyMatch(name::startsWith);
        violations.check(!tests || Room.TEST_LIBRARIES.contains(room.name()), what);
        if (name.startsWith("dev.tendril.")) {
            violations.check(attributes.getOrDefault("version", "").startsWith("["), what);
        }
    }

    private static Map<String, Map<String, String>> exports(Room room) {
        return Header.parse(room.header("Export-Package"));
    }

    private static Map<String, Map<String, String>> imports(Room room) {
        return Header.parse(room.header("Import-Package"));
    }
}
