package dev.tendril.launcher;

import dev.tendril.launcher.Installation.Installed;

import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.log.LogService;
import org.osgi.service.log.LoggerFactory;
import org.slf4j.Logger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A framework with the bundles of the distribution in it, from its start to its end. */
final class NodeFramework {

    private static final Logger LOG = org.slf4j.LoggerFactory.getLogger("dev.tendril.launcher");

    private final Framework felix;

    private NodeFramework(Framework felix) {
        this.felix = felix;
    }

    /** A framework with all {@code bundles} in it; nothing of them runs yet. */
    static NodeFramework create(Map<String, String> properties, List<Installed> bundles)
            throws BundleException {
        var configuration = new HashMap<String, Object>(properties);
        configuration.put("felix.log.logger", new FrameworkLog());
        @SuppressWarnings({"unchecked", "rawtypes"}) // the factory's signature says strings
        var felix = new FrameworkFactory().newFramework((Map) configuration);
        // Libraries in bundles look for their own parts through the context loader: theirs, not
        // ours.
        Thread.currentThread().setContextClassLoader(null);
        felix.init();
        var names = new String[] {LogService.class.getName(), LoggerFactory.class.getName()};
        felix.getBundleContext().registerService(names, new OsgiLog(), null);
        for (var bundle : install(felix, bundles)) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
        return new NodeFramework(felix);
    }

    /**
     * Starts everything, level by level; returns when the last level is reached. A bundle that
     * cannot start is logged and left; the others go on.
     */
    void start() throws BundleException {
        felix.start();
    }

    private static List<Bundle> install(Framework felix, List<Installed> bundles)
            throws BundleException {
        var context = felix.getBundleContext();
        var installed = new ArrayList<Bundle>();
        for (var each : bundles) {
            var bundle = context.installBundle("reference:" + each.jar().toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(each.startLevel());
            if (bundle.getHeaders().get("Fragment-Host") == null) {
                installed.add(bundle);
            }
        }
        return installed;
    }

    /** Names of the bundles that are not running although they should. */
    List<String> notActive() {
        var names = new ArrayList<String>();
        var bundles = felix.getBundleContext().getBundles();
        felix.adapt(FrameworkWiring.class).resolveBundles(List.of(bundles));
        for (var bundle : bundles) {
            var fragment = bundle.getHeaders().get("Fragment-Host") != null;
            if (!fragment && bundle.getState() != Bundle.ACTIVE) {
                names.add(bundle.getSymbolicName());
            }
        }
        return names;
    }

    /** Asks it to stop. Does not wait. */
    void stop() {
        try {
            felix.stop();
        } catch (BundleException e) {
            LOG.error("framework does not stop", e);
        }
    }

    /**
     * Waits for its end; false when it has not come within {@code patience}; zero waits for ever.
     */
    boolean awaitStop(Duration patience) throws InterruptedException {
        var event = felix.waitForStop(patience.toMillis());
        return event.getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }
}
