package dev.tendril.itests.simulation;

import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IBundleCoverage;
import org.jacoco.core.tools.ExecFileLoader;
import org.jacoco.report.DirectorySourceFileLocator;
import org.jacoco.report.FileMultiReportOutput;
import org.jacoco.report.html.HTMLFormatter;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many lines of the shipping router and peer manager the simulation has run. A program of its
 * own: its arguments are the folder with what was recorded, and which tests were to run; prints the
 * figures, writes a report into the folder, and fails when a room is below its limit.
 */
final class Coverage {

    private static final double PERCENT_MIN = 85;

    /** What stands between a room and the framework; a simulation has none. See itests/osgi. */
    private static final String DOOR = "/component/";

    private Coverage() {}

    /**
     * Judges what was recorded.
     *
     * @param arguments the folder, and {@code only=} with the tests that were named, if any
     */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        var recorded = folder.resolve("run.exec");
        var all = arguments[1].equals("only=");
        if (Files.notExists(recorded)) {
            System.err.println("coverage: nothing was recorded, file: " + recorded);
            System.exit(all ? 1 : 0);
        }
        var enough = true;
        for (var room : List.of("router", "peermanager")) {
            var percent = percent(folder, recorded, room);
            System.out.printf(
                    "coverage of %s by the simulation: %.1f %% of the lines%n", room, percent);
            enough &= percent >= PERCENT_MIN;
        }
        if (all && !enough) {
            System.err.println("coverage: less than " + PERCENT_MIN + " %, report: " + folder);
            System.exit(1);
        }
    }

    private static double percent(Path folder, Path recorded, String room) throws IOException {
        var loader = new ExecFileLoader();
        loader.load(recorded.toFile());
        var builder = new CoverageBuilder();
        var analyzer = new Analyzer(loader.getExecutionDataStore(), builder);
        analyzer.analyzeAll(classes(folder, room).toFile());
        var bundle = builder.getBundle(room);
        report(folder.resolve(room), loader, bundle);
        return 100 * bundle.getLineCounter().getCoveredRatio();
    }

    /** The classes of a room as they were run, without its door. */
    private static Path classes(Path folder, String room) throws IOException {
        var target = folder.resolve("classes-" + room);
        var entry =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(path -> isOf(path.replace('\\', '/'), room))
                        .findFirst()
                        .orElseThrow(() -> new IOException("not on the class path: " + room));
        var source = Path.of(entry);
        if (Files.isDirectory(source)) {
            copy(source, target);
        } else {
            try (var jar = FileSystems.newFileSystem(source)) {
                copy(jar.getPath("/"), target);
            }
        }
        return target;
    }

    private static boolean isOf(String path, String room) {
        return path.contains("tendril-" + room + "-")
                || path.contains("bundles/" + room + "/target/classes");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                var name = from.relativize(file).toString().replace('\\', '/');
                if (!("/" + name).contains(DOOR) && !name.endsWith("-info.class")) {
                    var copy = to.resolve(name);
                    Files.createDirectories(copy.getParent());
                    Files.write(copy, Files.readAllBytes(file));
                }
            }
        }
    }

    private static void report(Path folder, ExecFileLoader loader, IBundleCoverage bundle)
            throws IOException {
        var visitor = new HTMLFormatter().createVisitor(new FileMultiReportOutput(folder.toFile()));
        visitor.visitInfo(
                loader.getSessionInfoStore().getInfos(),
                loader.getExecutionDataStore().getContents());
        var sources = Path.of("..", "..", "bundles", bundle.getName(), "src", "main", "java");
        visitor.visitBundle(
                bundle,
                new DirectorySourceFileLocator(sources.toFile(), StandardCharsets.UTF_8.name(), 4));
        visitor.visitEnd();
    }
}
