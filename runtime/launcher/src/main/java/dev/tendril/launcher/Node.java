package dev.tendril.launcher;

import dev.tendril.launcher.Installation.Installed;
import dev.tendril.support.time.SystemTimers;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A node as a process: up until somebody stops the framework or the process. */
final class Node {

    /** How long a node may take to stop before the process ends without it. */
    static final Duration STOP_PATIENCE = Duration.ofSeconds(9);

    private static final Logger LOG = LoggerFactory.getLogger("dev.tendril.launcher");

    private final Map<String, String> properties;
    private final List<Installed> bundles;
    private final HomeLock lock;

    Node(Map<String, String> properties, List<Installed> bundles, HomeLock lock) {
        this.properties = properties;
        this.bundles = bundles;
        this.lock = lock;
    }

    /** Runs it; with {@code prompt} until that is left, else until it is stopped. */
    int run(@Nullable Attach prompt) throws CommandException {
        var home = properties.get(FrameworkProperties.HOME);
        LOG.info("tendril {} starts, home: {}", Versions.tendril(), home);
        try (var timers = new SystemTimers((name, e) -> LOG.error("timer failed: {}", name, e))) {
            var framework = NodeFramework.create(properties, bundles);
            ExitHook.add("stop", () -> end(framework));
            framework.start();
            framework.notActive().forEach(name -> LOG.warn("bundle is not active: {}", name));
            LOG.info("node is up after {} ms", Duration.ofNanos(timers.nanos()).toMillis());
            if (prompt != null) {
                prompt.shellWhenUp(timers);
                framework.stop();
            }
            framework.awaitStop(Duration.ZERO);
            return 0;
        } catch (BundleException e) {
            LOG.error("framework does not start", e);
            throw CommandException.failed("framework does not start: " + e.getMessage());
        } catch (InterruptedException e) {
            return CommandException.FAILED;
        }
    }

    /** The end that a signal asks for: in order if there is time enough. */
    private void end(NodeFramework framework) {
        var stopped = false;
        try {
            LOG.info("stopping");
            framework.stop();
            stopped = framework.awaitStop(STOP_PATIENCE);
            LOG.info(stopped ? "stopped" : "not stopped in time, ended without");
            lock.close();
        } catch (InterruptedException | IOException e) {
            LOG.error("not stopped in order", e);
        }
        Logging.end();
        Runtime.getRuntime().halt(stopped ? 0 : CommandException.FAILED);
    }
}
