package dev.tendril.deploy;

import dev.tendril.deploy.Host.Inspection.Invalid;
import dev.tendril.deploy.Host.Inspection.Valid;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.FrameworkWiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The framework this bundle runs in. Whether a new version can be resolved is tried with a second,
 * never started bundle beside the running one, so that a refusal touches nothing.
 */
final class FrameworkHost implements Host {

    /** Bundles of the folder have locations that begin so. */
    static final String LOCATION = "tendril-deploy:";

    private static final String TRIAL = "tendril-deploy-trial:";
    private static final int START_LEVEL = 9;

    private final BundleContext context;
    private final Path folder;
    private final Path scratch;

    /** Takes jars from {@code folder}; copies lie in {@code scratch} as long as they are needed. */
    FrameworkHost(BundleContext context, Path folder, Path scratch) {
        this.context = context;
        this.folder = folder;
        this.scratch = scratch;
    }

    @Override
    public Inspection inspect(String file) {
        try {
            Files.createDirectories(scratch);
            var copy = scratch.resolve(file);
            Files.copy(folder.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
            var inspection = JarCheck.inspect(file, copy);
            if (inspection instanceof Valid valid) {
                var other = runsElsewhere(valid);
                if (other.isPresent()) {
                    return new Invalid(
                            valid.symbolicName() + " runs already, from: " + other.get());
                }
            }
            return inspection;
        } catch (IOException e) {
            return new Invalid("cannot be read: " + e.getMessage());
        }
    }

    private Optional<String> runsElsewhere(Valid jar) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> jar.symbolicName().equals(bundle.getSymbolicName()))
                .map(Bundle::getLocation)
                .filter(location -> !location.equals(LOCATION + jar.file()))
                .map(location -> location.replaceFirst("^.*[:/]", ""))
                .findFirst();
    }

    @Override
    public Map<String, Outcome> take(List<Valid> jars) {
        var outcomes = new LinkedHashMap<String, Outcome>();
        var candidates = new LinkedHashMap<Valid, Bundle>();
        for (var jar : jars) {
            var running = running(jar.file());
            try {
                var location = (running.isPresent() ? TRIAL : LOCATION) + jar.file();
                candidates.put(jar, install(location, jar.jar()));
            } catch (BundleException | IOException e) {
                outcomes.put(jar.file(), new Outcome.Refused("is refused: " + e.getMessage()));
            }
        }
        var wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        wiring.resolveBundles(candidates.values());
        candidates.forEach((jar, bundle) -> outcomes.put(jar.file(), settle(jar, bundle)));
        for (var jar : jars) {
            delete(jar.jar());
        }
        return outcomes;
    }

    /** Keeps a candidate that can be resolved, or puts it into the place of the running one. */
    private Outcome settle(Valid jar, Bundle candidate) {
        var isTrial = candidate.getLocation().startsWith(TRIAL);
        var resolved = candidate.getState() != Bundle.INSTALLED;
        if (!resolved) {
            var reason = Unresolved.reason(candidate);
            uninstall(candidate);
            return new Outcome.Refused(reason);
        }
        if (!isTrial) {
            candidate.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
            return start(candidate);
        }
        uninstall(candidate);
        return update(jar, running(jar.file()).orElseThrow());
    }

    private Outcome update(Valid jar, Bundle bundle) {
        var old = bundle.adapt(BundleRevision.class);
        try (var in = Files.newInputStream(jar.jar())) {
            bundle.update(in);
        } catch (BundleException | IOException e) {
            if (Objects.equals(bundle.adapt(BundleRevision.class), old)) {
                return notUpdated(bundle, reason(e));
            }
            // The new version is in place and only its start failed, which start() says again.
        }
        if (revisions(bundle) > 1) {
            // Others are wired to what the old version exported: they follow.
            context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle));
        }
        return start(bundle);
    }

    /** The framework may have stopped the old version before it gave up. */
    private static Outcome notUpdated(Bundle bundle, String reason) {
        var text = "cannot be updated: " + reason;
        return switch (start(bundle)) {
            case Outcome.NotStarted(var why) ->
                    new Outcome.Gone(text + "; what ran before does not start again: " + why);
            default -> new Outcome.Refused(text);
        };
    }

    private static int revisions(Bundle bundle) {
        var revisions = bundle.adapt(BundleRevisions.class);
        return revisions == null ? 0 : revisions.getRevisions().size();
    }

    private static Outcome start(Bundle bundle) {
        if (bundle.getHeaders().get("Fragment-Host") != null) {
            return new Outcome.Runs();
        }
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
            return new Outcome.Runs();
        } catch (BundleException e) {
            return new Outcome.NotStarted(reason(e));
        }
    }

    private static String reason(Exception e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage() == null ? cause : cause.getMessage());
    }

    private Bundle install(String location, Path jar) throws BundleException, IOException {
        try (var in = Files.newInputStream(jar)) {
            return context.installBundle(location, in);
        }
    }

    private Optional<Bundle> running(String file) {
        return Optional.ofNullable(context.getBundle(LOCATION + file));
    }

    /** Name and version of the bundles that were taken from the folder, by file. */
    Map<String, String> running() {
        var running = new LinkedHashMap<String, String>();
        for (var bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(LOCATION)) {
                running.put(
                        bundle.getLocation().substring(LOCATION.length()),
                        bundle.getSymbolicName() + " " + bundle.getVersion());
            }
        }
        return running;
    }

    @Override
    public void remove(String file) {
        running(file)
                .ifPresent(
                        bundle -> {
                            var dependants = revisions(bundle) > 0 && isWired(bundle);
                            uninstall(bundle);
                            if (dependants) {
                                var wiring = context.getBundle(0).adapt(FrameworkWiring.class);
                                wiring.refreshBundles(List.of(bundle));
                            }
                        });
    }

    private boolean isWired(Bundle bundle) {
        var wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        return wiring.getDependencyClosure(List.of(bundle)).size() > 1;
    }

    private static void uninstall(Bundle bundle) {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw new IllegalStateException("bundle cannot be uninstalled: " + bundle, e);
        }
    }

    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            // A copy that stays is overwritten by the next, and gone with the framework's storage.
            return;
        }
    }

    @Override
    public long generation() {
        var ids = new ArrayList<Long>();
        for (var bundle : context.getBundles()) {
            if (bundle.getState() != Bundle.INSTALLED) {
                ids.add(bundle.getBundleId());
                ids.add(bundle.getLastModified());
            }
        }
        return ids.hashCode();
    }
}
