package dev.tendril.itests.architecture;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checks or applies the format of all Java sources: google-java-format, AOSP style, 100 columns.
 *
 * <p>The build starts this file with the source launcher of the chosen JDK: the formatter uses the
 * compiler of the JVM it runs on, and Maven's own may be too old for our sources.
 */
public final class FormatSources {
    private FormatSources() {}

    /**
     * Formats or checks.
     *
     * @param args {@code check} or {@code apply}, then folders or files separated by commas
     * @throws IOException when a source cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        boolean apply = args[0].equals("apply");
        if (!apply && !args[0].equals("check")) {
            fail("format.mode is check or apply, found: " + args[0]);
        }
        int wrong = 0;
        for (Path source : sources(args[1].split(","))) {
            Optional<String> problem = problem(source);
            problem.ifPresent(System.err::println);
            wrong += problem.isPresent() ? 1 : 0;
            if (apply && problem.isPresent()) {
                apply(source);
            }
        }
        if (!apply && wrong > 0) {
            fail("not formatted: " + wrong + "; apply with: mvn -N initialize -Dformat");
        }
    }

    /** What is wrong with a source: its name, and the parser's complaint if it has one. */
    static Optional<String> problem(Path source) throws IOException {
        String before = Files.readString(source);
        try {
            boolean formatted = format(before).equals(before);
            return formatted ? Optional.empty() : Optional.of(source.normalize().toString());
        } catch (FormatterException e) {
            return Optional.of(source.normalize() + ": " + e.getMessage());
        }
    }

    private static void apply(Path source) throws IOException {
        try {
            Files.writeString(source, format(Files.readString(source)));
        } catch (FormatterException e) {
            fail(source.normalize() + ": " + e.getMessage());
        }
    }

    private static String format(String source) throws FormatterException {
        JavaFormatterOptions style =
                JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build();
        String imports =
                ImportOrderer.reorderImports(
                        RemoveUnusedImports.removeUnusedImports(source), style.style());
        return new Formatter(style).formatSource(imports);
    }

    private static TreeSet<Path> sources(String[] roots) throws IOException {
        TreeSet<Path> found = new TreeSet<>();
        for (String root : roots) {
            try (Stream<Path> walk = Files.walk(Path.of(root))) {
                walk.filter(p -> p.toString().endsWith(".java"))
                        .filter(p -> !p.toString().contains("/target/"))
                        .filter(p -> !p.toString().startsWith("target/"))
                        .filter(Files::isRegularFile)
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static void fail(String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }
}
