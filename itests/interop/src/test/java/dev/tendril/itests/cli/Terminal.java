package dev.tendril.itests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A {@code tendril} command on a terminal of its own, made by {@code script} of util-linux: what is
 * typed and what is shown.
 */
final class Terminal implements AutoCloseable {

    private final Process process;
    private final Path shown;
    private final Path device;

    private Terminal(Process process, Path shown, Path device) {
        this.process = process;
        this.shown = shown;
        this.device = device;
    }

    static boolean isThere() {
        return Files.isExecutable(Path.of("/usr/bin/script"));
    }

    /**
     * Runs {@code tendril} with {@code arguments}, which need no quoting, on a terminal of a kind
     * that moves its cursor.
     */
    static Terminal run(Path shown, String... arguments) throws IOException {
        var device = shown.resolveSibling(shown.getFileName() + ".tty");
        var command =
                "tty > %s; TERM=xterm exec %s"
                        .formatted(device, String.join(" ", Ran.words(arguments)));
        return new Terminal(
                new ProcessBuilder("script", "-qec", command, "/dev/null")
                        .redirectErrorStream(true)
                        .redirectOutput(shown.toFile())
                        .start(),
                shown,
                device);
    }

    /** How the terminal treats its keys, as {@code stty -a} tells it: words between spaces. */
    String settings() throws IOException, InterruptedException {
        var stty =
                new ProcessBuilder("stty", "-a", "-F", Files.readString(device).strip())
                        .redirectErrorStream(true)
                        .start();
        var told = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, stty.waitFor(), told);
        return told.replaceAll("\\s+", " ");
    }

    void type(String keys) throws IOException {
        OutputStream keyboard = process.getOutputStream();
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    /** What is on the screen, without colours and other controls. */
    String screen() throws IOException {
        return Files.readString(shown).replaceAll("\\x1b\\[[0-9;?]*[a-zA-Z]|\\x1b[=>]", "");
    }

    /** Waits until {@code text} is shown. */
    void await(String text) throws Exception {
        try {
            Node.eventually().holds(text, Node.LIMIT, () -> screen().contains(text));
        } catch (AssertionError missing) {
            throw new AssertionError("not shown: " + text + ", but: " + screen(), missing);
        }
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(Node.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("terminal session does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
