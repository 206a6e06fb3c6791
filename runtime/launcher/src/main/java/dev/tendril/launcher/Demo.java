package dev.tendril.launcher;

import dev.tendril.support.time.SystemTimers;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code tendril demo}: four nodes find each other from one address, take a new reactor and its
 * update while they run. Each step waits until it is seen; what is not seen in time fails the demo.
 */
final class Demo {

    private static final int NODES = 4;
    private static final Duration STEP_PATIENCE = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int LINES_SHOWN = 5;

    private final DemoFolder folder;
    private final PrintStream out;
    private final SystemTimers timers;
    private final List<DemoNode> nodes = new ArrayList<>();

    private Demo(DemoFolder folder, PrintStream out, SystemTimers timers) {
        this.folder = folder;
        this.out = out;
        this.timers = timers;
    }

    static int run(Arguments arguments, PrintStream out) throws CommandException {
        var seconds = arguments.option("--for");
        if (seconds.isPresent() && !seconds.get().matches("\\d{1,5}")) {
            throw CommandException.usage("--for is not a number of seconds: " + seconds.get());
        }
        try (var timers = new SystemTimers((name, e) -> {});
                var folder = DemoFolder.create(Installation.ofScript())) {
            var demo = new Demo(folder, out, timers);
            demo.show();
            demo.stay(seconds.map(Integer::parseInt));
            demo.endAll();
            return 0;
        } catch (IOException e) {
            throw CommandException.failed("demo cannot go on: " + HomeLock.reason(e));
        } catch (InterruptedException e) {
            return CommandException.FAILED;
        }
    }

    private void show() throws IOException, CommandException, InterruptedException {
        out.println("Four nodes, each a process of its own, below " + folder.path());
        startAll();
        meet();
        var numbers = connections();
        out.println("The echo bundle is dropped into the deploy/ of each:");
        deploy(folder.echo());
        var first = pongs(Set.of());
        out.println("It is replaced by its update:");
        deploy(folder.echoUpdate());
        pongs(first);
        if (!connections().equals(numbers)) {
            throw CommandException.failed(
                    "demo failed: connections were " + numbers + ", are " + connections());
        }
        out.println("No connection was lost. Their numbers, before and after:");
        numbers.forEach((node, peers) -> out.println("  " + node + "  " + peers.values()));
    }

    /** The first alone, since the others are to be told where it is. */
    private void startAll() throws IOException, CommandException, InterruptedException {
        nodes.add(folder.start("node-1", ""));
        var seed = await("node-1 to listen", () -> nodes.getFirst().address());
        out.println("  node-1  " + seed + "  (the seed of the others)");
        for (var i = 2; i <= NODES; i++) {
            nodes.add(folder.start("node-" + i, seed));
        }
        for (var node : nodes.subList(1, NODES)) {
            out.println(
                    "  " + node.name() + "  " + await(node.name() + " to listen", node::address));
        }
    }

    private void meet() throws IOException, CommandException, InterruptedException {
        out.println("They find each other by peer exchange:");
        var seen = new HashSet<String>();
        await(
                "all nodes to be connected to all",
                () -> {
                    nodes.forEach(node -> news(node, seen));
                    return seen.size() == NODES * (NODES - 1) && allConnected()
                            ? Optional.of(true)
                            : Optional.empty();
                });
    }

    private boolean allConnected() {
        return nodes.stream().allMatch(node -> node.connections().size() == NODES - 1);
    }

    private void news(DemoNode node, Set<String> seen) {
        for (var id : node.connections().keySet()) {
            for (var other : nodes) {
                if (other.nodeId().equals(id) && seen.add(node.name() + " " + other.name())) {
                    out.println("  " + node.name() + " is connected to " + other.name());
                }
            }
        }
    }

    private Map<String, Map<String, Long>> connections() {
        var all = new LinkedHashMap<String, Map<String, Long>>();
        nodes.forEach(node -> all.put(node.name(), node.connections()));
        return all;
    }

    private void deploy(Path jar) throws IOException, CommandException {
        for (var node : nodes) {
            node.deploy(jar);
            if (node.exec("p2p:reactors enable echo").isEmpty()) {
                throw CommandException.failed(
                        "demo failed: " + node.name() + " does not enable echo");
            }
        }
    }

    /** Waits until every node has heard a pong that is not among {@code old}; shows the first. */
    private Set<String> pongs(Set<String> old)
            throws IOException, CommandException, InterruptedException {
        var fresh = new TreeSet<String>();
        for (var node : nodes) {
            var pong =
                    await(
                            node.name() + " to hear a pong",
                            () -> node.pongs().stream().filter(p -> !old.contains(p)).findFirst());
            fresh.add(pong);
            out.println("  " + node.name() + " hears " + pong);
        }
        return fresh;
    }

    private void stay(Optional<Integer> seconds) throws CommandException, InterruptedException {
        if (seconds.isPresent()) {
            out.println("The nodes run on for " + seconds.get() + " s.");
            timers.sleep(Duration.ofSeconds(seconds.get()));
        } else {
            out.println("The shell of node-1; p2p:peers shows its peers, Ctrl-D ends the demo.");
            out.flush();
            new Attach(nodes.getFirst().home()).shell();
        }
    }

    private void endAll() throws IOException, CommandException, InterruptedException {
        nodes.forEach(DemoNode::stop);
        for (var node : nodes) {
            var status = await(node.name() + " to end", node::status);
            if (status != 0) {
                throw CommandException.failed(
                        "demo failed: " + node.name() + " ended with status " + status);
            }
        }
        out.println("All four have ended in order.");
    }

    /** Something that is there or not yet. */
    private interface Look<T> {
        Optional<T> at() throws IOException;
    }

    private <T> T await(String what, Look<T> look)
            throws IOException, CommandException, InterruptedException {
        var deadline = timers.deadlineIn(STEP_PATIENCE);
        while (!deadline.isPast(timers.nanos())) {
            var seen = look.at();
            if (seen.isPresent()) {
                return seen.get();
            }
            if (!what.endsWith(" to end")) {
                requireAlive();
            }
            timers.sleep(POLL);
        }
        throw CommandException.failed(
                "demo failed: waited in vain for "
                        + what
                        + ", seconds: "
                        + STEP_PATIENCE.toSeconds());
    }

    private void requireAlive() throws IOException, CommandException {
        for (var node : nodes) {
            if (!node.isAlive()) {
                throw CommandException.failed(
                        "demo failed: "
                                + node.name()
                                + " has ended; it said last:\n"
                                + String.join("\n", node.lastLines(LINES_SHOWN)));
            }
        }
    }
}
