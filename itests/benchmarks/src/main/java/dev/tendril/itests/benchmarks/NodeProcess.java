package dev.tendril.itests.benchmarks;

import dev.tendril.api.time.Timers;

import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A node of the distribution as a process, asked over its socket whether it is up. */
final class NodeProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final String STATUS = "p2p:status -o json";

    private final Path home;
    private final Process process;
    private final Timers timers;
    private final long startNanos;

    private NodeProcess(Path home, Process process, Timers timers, long startNanos) {
        this.home = home;
        this.process = process;
        this.timers = timers;
        this.startNanos = startNanos;
    }

    static void init(Path distribution, Path home) throws IOException, InterruptedException {
        var done =
                run(distribution, "init", "--home", home.toString(), "--chain-id", "boot")
                        .waitFor();
        if (done != 0) {
            throw new IOException("home was not created: " + home);
        }
    }

    static NodeProcess start(Path distribution, Path home, Timers timers) throws IOException {
        var startNanos = timers.nanos();
        var process =
                run(
                        distribution,
                        "start",
                        "--home",
                        home.toString(),
                        "--laddr",
                        "tcp://127.0.0.1:0");
        return new NodeProcess(home, process, timers, startNanos);
    }

    private static Process run(Path distribution, String... arguments) throws IOException {
        var words = new ArrayList<>(List.of(arguments));
        words.addFirst(distribution.resolve("bin/tendril").toString());
        return new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Waits until it listens and waits for nothing more; how long that was since its start. */
    Duration awaitUp() throws IOException, InterruptedException {
        var deadline = timers.deadlineIn(PATIENCE);
        while (!isUp()) {
            if (deadline.isPast(timers.nanos()) || !process.isAlive()) {
                throw new IOException("node does not come up, home: " + home);
            }
            timers.sleep(POLL);
        }
        return Duration.ofNanos(timers.nanos() - startNanos);
    }

    private boolean isUp() throws IOException {
        var status = ask();
        return status.contains("\"listening\": [\"") && status.contains("\"waiting_for\": []");
    }

    /** What it answers; nothing as long as its socket is not there. */
    private String ask() throws IOException {
        Optional<Path> socket = socket();
        if (socket.isEmpty()) {
            return "";
        }
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket.get()))) {
            var command = STATUS.getBytes(StandardCharsets.UTF_8);
            var line = "EXEC " + Base64.getEncoder().encodeToString(command) + "\n";
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            return new String(
                    Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Optional<Path> socket() throws IOException {
        try {
            return Optional.of(Path.of(Files.readString(home.resolve("run/socket")).strip()))
                    .filter(Files::exists);
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        }
    }

    /** What it has used of the processors so far; zero where the system does not tell. */
    Duration processor() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Resident memory as the system counts it; 0 where it does not tell. */
    long residentKib() throws IOException {
        var file = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(file)) {
            return 0;
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("node does not stop, home: " + home);
            }
        } catch (InterruptedException asked) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
