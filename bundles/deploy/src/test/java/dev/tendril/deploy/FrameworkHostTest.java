package dev.tendril.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.deploy.Host.Inspection.Valid;
import dev.tendril.deploy.Host.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** In a framework, with bundles whose activators do as their manifests say. */
class FrameworkHostTest {

    @TempDir Path root;
    private Framework framework;
    private FrameworkHost host;

    /** Throws in what the header {@code Throws-In} lists; a second start counts on its own. */
    public static final class Stubborn implements BundleActivator {
        private static final String STARTED = "stubborn.started";

        @Override
        public void start(BundleContext context) {
            var again = System.getProperty(STARTED) != null;
            System.setProperty(STARTED, "");
            complain(context, again ? "restart" : "start");
        }

        @Override
        public void stop(BundleContext context) {
            complain(context, "stop");
        }

        private static void complain(BundleContext context, String what) {
            var all = String.valueOf(context.getBundle().getHeaders().get("Throws-In"));
            if (List.of(all.split(",")).contains(what)) {
                throw new UnsupportedOperationException("no " + what);
            }
        }
    }

    @BeforeEach
    void launch() throws Exception {
        FrameworkHostTest.class.getModule().addUses(FrameworkFactory.class);
        framework =
                ServiceLoader.load(FrameworkFactory.class)
                        .findFirst()
                        .orElseThrow()
                        .newFramework(
                                Map.of(
                                        Constants.FRAMEWORK_STORAGE,
                                        root.resolve("cache").toString(),
                                        Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                                        "10",
                                        "felix.log.level",
                                        "0"));
        framework.start();
        host =
                new FrameworkHost(
                        framework.getBundleContext(),
                        Files.createDirectory(root.resolve("deploy")),
                        root.resolve("copies"));
    }

    @AfterEach
    void stop() throws Exception {
        System.clearProperty(Stubborn.STARTED);
        framework.stop();
        framework.waitForStop(0);
    }

    @Test
    void take_refusesWhatTheFrameworkDoesNotUpdate() throws IOException {
        assertInstanceOf(Outcome.Runs.class, take("1.0.0", "stop"));
        var refused = assertInstanceOf(Outcome.Refused.class, take("2.0.0", ""));
        assertTrue(refused.reason().startsWith("cannot be updated: "), refused.reason());
        assertEquals("1.0.0", running().getVersion().toString());
        assertEquals(Bundle.ACTIVE, running().getState());
    }

    @Test
    void take_saysThatTheOldOneIsGone() throws IOException {
        assertInstanceOf(Outcome.Runs.class, take("1.0.0", "stop,restart"));
        var gone = assertInstanceOf(Outcome.Gone.class, take("2.0.0", ""));
        assertTrue(gone.reason().endsWith("does not start again: no restart"), gone.reason());
        assertEquals("1.0.0", running().getVersion().toString());
    }

    @Test
    void take_saysThatTheNewOneDoesNotStart() throws IOException {
        assertInstanceOf(Outcome.Runs.class, take("1.0.0", ""));
        var outcome = take("2.0.0", "start,restart");
        assertEquals("no restart", assertInstanceOf(Outcome.NotStarted.class, outcome).reason());
        assertEquals("2.0.0", running().getVersion().toString());
    }

    private Bundle running() {
        return framework.getBundleContext().getBundle(FrameworkHost.LOCATION + "a.jar");
    }

    private Outcome take(String version, String throwsIn) throws IOException {
        var jar = root.resolve(version + ".jar");
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "a");
        headers.putValue(Constants.BUNDLE_VERSION, version);
        headers.putValue(Constants.BUNDLE_ACTIVATOR, Stubborn.class.getName());
        headers.putValue(Constants.IMPORT_PACKAGE, "org.osgi.framework");
        headers.putValue("Throws-In", throwsIn + ",");
        var entry = Stubborn.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var in = Stubborn.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new ZipEntry(entry));
            in.transferTo(out);
        }
        var all = host.take(List.of(new Valid("a.jar", "a", version, jar)));
        assertEquals(1, all.size());
        return all.values().iterator().next();
    }
}
