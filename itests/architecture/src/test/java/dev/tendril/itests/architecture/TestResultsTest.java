package dev.tendril.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tendril.itests.architecture.TestResults.Outcome;
import dev.tendril.itests.architecture.TestResults.Run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import javax.xml.stream.XMLStreamException;

class TestResultsTest {
    private static final TestClass TYPE = new TestClass("a", "p.T", true, List.of());

    @TempDir Path root;

    @Test
    void of_everyFormOfName_givesTheRunsOfTheMethod() throws Exception {
        TestResults results =
                read(
                        "plain'/>",
                        "table(String, int)[2]'><failure/></testcase>",
                        "dynamic()[3]'><skipped message='x'/></testcase>",
                        "inFelix[felix-7.0.5]'><error/></testcase>",
                        "plainAndMore'/>");
        assertEquals(List.of(run(0, Outcome.PASSED)), results.of(TYPE, "plain"));
        assertEquals(List.of(run(2, Outcome.FAILED)), results.of(TYPE, "table"));
        assertEquals(List.of(run(3, Outcome.SKIPPED)), results.of(TYPE, "dynamic"));
        assertEquals(List.of(run(0, Outcome.FAILED)), results.of(TYPE, "inFelix"));
        assertEquals(List.of(), results.of(TYPE, "never"));
    }

    @Test
    void read_ofADamagedReport_fails() {
        assertThrows(XMLStreamException.class, () -> read("plain'"));
    }

    @Test
    void sum_isSpoiledByOneFailure_andSkippedWhenNothingRan() {
        Run passed = run(1, Outcome.PASSED);
        Run failed = run(2, Outcome.FAILED);
        Run skipped = run(3, Outcome.SKIPPED);
        assertEquals(Outcome.FAILED, TestResults.sum(List.of(passed, failed, skipped)));
        assertEquals(Outcome.PASSED, TestResults.sum(List.of(skipped, passed)));
        assertEquals(Outcome.SKIPPED, TestResults.sum(List.of(skipped)));
        assertEquals(Outcome.NOT_RUN, TestResults.sum(List.of()));
    }

    private static Run run(int row, Outcome outcome) {
        return new Run(row, outcome, false);
    }

    private TestResults read(String... cases) throws Exception {
        StringBuilder xml = new StringBuilder("<testsuite>");
        for (String fromName : cases) {
            xml.append("<testcase classname='p.T' name='").append(fromName);
        }
        Path file = root.resolve("a/target/surefire-reports/TEST-p.T.xml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, xml + "</testsuite>");
        return TestResults.read(root, Instant.EPOCH, false);
    }
}
