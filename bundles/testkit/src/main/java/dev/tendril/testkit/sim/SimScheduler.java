package dev.tendril.testkit.sim;

import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.support.thread.Threads;
import dev.tendril.testkit.Seeds;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Runs blocking code on virtual threads one step at a time, in an order drawn from a seed, in
 * virtual time: when no thread can run, the clock jumps to what is due next. The same seed gives
 * the same run and the same {@link Trace}.
 *
 * <p>Everything happens on the thread that calls {@link #call}, {@link #runFor} or {@link
 * #runUntil}; that thread must not itself use what is simulated, since it would wait for threads
 * that only it can run. Code under simulation takes its threads from {@link #threads}, waits for
 * times with {@link #timers} and draws from {@link #random}.
 */
public final class SimScheduler implements AutoCloseable {

    /**
     * Most steps at one moment of virtual time: beyond it, code waits for a time without letting
     * time pass.
     */
    public static final long STEPS_AT_A_MOMENT_MAX = 5_000_000;

    /** Wall time at the start of every simulation. */
    public static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final long seed;
    private final SplittableRandom choice;
    private final Trace trace;
    private final ThreadForge forge = new ThreadForge(this::arrive);
    private final VirtualClock clock = new VirtualClock((name, task) -> fork(name, task));
    private final ConcurrentLinkedQueue<Runnable> arrivals = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
    private final AtomicLong foreignWakeups = new AtomicLong();
    private volatile Thread carrier = Thread.currentThread();

    // Touched by the carrier thread only.
    private final ArrayList<Runnable> runnable = new ArrayList<>();
    private final Set<Thread> alive = new LinkedHashSet<>();
    private final List<Throwable> failures = new ArrayList<>();
    private long stepsAtMoment;

    /**
     * A simulation of {@code seed} at moment 0.
     *
     * @param seed decides everything
     */
    public SimScheduler(long seed) {
        this(seed, line -> {});
    }

    /**
     * A simulation of {@code seed} at moment 0.
     *
     * @param seed decides everything
     * @param sink gets each event of the trace
     */
    public SimScheduler(long seed, Consumer<String> sink) {
        this.seed = seed;
        this.choice = new SplittableRandom(Seeds.derive(seed, "scheduler"));
        this.trace = new Trace(sink);
    }

    /** {@return the seed that decides everything} */
    public long seed() {
        return seed;
    }

    /** {@return what happened} */
    public Trace trace() {
        return trace;
    }

    /** {@return makes the threads of the code under simulation} */
    public Threads threads() {
        return this::unstarted;
    }

    /** {@return the clock of the code under simulation} */
    public Timers timers() {
        return clock;
    }

    /** {@return wall time, which follows the virtual clock from {@link #EPOCH} on} */
    public InstantSource instants() {
        return () -> EPOCH.plusNanos(clock.nanos());
    }

    /**
     * {@return chance for one part of the code under simulation: the same for the same seed and
     * name}
     *
     * @param name the part
     */
    public RandomGenerator random(String name) {
        return new SplittableRandom(Seeds.derive(seed, name));
    }

    /** {@return how many threads have begun and not ended} */
    public int alive() {
        return alive.size();
    }

    /**
     * {@return how often a thread from outside has woken one of ours} Anything but 0 means that the
     * run cannot be repeated: some code waits for real time or uses real threads.
     */
    public long foreignWakeups() {
        return foreignWakeups.get();
    }

    private Thread unstarted(String name, Runnable task) {
        return forge.unstarted(name, () -> run(task));
    }

    private void fork(String name, Runnable task) {
        unstarted(name, task).start();
    }

    private void run(Runnable task) {
        inside.set(true);
        alive.add(Thread.currentThread());
        try {
            task.run();
        } catch (Throwable failure) {
            failures.add(failure);
        } finally {
            alive.remove(Thread.currentThread());
        }
    }

    /**
     * A thread can go on. Comes from the carrier, or from a thread that is no part of the
     * simulation.
     */
    private void arrive(Runnable continuation) {
        if (!Thread.currentThread().equals(carrier) && !inside.get()) {
            foreignWakeups.incrementAndGet();
        }
        arrivals.add(continuation);
    }

    private boolean step() {
        for (var next = arrivals.poll(); next != null; next = arrivals.poll()) {
            runnable.add(next);
        }
        if (runnable.isEmpty()) {
            return false;
        }
        if (++stepsAtMoment > STEPS_AT_A_MOMENT_MAX) {
            throw stalled("simulation runs without end at one moment");
        }
        var index = choice.nextInt(runnable.size());
        trace.step(index, runnable.size());
        var last = runnable.removeLast();
        var chosen = index == runnable.size() ? last : runnable.set(index, last);
        chosen.run();
        return true;
    }

    /**
     * Runs until {@code done} holds.
     *
     * @param done asked after each step
     * @param span the longest virtual time it may take
     * @return whether it came to hold; false when the time is over or nothing will ever happen
     *     again
     */
    public boolean runUntil(BooleanSupplier done, Duration span) {
        carrier = Thread.currentThread();
        var limit = Deadline.after(span, clock.nanos());
        while (!done.getAsBoolean()) {
            if (step()) {
                throwFailure();
            } else if (clock.advance(limit)) {
                stepsAtMoment = 0;
                trace.time(clock.nanos());
            } else {
                return false;
            }
        }
        return true;
    }

    /**
     * Runs for a span of virtual time.
     *
     * @param span how long
     */
    public void runFor(Duration span) {
        var untilNanos = clock.nanos() + span.toNanos();
        runUntil(() -> false, span);
        clock.moveTo(untilNanos);
    }

    /**
     * Runs {@code task} on a simulated thread, and all others with it, until it ends.
     *
     * @param <T> the result
     * @param name the name of the thread
     * @param task what it does
     * @return its result
     * @throws Exception what it threw
     * @throws StalledException when it never ends
     */
    public <T> T call(String name, Callable<T> task) throws Exception {
        var outcome = new AtomicReference<Outcome<T>>(new Pending<>());
        fork(name, () -> outcome.set(attempt(task)));
        if (!runUntil(
                () -> !(outcome.get() instanceof Pending), Duration.ofNanos(Long.MAX_VALUE))) {
            throw stalled("simulated task never ends");
        }
        return switch (outcome.get()) {
            case Done<T> done -> done.value();
            case Failed<T> failed -> throw failed.failure();
            case Pending<T> pending -> throw new IllegalStateException("task is pending: " + name);
        };
    }

    private static <T> Outcome<T> attempt(Callable<T> task) {
        try {
            return new Done<>(task.call());
        } catch (Exception failure) {
            return new Failed<>(failure);
        }
    }

    /**
     * Makes the run fail, as if a simulated thread had: for checks within code that would keep what
     * they throw. To be called on a simulated thread.
     *
     * @param failure why
     */
    public void fail(Throwable failure) {
        failures.add(failure);
    }

    private void throwFailure() {
        if (!failures.isEmpty()) {
            var failure = failures.removeFirst();
            throw new AssertionError("simulated thread failed, seed: " + seed, failure);
        }
    }

    private StalledException stalled(String what) {
        return new StalledException(what, seed, clock.nanos(), alive);
    }

    /**
     * Runs what can still run without time passing, then sees that no thread and no alarm is left.
     *
     * @throws StalledException naming the threads that are left
     */
    public void assertEnded() {
        runUntil(() -> false, Duration.ZERO);
        if (!alive.isEmpty() || !clock.isIdle()) {
            throw stalled("simulation has left threads or alarms, alarms: " + clock.size());
        }
    }

    /**
     * Interrupts all threads and runs them to their ends, as far as they end within a virtual hour.
     */
    @Override
    public void close() {
        List.copyOf(alive).forEach(Thread::interrupt);
        runUntil(alive::isEmpty, Duration.ofHours(1));
    }

    private sealed interface Outcome<T> {}

    private record Pending<T>() implements Outcome<T> {}

    private record Done<T>(T value) implements Outcome<T> {}

    private record Failed<T>(Exception failure) implements Outcome<T> {}
}
