package dev.tendril.itests.architecture;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Sources stay small and finished. */
class TidyTest {
    private static final int FILE_LINES_MAX = 500;
    private static final int METHOD_LINES_MAX = 70;

    /** Written apart, so that this file does not find itself. */
    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private static final Pattern MACHINE_PATH = Pattern.compile("[\"' (](/wo" + "rk/|/ro" + "ot/)");

    @Test
    void files_areShort() {
        Violations violations = new Violations("a source has at most " + FILE_LINES_MAX + " lines");
        for (Path source : House.sources()) {
            long lines = House.read(source).lines().count();
            violations.check(lines <= FILE_LINES_MAX, House.show(source) + ": " + lines);
        }
        violations.assertNone();
    }

    @Test
    void methods_areShort() {
        Violations violations =
                new Violations("a method has at most " + METHOD_LINES_MAX + " lines");
        for (ParsedSource source : ParsedSource.all()) {
            for (ParsedSource.Method method : source.methods()) {
                violations.check(
                        method.lines() <= METHOD_LINES_MAX,
                        House.show(source.file()) + " " + method.name() + ": " + method.lines());
            }
        }
        violations.assertNone();
    }

    @Test
    void sources_areFinished() {
        Violations violations = new Violations("no notes to ourselves, no paths of a machine");
        for (Path source : House.sources()) {
            List<String> lines = House.read(source).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                boolean clean =
                        !UNFINISHED.matcher(lines.get(i)).find()
                                && !MACHINE_PATH.matcher(lines.get(i)).find();
                violations.check(
                        clean, House.show(source) + ":" + (i + 1) + ": " + lines.get(i).strip());
            }
        }
        violations.assertNone();
    }

    @Test
    void tests_areNotDisabled() {
        Violations violations = new Violations("a test that does not run shows nothing");
        for (ParsedSource source : ParsedSource.all()) {
            source.annotations().stream()
                    .filter(name -> name.startsWith("Disabled") || name.equals("Ignore"))
                    .forEach(name -> violations.add(House.show(source.file()) + " @" + name));
        }
        violations.assertNone();
    }

    @Test
    void packages_sayWhatTheyAre() {
        Violations violations =
                new Violations("a package has a package-info with a sentence and @NullMarked");
        for (Room room : House.rooms()) {
            House.walkFiles(room.folder().resolve("src/main/java"), ".java")
                    .map(Path::getParent)
                    .distinct()
                    .forEach(
                            folder ->
                                    checkPackage(folder.resolve("package-info.java"), violations));
        }
        violations.assertNone();
    }

    private static void checkPackage(Path info, Violations violations) {
        boolean there = java.nio.file.Files.exists(info);
        violations.check(there, "missing: " + House.show(info));
        if (there) {
            String text = House.read(info);
            // A package of generated classes only has nothing that the checker could look at.
            boolean generated = House.walkFiles(info.getParent(), ".java").count() == 1;
            violations.check(
                    generated || text.contains("@NullMarked"),
                    "not @NullMarked: " + House.show(info));
            violations.check(text.contains("/**"), "without a sentence: " + House.show(info));
        }
    }
}
