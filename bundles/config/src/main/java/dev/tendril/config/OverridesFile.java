package dev.tendril.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What operators added to and took from lists while the node ran. Immutable.
 *
 * @param include what is added, by key
 * @param exclude what is taken away, by key
 */
record OverridesFile(Map<String, List<String>> include, Map<String, List<String>> exclude) {

    /** Nothing at all. */
    static final OverridesFile NONE = new OverridesFile(Map.of(), Map.of());

    private static final String HEAD =
            """
            # What was changed on the running node. Tendril writes this file;
            # it goes before the network's own file, the environment and the command line.
            """;

    OverridesFile {
        include = Collections.unmodifiableMap(new TreeMap<>(include));
        exclude = Collections.unmodifiableMap(new TreeMap<>(exclude));
    }

    /** What {@code file} says; nothing when there is none. Blocks for the disk. */
    static OverridesFile read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return NONE;
        }
        var include = new TreeMap<String, List<String>>();
        var exclude = new TreeMap<String, List<String>>();
        for (var entry : TomlFile.read(file)) {
            var dot = entry.key().indexOf('.');
            var part = dot < 0 ? entry.key() : entry.key().substring(0, dot);
            if (dot < 0 || !(part.equals("include") || part.equals("exclude"))) {
                throw new ConfigException(
                        entry.place(),
                        "unknown key: " + entry.key() + ", allowed: include, exclude");
            }
            (part.equals("include") ? include : exclude)
                    .put(entry.key().substring(dot + 1), Texts.items(entry.value()));
        }
        return new OverridesFile(include, exclude);
    }

    /** The same with {@code value} added to {@code key}. */
    OverridesFile including(String key, String value) {
        return new OverridesFile(with(include, key, value), without(exclude, key, value));
    }

    /** The same with {@code value} taken from {@code key}. */
    OverridesFile excluding(String key, String value) {
        return new OverridesFile(without(include, key, value), with(exclude, key, value));
    }

    /** The list {@code said} for {@code key}, as it is with this over it. */
    List<String> over(String key, List<String> said) {
        var list = new ArrayList<>(said);
        list.removeAll(exclude.getOrDefault(key, List.of()));
        for (var value : include.getOrDefault(key, List.of())) {
            if (!list.contains(value)) {
                list.add(value);
            }
        }
        return List.copyOf(list);
    }

    /** Writes it to {@code file}, which is there whole or as it was. Blocks for the disk. */
    void write(Path file) throws IOException {
        var text = new StringBuilder(HEAD);
        table(text, "include", include);
        table(text, "exclude", exclude);
        Files.createDirectories(file.toAbsolutePath().getParent());
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var out =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void table(StringBuilder text, String name, Map<String, List<String>> lists) {
        text.append("\n[").append(name).append("]\n");
        lists.forEach(
                (key, values) -> {
                    text.append('"').append(escaped(key)).append("\" = [");
                    values.forEach(value -> text.append('"').append(escaped(value)).append("\", "));
                    text.append("]\n");
                });
    }

    private static String escaped(String text) {
        return Texts.oneLine(text).replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static Map<String, List<String>> with(
            Map<String, List<String>> lists, String key, String value) {
        var copy = new TreeMap<>(without(lists, key, value));
        var list = new ArrayList<>(copy.getOrDefault(key, List.of()));
        list.add(value);
        copy.put(key, List.copyOf(list));
        return copy;
    }

    private static Map<String, List<String>> without(
            Map<String, List<String>> lists, String key, String value) {
        var copy = new TreeMap<>(lists);
        var left =
                lists.getOrDefault(key, List.of()).stream()
                        .filter(each -> !each.equals(value))
                        .toList();
        if (left.isEmpty()) {
            copy.remove(key);
        } else {
            copy.put(key, left);
        }
        return copy;
    }
}
