package dev.tendril.itests.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** How tests went, from the reports of surefire and failsafe: the last result of each. */
final class TestResults {
    /** A row of a table: {@code method(String)[2]}, {@code method()[2]}, {@code method{...}[2]}. */
    private static final Pattern ROW = Pattern.compile(".*\\[(\\d+)]");

    /** How one run went. */
    enum Outcome {
        PASSED,
        FAILED,
        SKIPPED,
        NOT_RUN
    }

    /**
     * One run of a method.
     *
     * @param row its place in a table, from 1; 0 for a test without rows
     * @param outcome how it went
     * @param earlier whether an earlier build ran it
     */
    record Run(int row, Outcome outcome, boolean earlier) {}

    private final Map<String, List<Run>> runs = new HashMap<>();

    private TestResults() {}

    /**
     * Reads the reports below a root.
     *
     * @param root of the tree
     * @param buildStart reports before it are of earlier builds
     * @param earlierToo whether those count
     */
    static TestResults read(Path root, Instant buildStart, boolean earlierToo)
            throws IOException, XMLStreamException {
        TestResults results = new TestResults();
        for (Path report : reports(root)) {
            boolean earlier = Files.getLastModifiedTime(report).toInstant().isBefore(buildStart);
            if (earlierToo || !earlier) {
                String room = TestSources.room(root.relativize(report).toString());
                results.read(report, room, earlier);
            }
        }
        return results;
    }

    private static List<Path> reports(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes what) {
                        String name = dir.getFileName() == null ? "" : dir.getFileName().toString();
                        boolean foreign = name.equals("src") || name.equals(".git");
                        return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes what) {
                        if (TestCount.isReport(file)) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        found.sort(null);
        return found;
    }

    private void read(Path report, String room, boolean earlier)
            throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = Files.newInputStream(report)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            String test = "";
            Outcome outcome = Outcome.PASSED;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "testcase" -> {
                            test =
                                    TestCount.attribute(xml, "classname")
                                            + "."
                                            + TestCount.attribute(xml, "name");
                            outcome = Outcome.PASSED;
                        }
                        case "failure", "error" -> outcome = Outcome.FAILED;
                        case "skipped" -> outcome = Outcome.SKIPPED;
                        default -> {}
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && xml.getLocalName().equals("testcase")) {
                    add(room, test, outcome, earlier);
                }
            }
        }
    }

    private void add(String room, String test, Outcome outcome, boolean earlier) {
        String method = test.split("[({\\[]", 2)[0];
        Matcher row = ROW.matcher(test);
        int place = row.matches() ? Integer.parseInt(row.group(1)) : 0;
        runs.computeIfAbsent(room + " " + method, name -> new ArrayList<>())
                .add(new Run(place, outcome, earlier));
    }

    /** All runs of a method in a class; none when it did not run. */
    List<Run> of(TestClass type, String method) {
        return runs.getOrDefault(type.room() + " " + type.name() + "." + method, List.of());
    }

    /** A whole out of its runs: one that failed spoils it, none that ran makes it not run. */
    static Outcome sum(List<Run> runs) {
        for (Outcome outcome : List.of(Outcome.FAILED, Outcome.PASSED, Outcome.SKIPPED)) {
            if (runs.stream().anyMatch(run -> run.outcome() == outcome)) {
                return outcome;
            }
        }
        return Outcome.NOT_RUN;
    }
}
