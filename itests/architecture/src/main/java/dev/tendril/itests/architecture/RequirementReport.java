package dev.tendril.itests.architecture;

import dev.tendril.itests.architecture.Requirements.Deviation;
import dev.tendril.itests.architecture.Requirements.Requirement;
import dev.tendril.itests.architecture.TestResults.Outcome;
import dev.tendril.itests.architecture.TestResults.Run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import javax.xml.stream.XMLStreamException;

/**
 * Says of each requirement which tests show it and how they went, and refuses a build in which one
 * is neither shown nor declined.
 *
 * <p>A build of some rooms shows some requirements only: results of earlier builds count then, and
 * what has none is told and not refused. In a whole build only its own results count, and every
 * test that covers something must have run.
 */
public final class RequirementReport {
    private static final int PRINTED_MAX = 40;

    private final Requirements requirements;
    private final TestSources sources;
    private final TestResults results;
    private final BuildScope scope;

    private final Map<String, List<Shown>> shown = new TreeMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final List<String> refusals = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    /** A test of a requirement, in the class that ran it, and its runs. */
    private record Shown(String test, List<Run> runs) {
        String line() {
            Outcome outcome = TestResults.sum(runs);
            String often = runs.size() > 1 ? ", " + runs.size() + " runs" : "";
            boolean earlier = !runs.isEmpty() && runs.stream().allMatch(Run::earlier);
            return test + ": " + name(outcome) + often + (earlier ? ", earlier build" : "");
        }
    }

    RequirementReport(
            Requirements requirements, TestSources sources, TestResults results, BuildScope scope) {
        this.requirements = requirements;
        this.sources = sources;
        this.results = results;
        this.scope = scope;
    }

    /**
     * Writes the report and, when there is one, the refusal.
     *
     * @param args root of the tree, start of the build (ISO, whole seconds, UTC), file for the
     *     report, file for a refusal, then what {@link BuildScope#of} takes
     * @throws IOException when a source or report cannot be read, or the result not be written
     * @throws XMLStreamException when a report of tests is damaged
     */
    public static void main(String[] args) throws IOException, XMLStreamException {
        run(args, System.out);
    }

    /** As {@link #main}, with the summary and what is refused printed elsewhere. */
    static void run(String[] args, PrintStream out) throws IOException, XMLStreamException {
        Path root = Path.of(args[0]).toAbsolutePath().normalize();
        BuildScope scope =
                BuildScope.of(
                        Files.readString(root.resolve("pom.xml")),
                        List.of(args).subList(4, args.length));
        Path room = root.resolve("itests/architecture");
        RequirementReport report =
                new RequirementReport(
                        Requirements.read(
                                room.resolve("requirements.txt"), room.resolve("deviations.txt")),
                        TestSources.read(root),
                        TestResults.read(root, Instant.parse(args[1]), !scope.whole()),
                        scope);
        report.make();
        Path file = Path.of(args[2]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, report.summary() + "\n" + report.text);
        report.print(out);
        Path refusal = Path.of(args[3]);
        Files.deleteIfExists(refusal);
        if (!report.refusals.isEmpty()) {
            Files.write(refusal, report.refusals);
        }
    }

    private void print(PrintStream out) {
        refusals.stream().limit(PRINTED_MAX).forEach(line -> out.println("requirement: " + line));
        if (refusals.size() > PRINTED_MAX) {
            out.println("requirement: and " + (refusals.size() - PRINTED_MAX) + " more");
        }
        out.println(summary());
    }

    /** Reads everything together; once. */
    void make() {
        sources.tests().forEach(this::place);
        refusals.addAll(requirements.problems(sources.covered()));
        String heading = "";
        for (Requirement requirement : requirements.all().values()) {
            if (!requirement.heading().equals(heading)) {
                heading = requirement.heading();
                text.append("\n## ").append(heading).append("\n\n");
            }
            tell(requirement);
        }
    }

    /** Puts a test to the requirements that it covers, once for each class that runs it. */
    private void place(CoveringTest test) {
        List<Run> all = new ArrayList<>();
        for (TestClass runner : sources.runners(test)) {
            List<Run> runs = results.of(runner, test.method());
            all.addAll(runs);
            String name = runner.name() + "." + test.method();
            test.ids().forEach(id -> show(id, name, runs));
            test.rows().forEach((row, id) -> show(id, name + "[" + row + "]", ofRow(runs, row)));
        }
        Outcome outcome = ofThisBuild(all);
        if (!scope.tolerates(outcome)) {
            refusals.add(test.name() + ": " + name(outcome) + ", covers " + test.allIds());
        }
    }

    /** What an earlier build did is told, and refused by nobody. */
    private static Outcome ofThisBuild(List<Run> runs) {
        return TestResults.sum(runs.stream().filter(run -> !run.earlier()).toList());
    }

    private void show(String id, String test, List<Run> runs) {
        shown.computeIfAbsent(id, key -> new ArrayList<>()).add(new Shown(test, runs));
    }

    private static List<Run> ofRow(List<Run> runs, int row) {
        return runs.stream().filter(run -> run.row() == row).toList();
    }

    private void tell(Requirement requirement) {
        String id = requirement.id();
        List<Shown> tests = shown.getOrDefault(id, List.of());
        List<Run> runs = tests.stream().flatMap(test -> test.runs().stream()).toList();
        Deviation deviation = requirements.deviations().get(id);
        String state = tests.isEmpty() ? "no test" : name(TestResults.sum(runs));
        if (requirements.isDeclined(id)) {
            state = "declined";
        } else if (!scope.tolerates(ofThisBuild(runs))) {
            refusals.add(id + ": " + state + " (" + requirement.text() + ")");
        }
        counts.merge(state, 1, Integer::sum);
        text.append("%-8s %s: %s\n".formatted(id, state, requirement.text()));
        if (deviation != null) {
            String kind = deviation.kind().name().toLowerCase(Locale.ROOT);
            text.append("         %s: %s\n".formatted(kind, deviation.why()));
        }
        tests.forEach(test -> text.append("         ").append(test.line()).append('\n'));
    }

    /** One line: how many are shown, and how. */
    String summary() {
        StringBuilder line = new StringBuilder(requirements.all().size() + " requirements:");
        for (String state :
                List.of("passed", "failed", "skipped", "not run", "no test", "declined")) {
            line.append(' ').append(counts.getOrDefault(state, 0)).append(' ').append(state);
            line.append(state.equals("declined") ? ';' : ',');
        }
        return line + (scope.whole() ? " whole build" : " build of some rooms");
    }

    private static String name(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
