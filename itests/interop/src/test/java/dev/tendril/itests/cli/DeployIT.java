package dev.tendril.itests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Files in {@code deploy/} that cannot be used do not touch what runs. */
final class DeployIT {

    @TempDir Path directory;

    @Test
    void badFiles_areLeftAloneWithAReason() throws Exception {
        var home = directory.resolve("node");
        Node.init(home, "chain_id = \"test-chain\"", "reactors = [\"pex\", \"echo\"]");
        var echo = echo();
        var deploy = home.resolve("deploy");
        Files.copy(echo, deploy.resolve("echo.jar"));
        try (var node = Node.start(home)) {
            Node.eventually().holds("echo runs", Node.LIMIT, () -> echoRuns(node));
            var bytes = Files.readAllBytes(echo);
            put(deploy.resolve("half.jar"), Arrays.copyOf(bytes, bytes.length / 2));
            put(deploy.resolve("text.jar"), "no jar at all".getBytes());
            put(deploy.resolve("lonely.jar"), unresolvable());
            for (var file : new String[] {"half.jar", "text.jar", "lonely.jar"}) {
                awaitLeftAlone(node, file);
            }
            assertTrue(node.exec("p2p:doctor").out().contains("com.example.nowhere"));
            assertTrue(echoRuns(node));

            // An update that is cut off leaves the version that runs.
            put(deploy.resolve("echo.jar"), Arrays.copyOf(bytes, bytes.length - 100));
            awaitLeftAlone(node, "echo.jar");
            assertTrue(echoRuns(node));
            assertEquals(0, node.stop());
        }
    }

    /** Until then doctor may name the file too, as one that is still being written. */
    private static void awaitLeftAlone(Node node, String file) throws Exception {
        Node.eventually()
                .holds(
                        "the log says why " + file + " is left alone",
                        Node.LIMIT,
                        () -> node.console().contains(file + " is left alone: "));
        Node.eventually()
                .holds(
                        "doctor says what helps with " + file,
                        Node.LIMIT,
                        () -> problems(node).anyMatch(line -> line.contains("deploy/" + file)));
    }

    private static Stream<String> problems(Node node) throws Exception {
        return node.json("p2p:doctor").stream()
                .filter(finding -> finding.get("weight").asText().equals("problem"))
                .map(finding -> finding.get("what").asText());
    }

    private static boolean echoRuns(Node node) throws Exception {
        return node.json("p2p:reactors").stream()
                .anyMatch(
                        row ->
                                row.get("name").asText().equals("echo")
                                        && row.get("state").asText().equals("running"));
    }

    /** Another file of that name at once, as a careful copy does it. */
    private void put(Path file, byte[] bytes) throws IOException {
        var aside = Files.write(directory.resolve("aside"), bytes);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] unresolvable() throws IOException {
        var manifest = new Manifest();
        var main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "com.example.lonely");
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue("Import-Package", "com.example.nowhere");
        var bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }

    private static Path echo() throws IOException {
        var demo = Path.of(System.getProperty("tendril.distribution"), "demo");
        try (Stream<Path> files = Files.walk(demo)) {
            return files.filter(f -> f.getFileName().toString().startsWith("tendril-reactor-echo"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }
}
