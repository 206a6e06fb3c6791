package dev.tendril.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The unpacked distribution this program runs from.
 *
 * @param root the directory with {@code bin/}, {@code conf/} and {@code bundles/}
 */
record Installation(Path root) {

    /** Names the directory; the start script sets it. */
    static final String ROOT_PROPERTY = "tendril.root";

    /**
     * A bundle of the distribution.
     *
     * @param jar its file
     * @param startLevel when it is started: the name of the folder it lies in
     */
    record Installed(Path jar, int startLevel) {}

    /** The one the start script names. */
    static Installation ofScript() throws CommandException {
        var root = System.getProperty(ROOT_PROPERTY);
        if (root == null) {
            throw CommandException.failed(
                    "the installation is not known: start Tendril with its script bin/tendril");
        }
        return new Installation(Path.of(root).toAbsolutePath().normalize());
    }

    /** The script that started us. */
    Path script() {
        return root.resolve("bin").resolve("tendril");
    }

    Path conf() {
        return root.resolve("conf");
    }

    /** The bundles, by start level, then by name; folders that are no number are not ours. */
    List<Installed> bundles() throws IOException {
        var found = new ArrayList<Installed>();
        for (var folder : children(root.resolve("bundles"))) {
            var name = folder.getFileName().toString();
            if (name.matches("[1-9]")) {
                for (var jar : children(folder)) {
                    if (jar.toString().endsWith(".jar")) {
                        found.add(new Installed(jar, Integer.parseInt(name)));
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private static List<Path> children(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }
}
