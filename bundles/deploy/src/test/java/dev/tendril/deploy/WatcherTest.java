package dev.tendril.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.deploy.DeployedFile;
import dev.tendril.api.deploy.DeployedFile.State;
import dev.tendril.support.time.SystemTimers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class WatcherTest {

    private final FakeHost host = new FakeHost();

    @Test
    void look_showsWhatItStumblesOverUntilOneSucceeds(@TempDir Path root) throws IOException {
        try (var timers = new SystemTimers((thread, failure) -> {})) {
            var folder = Files.createDirectory(root.resolve("deploy"));
            Files.writeString(folder.resolve("a.jar"), "a");
            var watcher =
                    new Watcher(
                            new Folder(folder),
                            host,
                            Map::of,
                            root.resolve("taken.properties"),
                            timers,
                            Duration.ofSeconds(1));
            host.holds("a.jar", "1.0.0");
            host.failure = Optional.of(new UnsupportedOperationException("a defect"));
            watcher.look();
            assertEquals(1, watcher.files().size());
            watcher.look();
            watcher.look();
            var first = watcher.files().getFirst();
            assertEquals(State.LEFT_ALONE, first.state());
            assertTrue(first.reason().contains("a defect"), first.reason());
            assertEquals(List.of("*", "a.jar"), names(watcher));

            host.failure = Optional.empty();
            watcher.look();
            assertEquals(
                    List.of(new DeployedFile("a.jar", State.RUNNING, "x.a.jar 1.0.0", "")),
                    watcher.files());
            assertTrue(Files.readString(root.resolve("taken.properties")).contains("a.jar=1@"));
        }
    }

    private static List<String> names(Watcher watcher) {
        return watcher.files().stream().map(DeployedFile::name).toList();
    }
}
