package dev.tendril.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

class TestCountTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir Path root;

    @Test
    void main_addsUpAllReportsOfThisBuild() throws Exception {
        report("a/target/surefire-reports/TEST-a.xml", "<testcase classname='A' name='a'/>", START);
        report(
                "b/c/target/failsafe-reports/TEST-b.xml",
                "<testcase name='b'><failure/><failure/></testcase>",
                START);
        report(
                "b/c/target/surefire-reports/TEST-c.xml",
                "<testcase name='c'><error/></testcase>",
                START.plusSeconds(9));
        assertEquals("1 passed, 2 failed, 0 skipped", count("false"));
        assertTrue(refused());
    }

    @Test
    void main_leavesOutReportsOfEarlierBuilds() throws Exception {
        report(
                "a/target/surefire-reports/TEST-a.xml",
                "<testcase name='a'><failure/></testcase>",
                START.minusSeconds(1));
        report("b/target/surefire-reports/TEST-b.xml", "<testcase name='b'/>", START);
        assertEquals("1 passed, 0 failed, 0 skipped", count("true"));
        assertFalse(refused());
    }

    @Test
    void main_refusesSkippedTestsInCiOnly() throws Exception {
        report(
                "a/target/surefire-reports/TEST-a.xml",
                "<testcase name='a'><skipped message='no Go'/></testcase>",
                START);
        assertEquals("0 passed, 0 failed, 1 skipped", count("false"));
        assertFalse(refused());
        assertEquals("0 passed, 0 failed, 1 skipped", count("true"));
        assertTrue(refused());
    }

    @Test
    void main_refusesABuildWithoutTestsInCi() throws Exception {
        assertEquals("0 passed, 0 failed, 0 skipped", count("true"));
        assertTrue(refused());
    }

    @Test
    void main_saysWhatFailedAndHow() throws Exception {
        report(
                "a/target/failsafe-reports/TEST-a.xml",
                "<testcase classname='A' name='a'><failure message='not shown: up,&#10;  but'/>"
                        + "</testcase>",
                START);
        var names = new ByteArrayOutputStream();
        count("true", new PrintStream(names, true, StandardCharsets.UTF_8));
        assertEquals(
                "failed: A.a: not shown: up, but", names.toString(StandardCharsets.UTF_8).strip());
    }

    private void report(String name, String cases, Instant written) throws Exception {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "<testsuite>" + cases + "</testsuite>");
        Files.setLastModifiedTime(file, FileTime.from(written));
    }

    private String count(String ci) throws Exception {
        return count(ci, new PrintStream(OutputStream.nullOutputStream()));
    }

    private String count(String ci, PrintStream names) throws Exception {
        Path count = root.resolve("out/count.txt");
        TestCount.run(
                new String[] {
                    root.toString(),
                    START.toString(),
                    count.toString(),
                    root.resolve("out/refused.txt").toString(),
                    ci
                },
                names);
        return Files.readString(count).strip();
    }

    private boolean refused() {
        return Files.exists(root.resolve("out/refused.txt"));
    }
}
