package dev.tendril.itests.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * Changes single values of a TOML file that has each key on a line of its own, as CometBFT writes
 * it.
 */
final class TomlEdit {

    private TomlEdit() {}

    /**
     * Sets {@code key} of {@code [table]} (empty for the top) to the TOML text {@code value}; it
     * must be there.
     */
    static void set(Path file, String table, String key, String value) throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(file));
        var current = "";
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (line.startsWith("[") && line.endsWith("]")) {
                current = line.substring(1, line.length() - 1);
            } else if (current.equals(table) && line.startsWith(key + " =")) {
                lines.set(i, key + " = " + value);
                Files.write(file, lines);
                return;
            }
        }
        throw new IOException("no such key, file: " + file + ", table: " + table + ", key: " + key);
    }
}
