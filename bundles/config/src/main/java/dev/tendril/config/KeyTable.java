package dev.tendril.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The known keys: what the table {@code keys.md} beside this class says. Immutable. */
final class KeyTable {

    private static final int COLUMNS = 6;

    private final Map<String, Key> keys;

    private KeyTable(Map<String, Key> keys) {
        this.keys = keys;
    }

    /** The table that travels with this class. */
    static KeyTable load() {
        try (var in = KeyTable.class.getResourceAsStream("keys.md")) {
            if (in == null) {
                throw new IllegalStateException("resource is missing: keys.md");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyTable parse(String markdown) {
        var keys = new LinkedHashMap<String, Key>();
        for (var line : markdown.lines().toList()) {
            if (line.startsWith("| ") && !line.startsWith("| key ")) {
                var key = row(line);
                if (keys.put(key.name(), key) != null) {
                    throw new IllegalStateException("key stands twice in keys.md: " + key.name());
                }
            }
        }
        return new KeyTable(keys);
    }

    private static Key row(String line) {
        var cells =
                Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList();
        if (cells.size() != COLUMNS) {
            throw new IllegalStateException("row of keys.md has not six cells: " + line);
        }
        var status =
                switch (cells.get(1)) {
                    case "applied" -> Key.Status.APPLIED;
                    case "translated" -> Key.Status.TRANSLATED;
                    case "not for this node" -> Key.Status.NOT_HERE;
                    default -> throw new IllegalStateException("unknown status: " + line);
                };
        var targets =
                Arrays.stream(cells.get(4).split(" "))
                        .filter(cell -> !cell.isEmpty())
                        .map(Key.Target::parse)
                        .toList();
        return new Key(
                cells.get(0),
                status,
                Optional.of(cells.get(2)).filter(cell -> !cell.isEmpty()).map(Kind::named),
                Optional.of(cells.get(3)).filter(cell -> !cell.isEmpty()),
                targets,
                cells.get(5));
    }

    /** All keys in the order of the table. */
    List<Key> keys() {
        return List.copyOf(keys.values());
    }

    /** The key that is written as {@code name}, with dashes or underscores. */
    Optional<Key> find(String name) {
        var plain = name.replace('-', '_');
        var key = keys.get(plain);
        for (var dot = plain.lastIndexOf('.'); key == null && dot > 0; ) {
            key = keys.get(plain.substring(0, dot) + ".*");
            dot = plain.lastIndexOf('.', dot - 1);
        }
        return Optional.ofNullable(key);
    }

    /** The properties of {@code component} that some key sets, each with that key. */
    Map<String, String> propertiesOf(String component) {
        var properties = new TreeMap<String, String>();
        for (var key : keys.values()) {
            for (var target : key.goesTo()) {
                if (target.component().equals(component)) {
                    properties.put(target.property(), key.name());
                }
            }
        }
        return properties;
    }

    /** The known key that was probably meant by {@code name}. */
    Optional<String> nearest(String name) {
        return Texts.nearest(
                name.replace('-', '_'),
                keys.values().stream().filter(key -> !key.isTable()).map(Key::name).toList());
    }
}
