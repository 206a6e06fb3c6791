package dev.tendril.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.deploy.Host.Inspection.Invalid;
import dev.tendril.deploy.Host.Inspection.Valid;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

class JarCheckTest {

    @TempDir private Path folder;
    private Path jar;

    @BeforeEach
    void nameJar() {
        jar = folder.resolve("a.jar");
    }

    private void write(String... headers) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        for (var i = 0; i < headers.length; i += 2) {
            manifest.getMainAttributes().putValue(headers[i], headers[i + 1]);
        }
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            var entry = new ZipEntry("data");
            entry.setMethod(ZipEntry.STORED);
            var data = new byte[1_000];
            Arrays.fill(data, (byte) 7);
            var crc = new java.util.zip.CRC32();
            crc.update(data);
            entry.setSize(data.length);
            entry.setCrc(crc.getValue());
            out.putNextEntry(entry);
            out.write(data);
        }
    }

    private String refusal() {
        return assertInstanceOf(Invalid.class, JarCheck.inspect("a.jar", jar)).reason();
    }

    @Test
    void inspect_acceptsABundle() throws IOException {
        write("Bundle-SymbolicName", "x.y;singleton:=true", "Bundle-Version", "1.2.3");
        assertEquals(new Valid("a.jar", "x.y", "1.2.3", jar), JarCheck.inspect("a.jar", jar));
    }

    @Test
    void inspect_refusesEveryTruncation() throws IOException {
        write("Bundle-SymbolicName", "x.y");
        var bytes = Files.readAllBytes(jar);
        for (var length = 0; length < bytes.length; length++) {
            Files.write(jar, Arrays.copyOf(bytes, length));
            assertTrue(refusal().startsWith("is not a complete jar: "), "length: " + length);
        }
    }

    @Test
    void inspect_refusesAWrongChecksum() throws IOException {
        write("Bundle-SymbolicName", "x.y");
        var bytes = Files.readAllBytes(jar);
        for (var i = 0; i < bytes.length; i++) {
            if (bytes[i] == 7 && bytes[i + 1] == 7 && bytes[i + 2] == 7) {
                bytes[i] = 8;
                break;
            }
        }
        Files.write(jar, bytes);
        assertTrue(refusal().startsWith("is not a complete jar: "));
    }

    @Test
    void inspect_refusesAJarThatIsNoBundle() throws IOException {
        write();
        assertEquals("is no bundle: its manifest has no Bundle-SymbolicName", refusal());
    }

    @Test
    void sentence_saysWhichPackageIsMissing() {
        assertEquals(
                "cannot be resolved: needs package foo.bar from 1.0.0 up to but not 2.0.0",
                Unresolved.sentence(
                        "Unable to resolve x [3](R 3.0): missing requirement [x [3](R 3.0)]"
                                + " osgi.wiring.package; (&(osgi.wiring.package=foo.bar)"
                                + "(version>=1.0.0)(!(version>=2.0.0))) Unresolved requirements: [[x"
                                + " [3](R 3.0)] osgi.wiring.package;"
                                + " (&(osgi.wiring.package=foo.bar)(version>=1.0.0)(!(version>=2.0.0)))]"));
        assertEquals(
                "cannot be resolved: needs package foo",
                Unresolved.sentence(
                        "missing requirement osgi.wiring.package; (osgi.wiring.package=foo)]"));
        assertEquals("cannot be resolved: something else", Unresolved.sentence("something else"));
    }

    @Test
    void stamp_survivesItsText() {
        var stamp = new Stamp(3, 4);
        assertEquals(stamp, Stamp.parse(stamp.text()).orElseThrow());
        assertTrue(Stamp.parse("x").isEmpty());
    }
}
