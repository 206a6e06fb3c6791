package dev.tendril.itests.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Counts the tests of one build over all modules, from the reports of surefire and failsafe.
 *
 * <p>Reports older than the build are left out: they say what an earlier build did. The build
 * starts this file with the source launcher as its last step and prints the written line at its
 * end; a written refusal makes the build fail.
 */
public final class TestCount {
    private static final int EXCERPT_CHARS_MAX = 1_500;

    private final Instant buildStart;
    private final List<String> failedNames = new ArrayList<>();
    private final List<String> skippedNames = new ArrayList<>();
    private int tests;

    private TestCount(Instant buildStart) {
        this.buildStart = buildStart;
    }

    /**
     * Counts, prints what failed or was skipped, and writes the count.
     *
     * @param args root of the tree, start of the build (ISO, whole seconds, UTC), file for the
     *     count, file for a refusal, value of the environment's {@code CI}
     * @throws IOException when a report cannot be read or the count not be written
     * @throws XMLStreamException when a report is damaged
     */
    public static void main(String[] args) throws IOException, XMLStreamException {
        run(args, System.out);
    }

    /** As {@link #main}, with the names of what failed or was skipped printed elsewhere. */
    static void run(String[] args, PrintStream names) throws IOException, XMLStreamException {
        TestCount count = new TestCount(Instant.parse(args[1]));
        for (Path report : count.reports(Path.of(args[0]))) {
            count.read(report);
        }
        count.failedNames.forEach(name -> names.println("failed: " + name));
        count.skippedNames.forEach(name -> names.println("skipped: " + name));
        write(Path.of(args[2]), count.line());
        Path refusal = Path.of(args[3]);
        Files.deleteIfExists(refusal);
        boolean ci = args.length > 4 && args[4].equals("true");
        if (!count.acceptable(ci)) {
            write(refusal, count.line());
        }
    }

    private static void write(Path file, String line) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, line + "\n");
    }

    private boolean acceptable(boolean ci) {
        boolean complete = tests > 0 && skippedNames.isEmpty();
        return failedNames.isEmpty() && (complete || !ci);
    }

    private String line() {
        int passed = tests - failedNames.size() - skippedNames.size();
        return "%d passed, %d failed, %d skipped"
                .formatted(passed, failedNames.size(), skippedNames.size());
    }

    private List<Path> reports(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes what) {
                        String name = dir.getFileName() == null ? "" : dir.getFileName().toString();
                        boolean foreign = name.equals(".git") || name.equals("src");
                        return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes what) {
                        if (isReport(file)
                                && !what.lastModifiedTime().toInstant().isBefore(buildStart)) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        found.sort(null);
        return found;
    }

    static boolean isReport(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.endsWith(".xml")
                && (path.contains("/surefire-reports/TEST-")
                        || path.contains("/failsafe-reports/TEST-"));
    }

    private void read(Path report) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = Files.newInputStream(report)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            String test = "";
            boolean counted = true;
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                switch (xml.getLocalName()) {
                    case "testcase" -> {
                        tests++;
                        counted = false;
                        test = attribute(xml, "classname") + "." + attribute(xml, "name");
                    }
                    case "failure", "error" -> {
                        if (!counted) {
                            failedNames.add(test + ": " + excerpt(attribute(xml, "message")));
                        }
                        counted = true;
                    }
                    case "skipped" -> {
                        skippedNames.add(test + ": " + attribute(xml, "message"));
                        counted = true;
                    }
                    default -> {}
                }
            }
        }
    }

    /** Enough of a failure to begin with where the reports are out of reach, on one line. */
    private static String excerpt(String message) {
        String line = message.strip().replaceAll("\\s+", " ");
        boolean all = line.length() <= EXCERPT_CHARS_MAX;
        return all ? line : "... " + line.substring(line.length() - EXCERPT_CHARS_MAX);
    }

    static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
