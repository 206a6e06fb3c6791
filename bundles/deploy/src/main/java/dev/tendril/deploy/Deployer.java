package dev.tendril.deploy;

import dev.tendril.api.deploy.DeployedFile;
import dev.tendril.api.deploy.DeployedFile.State;
import dev.tendril.deploy.Host.Inspection.Invalid;
import dev.tendril.deploy.Host.Inspection.Valid;
import dev.tendril.deploy.Host.Outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which file is taken when. It is told what the folder holds, again and again; a file that looks
 * the same twice in a row is settled, one that is missing twice is gone. Not safe for use by many
 * threads.
 */
final class Deployer {

    /** Most files that are looked at; more are not taken, which {@link #snapshot} says. */
    static final int FILES_MAX = 200;

    private final Host host;
    private final Consumer<String> says;
    private final Consumer<String> warns;
    private final Map<String, Seen> files = new TreeMap<>();
    private Optional<DeployedFile> tooMany = Optional.empty();

    /** All that is known about one file. */
    private static final class Seen {
        Optional<Stamp> last = Optional.empty();
        Optional<Stamp> taken = Optional.empty();
        Optional<Stamp> refused = Optional.empty();
        long refusedGeneration;
        boolean missing;
        boolean gone;
        State state = State.CHANGING;
        String bundle = "";
        String reason = "is new";
    }

    /**
     * A deployer that has taken nothing yet.
     *
     * @param says gets one line for each thing that was done
     * @param warns gets one line for each file that is left alone
     */
    Deployer(Host host, Consumer<String> says, Consumer<String> warns) {
        this.host = host;
        this.says = says;
        this.warns = warns;
    }

    /** What runs already, from before: {@code bundle} from {@code file}, which looked so. */
    void adopt(String file, Stamp stamp, String bundle) {
        var seen = new Seen();
        seen.taken = Optional.of(stamp);
        seen.state = State.RUNNING;
        seen.bundle = bundle;
        seen.reason = "";
        files.put(file, seen);
    }

    /** What each file that runs looked like when it was taken. */
    Map<String, Stamp> taken() {
        var taken = new TreeMap<String, Stamp>();
        files.forEach((file, seen) -> seen.taken.ifPresent(stamp -> taken.put(file, stamp)));
        return taken;
    }

    /** All files, in order; before them what is wrong with the folder as a whole. */
    List<DeployedFile> snapshot() {
        var all = new ArrayList<DeployedFile>();
        tooMany.ifPresent(all::add);
        files.forEach(
                (file, seen) ->
                        all.add(new DeployedFile(file, seen.state, seen.bundle, seen.reason)));
        return List.copyOf(all);
    }

    /** An entry about the folder as a whole; no file can have its name. */
    static DeployedFile ofFolder(String reason) {
        return new DeployedFile("*", State.LEFT_ALONE, "", reason);
    }

    /** Acts on what the folder holds now; returns whether anything was taken or removed. */
    boolean look(Map<String, Stamp> listing) {
        var changed = removeMissing(listing);
        var valid = new ArrayList<Valid>();
        var skipped = new ArrayList<String>();
        for (var each : listing.entrySet()) {
            if (!files.containsKey(each.getKey()) && files.size() >= FILES_MAX) {
                skipped.add(each.getKey());
                continue;
            }
            var seen = files.computeIfAbsent(each.getKey(), name -> new Seen());
            var stamp = Optional.of(each.getValue());
            var settled = seen.last.equals(stamp);
            seen.last = stamp;
            seen.missing = false;
            if (seen.taken.equals(stamp)) {
                forget(seen);
            } else if (!settled) {
                changing(seen);
            } else if (!seen.refused.equals(stamp) || seen.refusedGeneration != host.generation()) {
                inspect(each.getKey(), seen).ifPresent(valid::add);
            }
        }
        limit(listing.size(), skipped);
        return take(valid) || changed;
    }

