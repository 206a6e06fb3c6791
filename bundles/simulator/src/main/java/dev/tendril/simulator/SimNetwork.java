package dev.tendril.simulator;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.time.Timers;
import dev.tendril.support.thread.Task;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.testkit.sim.SimScheduler;
import dev.tendril.testkit.sim.Trace;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A network of nodes made of the parts that ship, in one process, in virtual time. Its seed decides
 * everything: who runs when, how long messages take, what breaks. The same seed gives the same run
 * and the same {@link Trace}, in every JVM.
 *
 * <pre>{@code
 * try (var network = SimNetwork.builder(seed)
 *         .node(SimNodeSpec.of("a"))
 *         .node(SimNodeSpec.of("b").withSeeds("a"))
 *         .build()) {
 *     network.startAll();
 *     network.await("b finds a", Duration.ofMinutes(1), () -> network.node("b").connectedTo().contains("a"));
 *     network.crash("a");
 *     network.runFor(Duration.ofMinutes(10));
 * }
 * }</pre>
 *
 * <p>For the one thread of a test, which moves the simulation on by calling it. What touches a node
 * runs on a simulated thread: {@link #call} and the conditions of {@link #await}.
 */
public final class SimNetwork implements AutoCloseable {

    private static final Duration ASK_AGAIN = Duration.ofMillis(100);
    private static final Duration AGREEMENT_MAX = Duration.ofMinutes(1);

    private final SimScheduler scheduler;
    private final World world;
    private final Map<String, SimNode> nodes = new TreeMap<>();
    private final Map<String, SimStranger> strangers = new TreeMap<>();
    private final TaskScope scripts;

    SimNetwork(
            long seed,
            String chainId,
            Collection<SimNodeSpec> specs,
            Map<String, Optional<String>> others,
            Ways.Latency latency,
            double breakChance,
            Consumer<String> sink) {
        System.out.println("simulation, seed: " + seed);
        this.scheduler = new SimScheduler(seed, sink);
        var homes = new ArrayList<Home>();
        specs.forEach(spec -> homes.add(Home.of(spec.name(), spec.ip())));
        others.forEach((name, ip) -> homes.add(Home.of(name, ip)));
        var names = homes.stream().collect(Collectors.toMap(Home::place, Home::name));
        var ways = new Ways(seed, latency, breakChance, scheduler.trace(), names);
        this.world = new World(scheduler, ways, chainId, homes);
        this.scripts =
                new TaskScope(scheduler.threads(), (name, failure) -> scheduler.fail(failure));
        for (var spec : specs) {
            nodes.put(spec.name(), new SimNode(world, spec));
        }
        others.keySet().forEach(name -> strangers.put(name, new SimStranger(world, name)));
    }

    /**
     * {@return a network of no nodes, to be added to}
     *
     * @param seed decides everything
     */
    public static SimNetworkBuilder builder(long seed) {
        return new SimNetworkBuilder(seed);
    }

    /**
     * {@return a node}
     *
     * @param name its name
     */
    public SimNode node(String name) {
        var node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no such node, name: " + name);
        }
        return node;
    }

    /** {@return all nodes, in order of their names} */
    public List<SimNode> nodes() {
        return List.copyOf(nodes.values());
    }

    /**
     * {@return somebody who is no node}
     *
     * @param name his name
     */
    public SimStranger stranger(String name) {
        var stranger = strangers.get(name);
        if (stranger == null) {
            throw new IllegalArgumentException("no such stranger, name: " + name);
        }
        return stranger;
    }

    /**
     * Runs a script on a simulated thread of its own, beside everything else, until it ends or the
     * network is closed.
     *
     * @param name the name of the thread
     * @param script what it does; any exception but an interrupt makes the run fail
     */
    public void script(String name, Task script) {
        scripts.fork(name, script);
    }

    /** {@return the clock, for scripts} */
    public Timers timers() {
        return scheduler.timers();
    }

    /**
     * {@return chance for one part of the test: the same for the same seed and name}
     *
     * @param name the part
     */
    public RandomGenerator random(String name) {
        return scheduler.random("test/" + name);
    }

    /** {@return what happened} */
    public Trace trace() {
        return scheduler.trace();
    }

    /** {@return virtual time since the start} */
    public Duration elapsed() {
        return Duration.ofNanos(scheduler.timers().nanos());
    }

    /**
     * Runs {@code task} on a simulated thread, while everything else goes on.
     *
     * @param <T> the result
     * @param task what it does
     * @return its result
     * @throws Exception what it threw
     */
    public <T> T call(Callable<T> task) throws Exception {
        return scheduler.call("test", task);
    }

    private void run(Action action) throws Exception {
        call(
                () -> {
                    action.run();
                    return true;
                });
    }

    /**
     * Starts all nodes that do not run.
     *
     * @throws Exception when one cannot start
     */
    public void startAll() throws Exception {
        for (var node : nodes.values()) {
            if (!node.isRunning()) {
                run(node::start);
            }
        }
    }

    /**
     * Starts a node with what is on its disk.
     *
     * @param name its name
     * @throws Exception when it cannot start
     */
    public void start(String name) throws Exception {
        run(node(name)::start);
    }

    /**
     * Stops a node in good order.
     *
     * @param name its name
     * @throws Exception when it fails
     */
    public void stop(String name) throws Exception {
        run(node(name)::stop);
    }

    /**
     * Kills a node; its disk stays.
     *
     * @param name its name
     * @throws Exception when what is left of it cannot be cleared away
     */
    public void crash(String name) throws Exception {
        run(node(name)::crash);
    }

    /**
     * Cuts all ways between these nodes and the others; connections over them break.
     *
     * @param island names of nodes; one may stand there twice
     * @throws Exception when it fails
     */
    public void partition(String... island) throws Exception {
        var names = new TreeSet<>(List.of(island));
        names.forEach(world::home);
        run(
                () -> {
                    world.event("partition " + names);
                    world.ways().cut(names);
                    world.memory().sever(world.ways()::isCut, "partition");
                });
    }

    /**
     * Mends all ways.
     *
     * @throws Exception when it fails
     */
    public void heal() throws Exception {
        run(
                () -> {
                    world.event("heal");
                    world.ways().cut(Set.of());
                });
    }

    /**
     * Lets each way draw another latency, from this range.
     *
     * @param min at least
     * @param max at most
     * @throws Exception when it fails
     */
    public void latency(Duration min, Duration max) throws Exception {
        run(
                () -> {
                    world.event("latency " + min + " to " + max);
                    world.ways().latency(new Ways.Latency(min, max));
                });
    }

    /**
     * Lets all that these nodes send take longer; the former ones are as fast as before.
     *
     * @param by how much
     * @param names names of nodes
     * @throws Exception when it fails
     */
    public void slowDown(Duration by, String... names) throws Exception {
        var those = new TreeSet<>(List.of(names));
        those.forEach(world::home);
        run(
                () -> {
                    world.event("slow by " + by + " " + those);
                    world.ways().slowDown(those, by);
                });
    }

    /**
     * Breaks all connections of a node without a word.
     *
     * @param name its name
     * @throws Exception when it fails
     */
    public void breakConnections(String name) throws Exception {
        var home = world.home(name);
        run(
                () -> {
                    world.event("connections of " + name + " break");
                    world.memory()
                            .sever(
                                    (from, to) -> world.ways().name(from).equals(home.name()),
                                    "broken");
                });
    }

    /**
     * Lets time pass.
     *
     * @param span how much
     */
    public void runFor(Duration span) {
        scheduler.runFor(span);
    }

    /**
     * Lets time pass until {@code condition} holds.
     *
     * @param what the condition in words
     * @param limit the longest it may take
     * @param condition asked ten times a second, on a simulated thread
     * @throws Exception what the condition threw
     * @throws AssertionError when it does not come to hold; names the seed
     */
    public void await(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        await(what, limit, ASK_AGAIN, condition);
    }

    /**
     * The same for a condition that takes long to find out.
     *
     * @param what the condition in words
     * @param limit the longest it may take
     * @param interval how often it is asked
     * @param condition asked on a simulated thread
     * @throws Exception what the condition threw
     * @throws AssertionError when it does not come to hold; names the seed
     */
    public void await(String what, Duration limit, Duration interval, Callable<Boolean> condition)
            throws Exception {
        var timers = scheduler.timers();
        var deadline = timers.deadlineIn(limit);
        var held =
                call(
                        () -> {
                            while (!condition.call()) {
                                if (deadline.isPast(timers.nanos())) {
                                    return false;
                                }
                                timers.sleep(interval);
                            }
                            return true;
                        });
        if (!held) {
            throw new AssertionError(
                    "not within " + limit + ": " + what + ", seed: " + scheduler.seed() + recent());
        }
    }

    private String recent() {
        return ", the last events:\n  " + String.join("\n  ", trace().recent());
    }

    /**
     * {@return how many messages of a channel have arrived}
     *
     * @param from name of the sender
     * @param to name of the receiver
     * @param channel the channel
     */
    public long deliveries(String from, String to, ChannelId channel) {
        return world.ways().deliveries(world.home(from).place(), world.home(to).place(), channel);
    }

    /** {@return how many messages have arrived in all} */
    public long deliveries() {
        return world.ways().delivered();
    }

    /**
     * Waits until both ends of each connection agree that it is there. What holds of one node alone
     * is checked all the time, by itself.
     *
     * @throws Exception when a node cannot be asked
     * @throws AssertionError when they do not agree within a minute; names the seed
     */
    public void awaitAgreement() throws Exception {
        await("both ends of each connection agree", AGREEMENT_MAX, () -> oneSided().isEmpty());
    }

    private List<String> oneSided() {
        var connected = new TreeMap<String, Set<String>>();
        nodes.values().forEach(node -> connected.put(node.name(), node.connectedTo()));
        var problems = new ArrayList<String>();
        connected.forEach(
                (one, others) ->
                        others.stream()
                                .filter(other -> !strangers.containsKey(other))
                                .filter(other -> !isMutual(one, connected.get(other)))
                                .forEach(other -> problems.add(one + " has " + other)));
        return problems;
    }

    private static boolean isMutual(String one, @Nullable Set<String> ofOther) {
        return ofOther != null && ofOther.contains(one);
    }

    /**
     * Stops all nodes and sees that nothing of them is left: no thread, no alarm, no connection.
     *
     * @throws Exception when a node cannot be stopped
     */
    @Override
    public void close() throws Exception {
        run(
                () -> {
                    scripts.cancel();
                    strangers.values().forEach(SimStranger::end);
                });
        for (var node : nodes.values()) {
            if (node.isRunning()) {
                run(node::stop);
            }
        }
        scheduler.assertEnded();
        if (scheduler.foreignWakeups() > 0) {
            throw new AssertionError("real threads took part: " + scheduler.foreignWakeups());
        }
        if (world.memory().connections() > 0) {
            throw new AssertionError("connections are left: " + world.memory().connections());
        }
    }

    /** Something to do on a simulated thread. */
    private interface Action {
        void run() throws Exception;
    }
}
