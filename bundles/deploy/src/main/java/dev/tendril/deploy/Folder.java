package dev.tendril.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The folder that is watched.
 *
 * @param path where it is
 */
record Folder(Path path) {

    /** The jars in it now; hidden files are somebody's work in progress. Blocks for the disk. */
    Map<String, Stamp> list() throws IOException {
        var found = new TreeMap<String, Stamp>();
        if (!Files.isDirectory(path)) {
            return found;
        }
        try (var files = Files.newDirectoryStream(path, "*.jar")) {
            for (var file : files) {
                var name = file.getFileName().toString();
                if (!name.startsWith(".") && Files.isRegularFile(file)) {
                    stamp(file, name, found);
                }
            }
        }
        return found;
    }

    private static void stamp(Path file, String name, Map<String, Stamp> found) throws IOException {
        try {
            found.put(
                    name, new Stamp(Files.size(file), Files.getLastModifiedTime(file).toMillis()));
        } catch (NoSuchFileException gone) {
            // It was there a moment ago; the next look says the same.
            found.remove(name);
        }
    }
}
