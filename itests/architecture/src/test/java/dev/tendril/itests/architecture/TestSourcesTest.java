package dev.tendril.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

class TestSourcesTest {
    @TempDir Path root;

    @Test
    void read_findsIdsOfMethodsNestedClassesAndTypes() throws IOException {
        source(
                "bundles/a/src/test/java/p/ATest.java",
                "package p; @Covers(\"D-1\") class ATest {",
                " @Test @Covers({\"RT-01\", \"RT-02\"}) void one() {}",
                " void helper() {}",
                " @Nested class Inner { @Test @Covers(value = \"RT-03\") void two() {} } }");
        TestSources sources = TestSources.read(root);
        assertEquals(
                List.of("p.ATest.one [RT-01, RT-02, D-1]", "p.ATest$Inner.two [RT-03]"),
                sources.tests().stream().map(test -> test.name() + " " + test.ids()).toList());
        assertEquals(Set.of("RT-01", "RT-02", "RT-03", "D-1"), sources.covered());
        assertEquals(List.of("bundles/a p.ATest$Inner"), runners(sources, 1));
    }

    @Test
    void read_ofCoversOnWhatIsNoTest_saysSo() throws IOException {
        source("a/src/test/java/T.java", "class T { @Covers(\"RT-01\") void helper() {} }");
        assertFalse(TestSources.read(root).tests().getFirst().isTest());
    }

    @Test
    void read_findsIdsOfRowsByTheirPlace() throws IOException {
        source(
                "a/src/test/java/T.java",
                "class T {",
                " @ParameterizedTest @CsvSource({\"plain, 1\", \"RT-01, \" + \"2\", \"RT-02\"})",
                " void list() {}",
                " @ParameterizedTest @ValueSource(strings = {\"RT-03\", \"RT\"}) void values() {}",
                " @ParameterizedTest @CsvSource(delimiter = '|', textBlock = \"\"\"",
                "     # a remark",
                "     RT-04 | x",
                "",
                "     W8.2-3a | y",
                "     \"\"\") void block() {} }");
        assertEquals(
                List.of(
                        Map.of(2, "RT-01", 3, "RT-02"),
                        Map.of(1, "RT-03"),
                        Map.of(1, "RT-04", 2, "W8.2-3a")),
                TestSources.read(root).tests().stream().map(CoveringTest::rows).toList());
    }

    @Test
    void runners_ofAContract_areThoseThatInheritIt() throws IOException {
        source(
                "testkit/src/main/java/k/Contract.java",
                "package k; public abstract class Contract<T> {",
                " @Test @Covers(\"TC-01\") void holds() {} }");
        source(
                "m/src/test/java/m/MemoryTest.java",
                "package m; import k.Contract; class MemoryTest extends Contract<String> {}");
        source(
                "n/src/test/java/n/Middle.java",
                "package n; abstract class Middle extends k.Contract<String> {}");
        source("n/src/test/java/n/DeepTest.java", "package n; class DeepTest extends Middle {}");
        source("n/src/test/java/n/Contract.java", "package n; class Contract {}");
        source("n/src/test/java/n/Other.java", "package n; class Other extends Contract {}");
        TestSources sources = TestSources.read(root);
        assertEquals(List.of("m m.MemoryTest", "n n.DeepTest"), runners(sources, 0));
    }

    @Test
    void runners_ofAnInterfaceOrANestedContract_areFound() throws IOException {
        source(
                "a/src/test/java/a/Rules.java",
                "package a; interface Rules { @Test @Covers(\"I-1\") default void rule() {} }");
        source(
                "a/src/test/java/a/ATest.java",
                "package a; class ATest implements Rules {",
                " abstract static class Base { @Test @Covers(\"I-2\") void base() {} }",
                " @Nested class Inner extends Base {} }");
        TestSources sources = TestSources.read(root);
        assertEquals(
                Map.of("rule", List.of("a a.ATest"), "base", List.of("a a.ATest$Inner")),
                Map.of(
                        method(sources, "rule").method(),
                        names(sources.runners(method(sources, "rule"))),
                        method(sources, "base").method(),
                        names(sources.runners(method(sources, "base")))));
    }

    @Test
    void read_leavesGeneratedSourcesOut() throws IOException {
        source("a/target/src/T.java", "class T { @Test @Covers(\"RT-01\") void x() {} }");
        source("a/src/T.java", "class T {}");
        assertEquals(List.of(), TestSources.read(root).tests());
    }

    @Test
    void room_isWhatStandsBeforeSourceOrTarget() {
        assertEquals("bundles/a", TestSources.room("bundles/a/src/test/java/src/T.java"));
        assertEquals("bundles/a", TestSources.room("bundles\\a\\target\\surefire-reports\\x"));
        assertEquals("", TestSources.room("elsewhere"));
    }

    private static CoveringTest method(TestSources sources, String name) {
        return sources.tests().stream()
                .filter(test -> test.method().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> runners(TestSources sources, int test) {
        return names(sources.runners(sources.tests().get(test)));
    }

    private static List<String> names(List<TestClass> types) {
        return types.stream().map(type -> type.room() + " " + type.name()).toList();
    }

    private void source(String name, String... lines) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines));
    }
}
