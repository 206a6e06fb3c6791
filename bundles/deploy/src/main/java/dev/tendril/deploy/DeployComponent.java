package dev.tendril.deploy;

import dev.tendril.api.deploy.DeployedFile;
import dev.tendril.api.deploy.Deployments;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;
import dev.tendril.support.time.SystemTimers;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Watches the folder that the framework property {@code tendril.deploy.dir} names; without it there
 * is nothing to do. What it installed stays when it stops.
 */
@Component(service = Deployments.class, immediate = true)
public final class DeployComponent implements Deployments {

    private static final Logger LOG = LoggerFactory.getLogger(DeployComponent.class);
    private static final long POLL_MILLIS = 200;

    private final SystemTimers timers = new SystemTimers(DeployComponent::failed);
    private final TaskScope scope = new TaskScope(Threads.virtual(), DeployComponent::failed);
    private final Optional<Watcher> watcher;

    /**
     * Starts to watch.
     *
     * @param context whose framework properties say what is watched
     */
    @Activate
    public DeployComponent(BundleContext context) {
        var folder = Optional.ofNullable(context.getProperty("tendril.deploy.dir")).map(Path::of);
        watcher = folder.map(path -> Watcher.of(context, path, timers, poll(context)));
        watcher.ifPresent(each -> scope.fork("deploy", each::run));
    }

    private static Duration poll(BundleContext context) {
        var text = context.getProperty("tendril.deploy.poll_ms");
        var isNumber = text != null && text.matches("[1-9]\\d{0,5}");
        return Duration.ofMillis(isNumber ? Long.parseLong(text) : POLL_MILLIS);
    }

    private static void failed(String thread, Throwable failure) {
        LOG.error("thread ended: {}", thread, failure);
    }

    @Override
    public List<DeployedFile> files() {
        return watcher.map(Watcher::files).orElse(List.of());
    }

    /** Stops watching. */
    @Deactivate
    public void deactivate() {
        scope.close();
        timers.close();
    }
}
