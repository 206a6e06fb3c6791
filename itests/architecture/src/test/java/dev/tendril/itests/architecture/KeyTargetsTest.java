package dev.tendril.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the table of keys sends to a component, that component reads. */
class KeyTargetsTest {
    private static final String TABLE =
            "bundles/config/src/main/resources/dev/tendril/config/keys.md";

    private static final Pattern TARGET = Pattern.compile("([a-z.]+):([a-z0-9_]+)\\+?");
    private static final int CELLS = 8;
    private static final int GOES_TO = 5;

    /** Not components: {@code config} reads these itself, the second for the launcher. */
    private static final Set<String> READ_BY_CONFIG = Set.of("config", "launcher");

    @Test
    void targets_areReadByTheirComponent() {
        Violations violations = new Violations("what keys.md names, its component reads");
        Map<String, Set<String>> read = new TreeMap<>();
        int targets = 0;
        for (String text : targets(House.read(House.ROOT.resolve(TABLE)))) {
            Matcher target = TARGET.matcher(text);
            assertTrue(target.matches(), text);
            Set<String> properties =
                    read.computeIfAbsent(target.group(1), KeyTargetsTest::propertiesOf);
            violations.check(properties.contains(target.group(2)), text);
            targets++;
        }
        violations.assertNone();
        assertTrue(targets > 40, "targets: " + targets);
    }

    @Test
    void components_haveThePidsOfTheTable() {
        Violations violations = new Violations("a component of keys.md is configured by its name");
        for (String text : targets(House.read(House.ROOT.resolve(TABLE)))) {
            String component = text.substring(0, text.indexOf(':'));
            String pid = "configuration-pid=\"dev.tendril." + component + "\"";
            boolean known =
                    House.walkFiles(room(component).classes().resolve("OSGI-INF"), ".xml")
                            .anyMatch(xml -> House.read(xml).contains(pid));
            violations.check(READ_BY_CONFIG.contains(component) || known, pid);
        }
        violations.assertNone();
    }

    @Test
    void propertiesOf_knowsBothWaysToRead() {
        assertTrue(propertiesOf("peermanager").contains("seed_mode"), "a string");
        assertTrue(propertiesOf("identity").contains("node_key_file"), "an annotation's method");
        assertEquals(Set.of(), targets("| a | applied | text | | =b | |\n"));
    }

    /** The fifth cell of each row, its words, without those that stand for other keys. */
    private static Set<String> targets(String table) {
        Set<String> targets = new TreeSet<>();
        for (String line : table.lines().filter(row -> row.startsWith("| ")).toList()) {
            List<String> cells = List.of(line.split("\\|", -1));
            assertEquals(CELLS, cells.size(), line);
            if (!cells.get(1).strip().equals("key")) {
                for (String word : cells.get(GOES_TO).strip().split(" ")) {
                    if (!word.isEmpty() && !word.startsWith("=")) {
                        targets.add(word);
                    }
                }
            }
        }
        return targets;
    }

    /** String constants and, as the service runtime maps them, the methods of annotations. */
    private static Set<String> propertiesOf(String component) {
        Set<String> found = new TreeSet<>();
        House.walkFiles(room(component).classes(), ".class").forEach(file -> collect(file, found));
        return found;
    }

    private static void collect(Path file, Set<String> found) {
        ClassModel type = parse(file);
        type.constantPool()
                .forEach(
                        entry -> {
                            if (entry instanceof StringEntry string) {
                                found.add(string.stringValue());
                            }
                        });
        if (type.flags().has(AccessFlag.ANNOTATION)) {
            type.methods()
                    .forEach(
                            method ->
                                    found.add(
                                            method.methodName()
                                                    .stringValue()
                                                    .replaceAll("(?<!_)_(?!_)", ".")
                                                    .replace("__", "_")));
        }
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Room room(String component) {
        String name =
                READ_BY_CONFIG.contains(component)
                        ? "bundles/config"
                        : "bundles/" + component.replace('.', '-');
        return House.rooms().stream()
                .filter(room -> room.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such room: " + name));
    }
}