    /** With no more files than the limit, what is skipped waits for one that is about to go. */
    private void limit(int listed, List<String> skipped) {
        if (listed <= FILES_MAX || skipped.isEmpty()) {
            tooMany = Optional.empty();
            return;
        }
        var reason =
                "more than "
                        + FILES_MAX
                        + " files: "
                        + skipped.size()
                        + " are not looked at, the first of them: "
                        + skipped.getFirst();
        if (tooMany.isEmpty()) {
            warns.accept(reason);
        }
        tooMany = Optional.of(ofFolder(reason));
    }

    private boolean removeMissing(Map<String, Stamp> listing) {
        var removed = false;
        for (var file : List.copyOf(files.keySet())) {
            var seen = files.get(file);
            if (seen == null || listing.containsKey(file)) {
                continue;
            }
            if (!seen.missing) {
                seen.missing = true;
                continue;
            }
            files.remove(file);
            if (seen.taken.isPresent() || seen.gone) {
                host.remove(file);
                says.accept((file + " is gone: removed " + seen.bundle).strip());
                removed = true;
            }
        }
        return removed;
    }

    /** The file is again what runs: what was wrong with it in between does not matter. */
    private static void forget(Seen seen) {
        if (seen.state != State.RUNNING && seen.state != State.NOT_STARTED) {
            seen.state = State.RUNNING;
            seen.reason = "";
        }
        seen.refused = Optional.empty();
    }

    private static void changing(Seen seen) {
        seen.state = State.CHANGING;
        seen.reason = "is being written";
    }

    private Optional<Valid> inspect(String file, Seen seen) {
        return switch (host.inspect(file)) {
            case Valid jar -> Optional.of(jar);
            case Invalid invalid -> {
                refuse(file, seen, invalid.reason());
                yield Optional.empty();
            }
        };
    }

    private boolean take(List<Valid> jars) {
        if (jars.isEmpty()) {
            return false;
        }
        var outcomes = host.take(jars);
        var taken = false;
        for (var jar : jars) {
            var seen = files.get(jar.file());
            if (seen == null) {
                continue;
            }
            switch (outcomes.getOrDefault(jar.file(), new Outcome.Refused("no answer"))) {
                case Outcome.Runs() -> {
                    took(jar, seen, State.RUNNING, "");
                    taken = true;
                }
                case Outcome.NotStarted(var reason) -> {
                    took(jar, seen, State.NOT_STARTED, reason);
                    warns.accept(jar.file() + " does not start: " + reason);
                    taken = true;
                }
                case Outcome.Refused(var reason) -> refuse(jar.file(), seen, reason);
                case Outcome.Gone(var reason) -> {
                    // Not even the old file is what runs: when it comes back, it is taken anew.
                    seen.gone = true;
                    seen.taken = Optional.empty();
                    seen.bundle = "";
                    refuse(jar.file(), seen, reason);
                    taken = true;
                }
            }
        }
        return taken;
    }

    private void took(Valid jar, Seen seen, State state, String reason) {
        var bundle = jar.symbolicName() + " " + jar.version();
        says.accept(
                jar.file()
                        + (seen.taken.isPresent()
                                ? ": updated " + seen.bundle + " to " + bundle
                                : ": installed " + bundle));
        seen.taken = seen.last;
        seen.gone = false;
        seen.refused = Optional.empty();
        seen.state = state;
        seen.bundle = bundle;
        seen.reason = reason;
    }

    private void refuse(String file, Seen seen, String reason) {
        var news = !seen.refused.equals(seen.last) || !seen.reason.equals(reason);
        seen.refused = seen.last;
        seen.refusedGeneration = host.generation();
        seen.state = State.LEFT_ALONE;
        seen.reason = reason;
        if (news) {
            warns.accept(
                    file
                            + " is left alone: "
                            + reason
                            + (seen.bundle.isEmpty() ? "" : "; still running: " + seen.bundle));
        }
    }
}
