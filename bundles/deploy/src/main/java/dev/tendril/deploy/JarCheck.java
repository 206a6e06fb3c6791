package dev.tendril.deploy;

import dev.tendril.deploy.Host.Inspection;
import dev.tendril.deploy.Host.Inspection.Invalid;
import dev.tendril.deploy.Host.Inspection.Valid;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** Whether a file is a whole bundle: every entry is read, so that every checksum is compared. */
final class JarCheck {

    private JarCheck() {}

    /** Looks into {@code jar}, the copy of {@code file}. Blocks for the disk. */
    static Inspection inspect(String file, Path jar) {
        try (var zip = new JarFile(jar.toFile(), false)) {
            var entries = zip.entries();
            while (entries.hasMoreElements()) {
                var entry = entries.nextElement();
                if (checksum(zip.getInputStream(entry)) != entry.getCrc()) {
                    return new Invalid(
                            "is not a complete jar: checksum is wrong, entry: " + entry.getName());
                }
            }
            var manifest = zip.getManifest();
            if (manifest == null) {
                return new Invalid("is no bundle: it has no manifest");
            }
            var headers = manifest.getMainAttributes();
            var name = headers.getValue("Bundle-SymbolicName");
            if (name == null || name.isBlank()) {
                return new Invalid("is no bundle: its manifest has no Bundle-SymbolicName");
            }
            var version = headers.getValue("Bundle-Version");
            return new Valid(
                    file,
                    name.split(";", 2)[0].strip(),
                    version == null ? "0.0.0" : version.strip(),
                    jar);
        } catch (IOException | SecurityException e) {
            return new Invalid("is not a complete jar: " + e.getMessage());
        }
    }

    /** JarFile itself compares no checksums. */
    private static long checksum(InputStream entry) throws IOException {
        try (var in = new CheckedInputStream(entry, new CRC32())) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.getChecksum().getValue();
        }
    }
}
