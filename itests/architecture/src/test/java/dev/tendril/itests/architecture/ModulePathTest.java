package dev.tendril.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Our jars are modules too, and need no framework to be resolved. */
class ModulePathTest {
    /** What our rooms stand on when there is no framework; nothing of OSGi is among it. */
    private static final List<String> LIBRARIES =
            List.of(
                    "protobuf-java-",
                    "bcprov-",
                    "slf4j-api-",
                    "junit-",
                    "opentest4j-",
                    "apiguardian-");

    @Test
    void modules_resolveWithoutAFramework() {
        ModuleFinder ours = ModuleFinder.of(jars());
        ModuleFinder all = ModuleFinder.compose(ours, ModuleFinder.of(libraries()));
        Set<String> names =
                ours.findAll().stream()
                        .map(found -> found.descriptor().name())
                        .collect(Collectors.toSet());
        Configuration resolved =
                Configuration.resolve(
                        all, List.of(ModuleLayer.boot().configuration()), ModuleFinder.of(), names);
        for (String name : names) {
            assertTrue(resolved.findModule(name).isPresent(), name);
        }
    }

    @Test
    void modules_exportWhatTheBundleExports() {
        Violations violations = new Violations("module-info and manifest export the same packages");
        for (Room room : House.bundles()) {
            ModuleDescriptor module = descriptor(room);
            Set<String> exports = new TreeSet<>();
            module.exports().forEach(export -> exports.add(export.source()));
            Set<String> packages =
                    new TreeSet<>(Header.parse(room.header("Export-Package")).keySet());
            violations.check(
                    exports.equals(packages), room.name() + ": " + exports + " and " + packages);
            violations.check(!module.isAutomatic(), room.name() + " has no module-info");
            violations.check(
                    module.name().equals(room.header("Bundle-SymbolicName")),
                    room.name() + " is " + module.name());
        }
        violations.assertNone();
    }

    @Test
    void modules_needOsgiOnlyToCompile() {
        Violations violations = new Violations("modules of OSGi are required static");
        for (Room room : House.bundles()) {
            for (ModuleDescriptor.Requires requires : descriptor(room).requires()) {
                boolean osgi =
                        requires.name().contains("osgi") || requires.name().contains("felix");
                violations.check(
                        !osgi
                                || requires.modifiers()
                                        .contains(ModuleDescriptor.Requires.Modifier.STATIC),
                        room.name() + ": " + requires);
            }
        }
        violations.assertNone();
    }

    private static ModuleDescriptor descriptor(Room room) {
        Set<ModuleReference> found = ModuleFinder.of(room.jar()).findAll();
        assertFalse(found.isEmpty(), room.name());
        return found.iterator().next().descriptor();
    }

    private static Path[] jars() {
        return House.bundles().stream().map(Room::jar).toArray(Path[]::new);
    }

    private static Path[] libraries() {
        Stream<String> entries =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
        return entries.map(Path::of)
                .filter(
                        jar ->
                                LIBRARIES.stream()
                                        .anyMatch(jar.getFileName().toString()::startsWith))
                .toArray(Path[]::new);
    }
}
