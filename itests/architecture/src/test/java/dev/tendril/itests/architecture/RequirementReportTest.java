package dev.tendril.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Lists, sources and reports of a small tree, and what is said of them. */
class RequirementReportTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final String WHOLE = "all: [MavenProject: parent, MavenProject: a]";
    private static final String PART = "all: [MavenProject: a]";

    @TempDir Path root;

    @BeforeEach
    void tree() throws Exception {
        write("pom.xml", "<module>a</module>");
        write(
                "itests/architecture/requirements.txt",
                "# First\nRT-01\tEcho.\nRT-02\tBroadcast.\n# Second\nLP-01\tStreams.\n");
        write("itests/architecture/deviations.txt", "LP-01\tdeclined\tNo streams.\n");
        write(
                "a/src/test/java/p/ATest.java",
                "package p; class ATest {",
                " @Test @Covers(\"RT-01\") void echo() {}",
                " @ParameterizedTest @ValueSource(strings = {\"RT-02\", \"x\"}) void table() {} }");
    }

    @Test
    void whole_withAllShown_isAcceptedAndReadable() throws Exception {
        report(START, "echo'/>", "table(String)[1]'/>", "table(String)[2]'/>");
        run("false", WHOLE);
        assertFalse(refused());
        assertEquals(
                """
                3 requirements: 2 passed, 0 failed, 0 skipped, 0 not run, 0 no test, 1 declined; whole build

                ## First

                RT-01    passed: Echo.
                         p.ATest.echo: passed
                RT-02    passed: Broadcast.
                         p.ATest.table[1]: passed

                ## Second

                LP-01    declined: Streams.
                         declined: No streams.
                """,
                Files.readString(root.resolve("out/report.txt")));
    }

    @Test
    void whole_withATestThatDidNotRun_isRefused() throws Exception {
        report(START, "table(String)[1]'/>");
        assertEquals(
                """
                p.ATest.echo: not run, covers [RT-01]
                RT-01: not run (Echo.)
                """,
                refusals("false", WHOLE));
    }

    @Test
    void part_withATestThatDidNotRun_saysSoAndIsAccepted() throws Exception {
        report(START, "table(String)[1]'/>");
        run("true", PART);
        assertFalse(refused());
        assertTrue(text().contains("p.ATest.echo: not run\n"), text());
        assertTrue(
                text().contains("1 not run, 0 no test, 1 declined; build of some rooms"), text());
    }

    @Test
    void part_countsResultsOfEarlierBuilds_theWholeDoesNot() throws Exception {
        report(START.minusSeconds(9), "echo'/>", "table(String)[1]'/>");
        run("false", PART);
        assertTrue(text().contains("p.ATest.echo: passed, earlier build\n"), text());
        run("false", WHOLE);
        assertTrue(text().contains("p.ATest.echo: not run\n"), text());
        assertTrue(refused());
    }

    @Test
    void anyBuild_withAFailedTest_isRefused() throws Exception {
        report(START, "echo'><failure/></testcase>", "table(String)[1]'/>");
        assertEquals(
                """
                p.ATest.echo: failed, covers [RT-01]
                RT-01: failed (Echo.)
                """,
                refusals("false", PART));
    }

    @Test
    void part_tellsOfAFailureOfAnEarlierBuildOnly() throws Exception {
        report(START.minusSeconds(9), "echo'><failure/></testcase>", "table(String)[1]'/>");
        run("false", PART);
        assertFalse(refused());
        assertTrue(text().contains("RT-01    failed: Echo."), text());
        assertTrue(text().contains("p.ATest.echo: failed, earlier build\n"), text());
    }

    @Test
    void whole_withARowThatDidNotRun_isRefusedForItsId() throws Exception {
        report(START, "echo'/>", "table(String)[2]'/>");
        assertEquals("RT-02: not run (Broadcast.)\n", refusals("false", WHOLE));
    }

    @Test
    void whole_withASkippedTest_isRefusedInCiOnly() throws Exception {
        report(START, "echo'><skipped/></testcase>", "table(String)[1]'/>");
        run("false", WHOLE);
        assertFalse(refused());
        assertTrue(text().contains("RT-01    skipped: Echo."), text());
        run("true", WHOLE);
        assertTrue(refused());
    }

    @Test
    void whole_withARequirementWithoutTest_isRefused() throws Exception {
        report(START, "echo'/>", "table(String)[1]'/>");
        write("itests/architecture/requirements.txt", "RT-01\tEcho.\nRT-03\tMore.\nLP-01\tS.\n");
        assertEquals("RT-03: no test (More.)\n", refusals("false", WHOLE));
        run("false", PART);
        assertFalse(refused());
    }

    @Test
    void anyBuild_withADeviationThatIsWrong_isRefused() throws Exception {
        report(START, "echo'/>", "table(String)[1]'/>");
        write("itests/architecture/deviations.txt", "LP-02\tdeclined\tNo.\n");
        assertEquals("LP-02: a deviation of an unknown id\n", refusals("false", PART));
    }

    @Test
    void contract_isShownByEachClassThatRunsIt() throws Exception {
        write(
                "a/src/test/java/p/Contract.java",
                "package p; abstract class Contract { @Test @Covers(\"RT-01\") void holds() {} }");
        write("a/src/test/java/p/BTest.java", "package p; class BTest extends Contract {}");
        write(
                "a/src/test/java/p/CTest.java",
                "package p; class CTest { @Nested class Inner extends Contract {} }");
        report(START, "echo'/>", "table(String)[1]'/>");
        passed("failsafe-reports/TEST-p.BTest.xml", "p.BTest", "holds");
        passed("surefire-reports/TEST-p.CTest$Inner.xml", "p.CTest$Inner", "holds");
        run("true", WHOLE);
        assertFalse(refused());
        assertTrue(text().contains("         p.BTest.holds: passed\n"), text());
        assertTrue(text().contains("         p.CTest$Inner.holds: passed\n"), text());
    }

    @Test
    void report_ofAnotherRoom_isNotTaken() throws Exception {
        report(START, "table(String)[1]'/>");
        write(
                "b/target/surefire-reports/TEST-p.ATest.xml",
                "<testsuite><testcase classname='p.ATest' name='echo'/></testsuite>");
        run("false", PART);
        assertTrue(text().contains("p.ATest.echo: not run\n"), text());
    }

    /** A report of {@code p.ATest}: its test cases from their names on. */
    private void report(Instant written, String... cases) throws Exception {
        StringBuilder xml = new StringBuilder("<testsuite>");
        for (String fromName : cases) {
            xml.append("<testcase classname='p.ATest' name='").append(fromName);
        }
        Path file = write("a/target/surefire-reports/TEST-p.ATest.xml", xml + "</testsuite>");
        Files.setLastModifiedTime(file, FileTime.from(written));
    }

    private void passed(String file, String type, String name) throws Exception {
        write(
                "a/target/" + file,
                "<testsuite><testcase classname='" + type + "' name='" + name + "'/></testsuite>");
    }

    private Path write(String name, String... lines) throws Exception {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines));
    }

    private String refusals(String ci, String projects) throws Exception {
        run(ci, projects);
        return Files.readString(root.resolve("out/refused.txt"));
    }

    private boolean refused() {
        return Files.exists(root.resolve("out/refused.txt"));
    }

    private String text() throws Exception {
        return Files.readString(root.resolve("out/report.txt"));
    }

    private void run(String ci, String projects) throws Exception {
        RequirementReport.run(
                new String[] {
                    root.toString(),
                    START.toString(),
                    root.resolve("out/report.txt").toString(),
                    root.resolve("out/refused.txt").toString(),
                    ci,
                    projects,
                    "${test}"
                },
                new PrintStream(OutputStream.nullOutputStream()));
    }
}
