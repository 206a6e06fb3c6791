package dev.tendril.config;

import org.tomlj.Toml;
import org.tomlj.TomlArray;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a TOML file as entries with their lines. */
final class TomlFile {

    /** Largest file that is read. */
    static final int FILE_MAX_BYTES = 1024 * 1024;

    private TomlFile() {}

    /**
     * All keys of {@code file}, tables resolved, in the order they were written. Blocks for the
     * disk.
     */
    static List<Entry> read(Path file) throws IOException {
        var whole = Place.of(file.toString());
        String text;
        try {
            if (Files.size(file) > FILE_MAX_BYTES) {
                throw new ConfigException(whole, "file is larger than 1 MiB");
            }
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException(whole, "no such file");
        } catch (MalformedInputException e) {
            throw new ConfigException(whole, "file is not UTF-8");
        }
        return parse(text, file.toString());
    }

    /** All keys of {@code text}, which stands in {@code source}. */
    static List<Entry> parse(String text, String source) throws ConfigException {
        var toml = Toml.parse(text);
        if (toml.hasErrors()) {
            var first = toml.errors().getFirst();
            throw new ConfigException(
                    new Place(source, first.position().line()),
                    "not TOML: " + Texts.oneLine(String.valueOf(first.getMessage())));
        }
        var entries = new ArrayList<Entry>();
        for (var path : toml.keyPathSet()) {
            var value = toml.get(path);
            var position = toml.inputPositionOf(path);
            if (value != null) {
                entries.add(
                        new Entry(
                                String.join(".", path),
                                value instanceof TomlArray list ? list.toList() : value,
                                new Place(source, position == null ? 0 : position.line())));
            }
        }
        entries.sort((a, b) -> Integer.compare(a.place().line(), b.place().line()));
        return entries;
    }
}
