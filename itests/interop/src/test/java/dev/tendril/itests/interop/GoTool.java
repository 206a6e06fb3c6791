package dev.tendril.itests.interop;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Builds the programs of others with Go and keeps them in the user's cache directory. Without Go
 * the test is skipped, or fails where {@code CI=true}.
 */
final class GoTool {

    static final String COMETBFT_VERSION = "v0.38.25";

    private static final long BUILD_MINUTES_MAX = 20;

    private GoTool() {}

    /** The CometBFT program, built when it is not there yet. */
    static Path cometbft() throws IOException, InterruptedException {
        var directory = cacheDirectory().resolve("cometbft-" + COMETBFT_VERSION);
        var program = directory.resolve("cometbft");
        if (!Files.isExecutable(program)) {
            install("github.com/cometbft/cometbft/cmd/cometbft@" + COMETBFT_VERSION, directory);
        }
        return program;
    }

    private static Path cacheDirectory() {
        var xdg = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).filter(x -> !x.isBlank());
        var base = xdg.map(Path::of).orElse(Path.of(System.getProperty("user.home"), ".cache"));
        return base.resolve("tendril").resolve("interop");
    }

    private static void install(String module, Path directory)
            throws IOException, InterruptedException {
        var go = go();
        Files.createDirectories(directory);
        var log = directory.resolve("build.log");
        var builder =
                new ProcessBuilder(go.toString(), "install", module)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("GOBIN", directory.toString());
        builder.environment().remove("GOFLAGS");
        var process = builder.start();
        if (!process.waitFor(BUILD_MINUTES_MAX, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("go install did not end, minutes: " + BUILD_MINUTES_MAX);
        }
        if (process.exitValue() != 0) {
            throw new IOException("go install failed, log: " + Files.readString(log));
        }
    }

    private static Path go() {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/local/go/bin"))
                .filter(entry -> !entry.isBlank())
                .map(entry -> Path.of(entry, "go"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(GoTool::missing);
    }

    private static Path missing() {
        var sentence = "no Go on the PATH: the tests against real CometBFT nodes need it";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(sentence);
        }
        return abort(sentence);
    }
}
