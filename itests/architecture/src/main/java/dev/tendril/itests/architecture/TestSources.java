package dev.tendril.itests.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The tests that say what they cover, read from their sources, and the classes that run them.
 *
 * @param tests every method that covers something
 * @param classes every class by its binary name, which several rooms may have
 */
record TestSources(List<CoveringTest> tests, Map<String, List<TestClass>> classes) {
    /** Reads all sources below a root, generated ones excepted. */
    static TestSources read(Path root) throws IOException {
        TestSources found = new TestSources(new ArrayList<>(), new LinkedHashMap<>());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            var sources = files.getJavaFileObjectsFromPaths(sources(root));
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null, files, null, List.of("-proc:none"), null, sources);
            for (CompilationUnitTree unit : task.parse()) {
                Path file = Path.of(unit.getSourceFile().toUri());
                String shown = root.toAbsolutePath().relativize(file).toString();
                new TestSourceScan(unit, shown.replace('\\', '/'), found).scan(unit, null);
            }
        }
        return found;
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                root.toAbsolutePath(),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes what) {
                        String name = dir.getFileName() == null ? "" : dir.getFileName().toString();
                        boolean foreign = name.startsWith(".") && !dir.equals(root);
                        return foreign || name.equals("target")
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes what) {
                        if (file.toString().endsWith(".java")) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        found.sort(null);
        return found;
    }

    void add(TestClass type) {
        classes.computeIfAbsent(type.name(), name -> new ArrayList<>()).add(type);
    }

    /** Every id that any test names. */
    Set<String> covered() {
        Set<String> covered = new TreeSet<>();
        tests.forEach(test -> covered.addAll(test.allIds()));
        return covered;
    }

    /** The classes in which a test runs: its own, or those that inherit it. */
    List<TestClass> runners(CoveringTest test) {
        String room = room(test.file());
        return classes.values().stream()
                .flatMap(List::stream)
                .filter(TestClass::runs)
                .filter(
                        type ->
                                type.name().equals(test.type())
                                        ? type.room().equals(room)
                                        : inherits(type, test.type()))
                .toList();
    }

    private boolean inherits(TestClass type, String ancestor) {
        return type.parents().stream()
                .flatMap(names -> names.stream().filter(classes::containsKey).limit(1))
                .anyMatch(
                        parent ->
                                parent.equals(ancestor)
                                        || classes.getOrDefault(parent, List.of()).stream()
                                                .anyMatch(up -> inherits(up, ancestor)));
    }

    /** The module of a source or a report. */
    static String room(String path) {
        String shown = path.replace('\\', '/');
        int end = shown.contains("/src/") ? shown.indexOf("/src/") : shown.indexOf("/target/");
        return end < 0 ? "" : shown.substring(0, end);
    }
}
