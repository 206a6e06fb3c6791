package dev.tendril.itests.osgi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The directory that users unpack, as the build has made it. */
final class Distribution {

    private static final Path ROOT = Path.of(System.getProperty("tendril.distribution"));

    private Distribution() {}

    /** All bundles, those of lower start levels first. */
    static List<Path> bundles() {
        try (var files = Files.walk(ROOT.resolve("bundles"), 2)) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command that people type. */
    static Path script() {
        return ROOT.resolve("bin").resolve("tendril");
    }

    /** The folder with the shell's profile. */
    static Path conf() {
        return ROOT.resolve("conf");
    }

    /** The start level that the folder of a bundle says. */
    static int startLevel(Path bundle) {
        return Integer.parseInt(bundle.getParent().getFileName().toString());
    }

    /** A bundle of the demonstration, by the start of its file name. */
    static Path demo(String start) {
        try (var files = Files.list(ROOT.resolve("demo"))) {
            return files.filter(f -> f.getFileName().toString().startsWith(start))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no such bundle in demo/: " + start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
