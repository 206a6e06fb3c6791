package dev.tendril.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The distribution holds the libraries that the node stands on, the node uses them, and no test
 * library is among them.
 */
class DistributionTest {
    /** For each library a class by which its jar is known. */
    private static final Map<String, String> LIBRARIES =
            Map.of(
                    "felix.framework", "org/apache/felix/framework/FrameworkFactory.class",
                    "protobuf-java", "com/google/protobuf/GeneratedMessage.class",
                    "bcprov", "org/bouncycastle/math/ec/rfc8032/Ed25519.class",
                    "rocksdbjni", "org/rocksdb/RocksDB.class",
                    "slf4j-api", "org/slf4j/LoggerFactory.class");

    /**
     * For each room a package of the library it is there to use; Felix is found as a service, by
     * OSGi's own name.
     */
    private static final Map<String, String> USES =
            Map.of(
                    "runtime/launcher", "org.osgi.framework.launch",
                    "bundles/wire", "com.google.protobuf",
                    "bundles/transport-mconn", "org.bouncycastle",
                    "bundles/identity", "org.bouncycastle",
                    "peerstore/rocksdb/store", "org.rocksdb",
                    "bundles/router", "org.slf4j");

    @Test
    void distribution_holdsTheLibraries() throws IOException {
        Violations violations = new Violations("the distribution holds the libraries it stands on");
        for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
            boolean held = false;
            for (Path jar : jars()) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    held |= file.getEntry(library.getValue()) != null;
                }
            }
            violations.check(held, library.getKey());
        }
        violations.assertNone();
    }

    @Test
    void rooms_useTheLibraries() {
        Violations violations = new Violations("rooms use the libraries they are there for");
        Map<String, List<JavaClass>> rooms = CompiledRooms.main().byRoom();
        USES.forEach(
                (room, library) -> {
                    boolean used =
                            rooms.getOrDefault(room, List.of()).stream()
                                    .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                                    .map(Dependency::getTargetClass)
                                    .anyMatch(
                                            target -> target.getPackageName().startsWith(library));
                    violations.check(used, room + " does not use " + library);
                });
        violations.assertNone();
    }

    /** The launcher asks for a framework by its service; Felix answers. */
    @Test
    void framework_isFelix() throws IOException {
        String service = "META-INF/services/org.osgi.framework.launch.FrameworkFactory";
        int answers = 0;
        for (Path jar : jars()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                if (file.getEntry(service) != null) {
                    String text =
                            new String(file.getInputStream(file.getEntry(service)).readAllBytes());
                    assertTrue(text.contains("org.apache.felix.framework"), jar + ": " + text);
                    answers++;
                }
            }
        }
        assertTrue(answers == 1, "frameworks in the distribution: " + answers);
    }

    @Test
    void distribution_holdsNoTestLibrary() {
        Violations violations = new Violations("test libraries stay at home");
        List<String> unwanted =
                List.of(
                        "testkit",
                        "simulator",
                        "junit",
                        "archunit",
                        "jmh",
                        "pax-exam",
                        "osgi.core-");
        for (Path jar : jars()) {
            String name = jar.getFileName().toString();
            unwanted.stream()
                    .filter(name::contains)
                    .forEach(part -> violations.add(House.show(jar)));
        }
        violations.assertNone();
    }

    private static List<Path> jars() {
        Path target = House.ROOT.resolve("runtime/distribution/target");
        List<Path> jars = Stream.of(target).flatMap(dir -> House.walkFiles(dir, ".jar")).toList();
        assertFalse(jars.isEmpty(), "not built: runtime/distribution");
        return jars;
    }
}
