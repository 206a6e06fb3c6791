package dev.tendril.router;

import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.reactor.Links;
import dev.tendril.api.router.RouterSnapshot;
import dev.tendril.api.time.Deadline;
import dev.tendril.support.thread.TaskScope;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs the reactors that this network takes, each on a thread of its own, contained when they
 * throw. A failed one is started afresh after a growing pause, and held after {@value
 * #FAILURES_MAX} failures in a row. What departs leaves its channels and mailbox for a grace of 5 s
 * to a successor of the same name.
 */
final class ReactorHost {

    static final int FAILURES_MAX = 6;
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ReactorHost.class);
    private static final Duration STABLE = Duration.ofSeconds(60);
    private static final Backoff RESTART =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    private final HostParts parts;
    private final LeasedContext.NodeParts node;
    private final Wake wake;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private final List<ReactorSlot> slots = new ArrayList<>();
    private final Departures departures;
    private final Map<ReactorRun, String> ending = new LinkedHashMap<>();
    private RouterOptions options;
    private long frees;
    private boolean open;
    private boolean closed;

    ReactorHost(HostParts parts, LeasedContext.NodeParts node, RouterOptions options, Wake wake) {
        this.parts = parts;
        this.node = node;
        this.options = options;
        this.wake = wake;
        this.departures = new Departures(parts);
    }

    /** From now on reactors are started. */
    void open() {
        locked(() -> open = true);
        wake.signal();
    }

    void options(RouterOptions changed) {
        locked(() -> options = changed);
        wake.signal();
    }

    void add(ReactorSource source) {
        locked(() -> slots.add(new ReactorSlot(source)));
        wake.signal();
    }

    /** Channels were given back by somebody else: who waits for them may try again. */
    void channelsFreed() {
        locked(() -> frees++);
        wake.signal();
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a reactor away. Waits at most 2 s for its thread, outside all locks. */
    void remove(ReactorSource source) {
        var stopped = new ArrayList<ReactorRun>();
        locked(
                () -> {
                    for (var slot : List.copyOf(slots)) {
                        if (slot.source().equals(source)) {
                            slots.remove(slot);
                            stopped.addAll(detach(slot));
                        }
                    }
                });
        stopped.forEach(ReactorRun::stop);
        wake.signal();
        var deadline = parts.patience().limit();
        stopped.forEach(run -> parts.patience().await(run.scope(), deadline, source.owner()));
    }

    private List<ReactorRun> detach(ReactorSlot slot) {
        var run = slot.run;
        slot.run = Optional.empty();
        depart(slot);
        return run.stream().toList();
    }

    private void depart(ReactorSlot slot) {
        slot.binding.ifPresent(
                binding -> departures.add(binding, parts.timers().deadlineIn(GRACE)));
        slot.binding = Optional.empty();
    }

    /** Starts, stops and forgets what is due; the moment to ask again. */
    Deadline step(long nowNanos) {
        var stopped = new ArrayList<ReactorRun>();
        var next = Deadline.NEVER;
        lock.lock();
        try {
            if (open && !closed) {
                for (var slot : List.copyOf(slots)) {
                    next = next.min(step(slot, nowNanos, stopped));
                }
            }
            if (departures.expire(nowNanos)) {
                frees++;
                next = new Deadline(nowNanos);
            }
            next = next.min(departures.next());
        } finally {
            lock.unlock();
        }
        stopped.forEach(ReactorRun::stop);
        return next;
    }

    private Deadline step(ReactorSlot slot, long nowNanos, List<ReactorRun> stopped) {
        var obstacle = obstacle(slot);
        if (slot.run.isPresent()) {
            if (obstacle.isPresent()) {
                stopped.addAll(detach(slot));
                slot.state = ReactorSlot.State.WAITING;
                slot.reason = obstacle.get();
            }
            return Deadline.NEVER;
        }
        if (slot.state == ReactorSlot.State.HELD || slot.state == ReactorSlot.State.ENDED) {
            return Deadline.NEVER;
        }
        if (obstacle.isPresent()) {
            slot.state = ReactorSlot.State.WAITING;
            slot.reason = obstacle.get();
            return Deadline.NEVER;
        }
        if (slot.refusedAtFree.isPresent() && slot.refusedAtFree.get() == frees) {
            return Deadline.NEVER;
        }
        if (!slot.notBefore.isPast(nowNanos)) {
            return slot.notBefore;
        }
        start(slot);
        return Deadline.NEVER;
    }

    /** Why it is not to run, and what helps. */
    private Optional<String> obstacle(ReactorSlot slot) {
        var name = slot.name();
        if (!options.takes(name)) {
            return Optional.of("not enabled in this network; p2p:reactors enable " + name);
        }
        for (var other : slots) {
            if (other == slot) {
                return Optional.empty();
            }
            if (other.name().equals(name)) {
                return Optional.of(
                        "the name is held by " + other.source().owner() + "; remove one of them");
            }
        }
        return Optional.empty();
    }

    private void start(ReactorSlot slot) {
        var scope =
                new TaskScope(
                        parts.threads(),
                        (thread, failure) -> LOG.error("thread failed, name: {}", thread, failure));
        var run = new ReactorRun(this, slot, scope);
        slot.run = Optional.of(run);
        slot.state = ReactorSlot.State.STARTING;
        slot.reason = "";
        slot.refusedAtFree = Optional.empty();
        scope.fork("reactor-" + node.network() + "-" + slot.name(), run);
    }

    /** A reactor has told its channels; called on its thread. */
    LeasedContext begin(ReactorRun run, ReactorSlot slot, List<ChannelDescriptor<?>> descriptors)
            throws InterruptedException, ClaimRefusedException {
        var specs = new HashMap<ChannelId, ChannelSpec>();
        descriptors.forEach(descriptor -> specs.put(descriptor.id(), ChannelSpec.of(descriptor)));
        if (specs.isEmpty() || specs.size() != descriptors.size()) {
            throw new IllegalArgumentException(
                    "reactor has no channel or one twice, name: " + slot.name());
        }
        lock.lock();
        try {
            if (run.isStopping() || slot.run.filter(current -> current == run).isEmpty()) {
                throw new InterruptedException("reactor is stopped");
            }
            var binding = departures.claim(slot.name(), slot.source().hasLinks(), specs.values());
            frees++; // a former one may have had channels that this one does not take over
            slot.binding = Optional.of(binding);
            slot.channels = binding.specs().stream().map(ChannelSpec::id).toList();
            slot.state = ReactorSlot.State.RUNNING;
            slot.startedAtNanos = parts.timers().nanos();
            var context = context(binding, descriptors);
            run.lent(context);
            LOG.info("reactor runs, name: {}, channels: {}", slot.name(), slot.channels);
            return context;
        } finally {
            lock.unlock();
            wake.signal();
        }
    }

    private LeasedContext context(Binding binding, List<ChannelDescriptor<?>> descriptors) {
        var ports = new HashMap<ChannelId, ChannelPort>();
        binding.specs().forEach(spec -> ports.put(spec.id(), parts.port(spec, binding.holder())));
        var lease = new Lease(binding.mailbox(), ports);
        Optional<Links> links =
                binding.hasLinks()
                        ? Optional.of(new LeasedLinks(parts.board(), lease))
                        : Optional.empty();
        return new LeasedContext(
                node,
                lease,
                descriptors,
                links,
                options.settings(binding.holder()),
                parts.chance());
    }

    /** A life has ended; called on its thread. */
    void ended(ReactorSlot slot, ReactorRun run, ReactorRun.Outcome outcome) {
        lock.lock();
        try {
            if (slot.run.filter(current -> current == run).isEmpty()) {
                return;
            }
            slot.run = Optional.empty();
            depart(slot);
            settle(slot, outcome, parts.timers().nanos());
        } finally {
            lock.unlock();
        }
        wake.signal();
    }

    private void settle(ReactorSlot slot, ReactorRun.Outcome outcome, long nowNanos) {
        switch (outcome) {
            case ReactorRun.Outcome.Stopped() -> slot.state = ReactorSlot.State.WAITING;
            case ReactorRun.Outcome.Returned() -> {
                slot.state = ReactorSlot.State.ENDED;
                slot.reason = "it has returned by itself; p2p:reactors retry " + slot.name();
            }
            case ReactorRun.Outcome.Refused(var text, var untilFreed) -> {
                slot.state = ReactorSlot.State.WAITING;
                slot.reason = text;
                slot.refusedAtFree = untilFreed ? Optional.of(frees) : Optional.empty();
                slot.notBefore = Deadline.after(RESTART.delayMax(), nowNanos);
                if (untilFreed) {
                    slot.notBefore = new Deadline(nowNanos);
                }
            }
            case ReactorRun.Outcome.Failed(var text) -> failed(slot, text, nowNanos);
        }
    }

    private void failed(ReactorSlot slot, String text, long nowNanos) {
        parts.counters().increment("reactor.failed." + slot.name());
        var wasStable =
                slot.startedAtNanos > 0 && nowNanos - slot.startedAtNanos >= STABLE.toNanos();
        slot.failures++;
        slot.failuresInRow = wasStable ? 1 : slot.failuresInRow + 1;
        slot.lastFailure = text;
        if (slot.failuresInRow >= FAILURES_MAX) {
            slot.state = ReactorSlot.State.HELD;
            slot.reason =
                    "failed " + FAILURES_MAX + " times in a row; p2p:reactors retry " + slot.name();
            LOG.error("reactor is held after repeated failures, name: {}", slot.name());
        } else {
            slot.state = ReactorSlot.State.STARTING;
            slot.reason = "starts again after a failure";
            slot.notBefore = Deadline.after(RESTART.delay(slot.failuresInRow), nowNanos);
        }
    }

    /** Starts one that is held or has ended. */
    Optional<Reason> retry(String name) {
        lock.lock();
        try {
            for (var slot : slots) {
                if (slot.name().equals(name)) {
                    if (slot.run.isPresent()) {
                        return Optional.of(new Reason("reactor-runs", name));
                    }
                    slot.forgive(parts.timers().nanos());
                    return Optional.empty();
                }
            }
            return Optional.of(new Reason("unknown-reactor", name));
        } finally {
            lock.unlock();
            wake.signal();
        }
    }

    /** Names that are listed but do not run. */
    List<String> missing() {
        lock.lock();
        try {
            return options.named().stream()
                    .filter(name -> slots.stream().noneMatch(slot -> isRunning(slot, name)))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isRunning(ReactorSlot slot, String name) {
        return slot.name().equals(name) && slot.state == ReactorSlot.State.RUNNING;
    }

    /** Each reactor that is here or listed, in order of names. */
    List<RouterSnapshot.ReactorState> snapshot() {
        lock.lock();
        try {
            var states = new ArrayList<RouterSnapshot.ReactorState>();
            slots.forEach(slot -> states.add(slot.snapshot()));
            for (var name : options.named()) {
                if (slots.stream().noneMatch(slot -> slot.name().equals(name))) {
                    states.add(
                            new RouterSnapshot.ReactorState(
                                    name,
                                    "missing",
                                    "no bundle provides it",
                                    "",
                                    List.of(),
                                    0,
                                    ""));
                }
            }
            states.sort(Comparator.comparing(RouterSnapshot.ReactorState::name));
            return states;
        } finally {
            lock.unlock();
        }
    }

    /** Asks all of them to end and starts none any more. Does not wait. */
    void stop() {
        locked(
                () -> {
                    closed = true;
                    for (var slot : slots) {
                        detach(slot).forEach(run -> ending.put(run, slot.source().owner()));
                    }
                });
        ending.keySet().forEach(ReactorRun::stop);
    }

    /** Waits for those that were asked, until {@code deadline}, and forgets what they leave. */
    void close(Deadline deadline) {
        ending.forEach((run, owner) -> parts.patience().await(run.scope(), deadline, owner));
        ending.clear();
        locked(departures::clear);
    }
}
