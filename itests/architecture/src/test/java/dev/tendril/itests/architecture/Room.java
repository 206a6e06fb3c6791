package dev.tendril.itests.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * One module of the build.
 *
 * @param name its path in the tree, such as {@code bundles/router}
 * @param folder where it is
 */
record Room(String name, Path folder) {
    /** Rooms that every other may use, and those that may use every other. */
    static final List<String> SHARED = List.of("bundles/api", "bundles/support", "bundles/wire");

    static final List<String> TEST_LIBRARIES = List.of("bundles/testkit", "bundles/simulator");
    static final String NATIVE_LIBRARY = "peerstore/rocksdb/native";

    boolean isBundle() {
        return name.startsWith("bundles/") || name.startsWith("peerstore/");
    }

    /** Whether it implements something: a bundle that is neither shared, for tests, nor foreign. */
    boolean isImplementation() {
        return isBundle()
                && !SHARED.contains(name)
                && !TEST_LIBRARIES.contains(name)
                && !name.equals(NATIVE_LIBRARY);
    }

    boolean comesAndGoes() {
        return name.startsWith("bundles/reactor-") || name.startsWith("bundles/transport-");
    }

    boolean hasSources() {
        return House.walkFiles(folder.resolve("src/main"), ".java").findAny().isPresent();
    }

    Path classes() {
        return folder.resolve("target/classes");
    }

    Path testClasses() {
        return folder.resolve("target/test-classes");
    }

    boolean isBuilt() {
        return findJar().isPresent();
    }

    /** The built jar; fails when there is none, since then the build left this room out. */
    Path jar() {
        return findJar().orElseThrow(() -> new AssertionError("not built: " + name));
    }

    Manifest manifest() {
        try (JarFile file = new JarFile(jar().toFile())) {
            return file.getManifest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String header(String header) {
        String value = manifest().getMainAttributes().getValue(header);
        return value == null ? "" : value;
    }

    private Optional<Path> findJar() {
        Path target = folder.resolve("target");
        return House.walkFiles(target, "-SNAPSHOT.jar")
                .filter(jar -> target.equals(jar.getParent()))
                .filter(jar -> jar.getFileName().toString().startsWith("tendril-"))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
