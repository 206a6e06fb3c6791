package dev.tendril.deploy;

import dev.tendril.api.deploy.DeployedFile;
import dev.tendril.api.time.Timers;

import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;

/** The thread that looks at the folder, and what it remembers while this bundle is updated. */
final class Watcher {

    private static final Logger LOG = LoggerFactory.getLogger(DeployComponent.class);

    private final Folder folder;
    private final Supplier<Map<String, String>> running;
    private final Deployer deployer;
    private final Path memory;
    private final Timers timers;
    private final Duration poll;
    private volatile List<DeployedFile> files = List.of();
    private boolean unsaved;
    private String failure = "";

    /**
     * A watcher that has not looked yet.
     *
     * @param running the bundles that were taken from the folder, by file, with their versions
     * @param memory the file that says what they looked like
     */
    Watcher(
            Folder folder,
            Host host,
            Supplier<Map<String, String>> running,
            Path memory,
            Timers timers,
            Duration poll) {
        this.folder = folder;
        this.running = running;
        this.deployer = new Deployer(host, LOG::info, LOG::warn);
        this.memory = memory;
        this.timers = timers;
        this.poll = poll;
    }

    /** Watches {@code path} for the framework of {@code context}. */
    static Watcher of(BundleContext context, Path path, Timers timers, Duration poll) {
        var host = new FrameworkHost(context, path, context.getDataFile("copies").toPath());
        var memory = context.getDataFile("taken.properties").toPath();
        return new Watcher(new Folder(path), host, host::running, memory, timers, poll);
    }

    List<DeployedFile> files() {
        return files;
    }

    /** Looks until it is interrupted. */
    void run() throws InterruptedException {
        adopt();
        while (true) {
            look();
            timers.sleep(poll);
        }
    }

    /** Looks once. Whatever goes wrong is said, and the next look tries again. */
    void look() {
        try {
            unsaved |= deployer.look(folder.list());
            if (unsaved) {
                remember();
                unsaved = false;
            }
            failure = "";
            files = deployer.snapshot();
        } catch (IOException e) {
            failed("folder or memory cannot be used: " + e, Level.WARN, e);
        } catch (IllegalStateException e) {
            // Somebody else uninstalled what is ours, or the framework is going down.
            failed("deployment was disturbed: " + e.getMessage(), Level.WARN, e);
        } catch (RuntimeException e) {
            failed("the last look failed: " + e, Level.ERROR, e);
        }
    }

    /** Shown until a look succeeds, and logged once as long as it stays the same. */
    private void failed(String reason, Level level, Exception cause) {
        unsaved = true;
        if (!reason.equals(failure)) {
            LOG.atLevel(level).setCause(cause).log("{}: {}", folder.path(), reason);
        }
        failure = reason;
        var all = new ArrayList<DeployedFile>();
        all.add(Deployer.ofFolder(reason));
        all.addAll(deployer.snapshot());
        files = List.copyOf(all);
    }

    private void adopt() {
        var remembered = new Properties();
        try (var in = Files.newInputStream(memory)) {
            remembered.load(in);
        } catch (IOException | IllegalArgumentException nothing) {
            return;
        }
        running.get()
                .forEach(
                        (file, bundle) ->
                                Stamp.parse(remembered.getProperty(file, ""))
                                        .ifPresent(stamp -> deployer.adopt(file, stamp, bundle)));
    }

    private void remember() throws IOException {
        var properties = new Properties();
        deployer.taken().forEach((file, stamp) -> properties.put(file, stamp.text()));
        try (var out = Files.newOutputStream(memory)) {
            properties.store(out, "What the deployed files looked like when they were taken.");
        }
    }
}
