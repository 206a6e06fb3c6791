package dev.tendril.itests.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Another JVM that says what it does, line by line, until it is killed. */
final class KillableProcess implements AutoCloseable {

    private final Process process;
    private final Reader out;
    private final StringBuilder said = new StringBuilder();

    private KillableProcess(Process process) {
        this.process = process;
        this.out = process.inputReader();
    }

    /** Starts {@code main} with a home, a seed and a number. */
    static KillableProcess start(
            Class<?> main, Path library, Path home, RandomGenerator random, int number)
            throws IOException {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-Djava.library.path=" + library,
                        "-Djava.io.tmpdir=" + library,
                        "-cp",
                        classPath(),
                        main.getName(),
                        home.toString(),
                        Long.toString(random.nextLong()),
                        Integer.toString(number));
        return new KillableProcess(
                new ProcessBuilder(command)
                        .redirectError(home.resolve("errors.txt").toFile())
                        .start());
    }

    /** All this process has, without its logging: what is logged goes nowhere, which is faster. */
    private static String classPath() {
        var all =
                System.getProperty("java.class.path")
                        + File.pathSeparator
                        + System.getProperty("jdk.module.path", "");
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.contains("logback"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Waits until it has said so many lines. */
    void awaitLines(int count) throws IOException {
        for (var lines = 0; lines < count; ) {
            var c = out.read();
            if (c < 0) {
                throw new IOException("process has ended by itself, it said: " + said);
            }
            said.append((char) c);
            lines += c == '\n' ? 1 : 0;
        }
    }

    /** Kills it (SIGKILL); every line that it has said to its end. */
    List<String> kill() throws IOException, InterruptedException {
        // By its handle: the process object would close the stream, with what is still in it.
        process.toHandle().destroyForcibly();
        for (var c = out.read(); c >= 0; c = out.read()) {
            said.append((char) c);
        }
        process.waitFor();
        return said.substring(0, said.lastIndexOf("\n") + 1).lines().toList();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
