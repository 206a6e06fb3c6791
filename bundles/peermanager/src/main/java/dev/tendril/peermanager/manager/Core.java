package dev.tendril.peermanager.manager;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Decision;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.peer.PeerManagerClosedException;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.pool.Draft;
import dev.tendril.peermanager.pool.Effects;
import dev.tendril.peermanager.pool.PeerCore;
import dev.tendril.peermanager.updates.Updates;
import dev.tendril.support.count.Counters;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The core behind its one lock and one condition. Every verb runs here; what it leaves as effects
 * is passed on before the lock is let go, so that everybody sees things in the order in which they
 * happened. Nothing of others is called with the lock held, but for a simulation that looks on.
 */
final class Core {

    /**
     * Records that wait to be written; more are not remembered until a store has been read again.
     */
    static final int DIRTY_MAX = 200_000;

    private final PeerCore core;
    private final Timers timers;
    private final InstantSource wall;
    private final Updates updates;
    private final Counters counters;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final DecisionLog log = new DecisionLog();
    private final Set<NodeId> dirtyPeers = new LinkedHashSet<>();
    private final Set<BanTarget> dirtyBans = new LinkedHashSet<>();
    private Optional<Watch> watch = Optional.empty();
    private boolean closed;

    Core(Function<Moment, PeerCore> made, Timers timers, InstantSource wall, Counters counters) {
        this.timers = timers;
        this.wall = wall;
        this.updates = new Updates(timers);
        this.counters = counters;
        this.core = made.apply(moment());
    }

    /** A verb of the core. */
    @FunctionalInterface
    interface Verb<T> {
        T apply(PeerCore core, Moment now);
    }

    /** A look at what the lock guards beside the core. */
    @FunctionalInterface
    interface Look<T> {
        T apply(Guarded guarded, Moment now);
    }

    /** What the lock guards. */
    record Guarded(
            PeerCore core, DecisionLog log, Set<NodeId> dirtyPeers, Set<BanTarget> dirtyBans) {}

    Moment moment() {
        return new Moment(timers.nanos(), wall.instant());
    }

    Updates updates() {
        return updates;
    }

    <T> T call(Verb<T> verb) {
        lock.lock();
        try {
            var answer = verb.apply(core, moment());
            absorb();
            return answer;
        } finally {
            lock.unlock();
        }
    }

    <T> T look(Look<T> look) {
        lock.lock();
        try {
            return look.apply(new Guarded(core, log, dirtyPeers, dirtyBans), moment());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tries until there is an answer. Looks again whenever something has changed or become due.
     *
     * @param next when to look again at the latest
     */
    <T> T await(Verb<Optional<T>> verb, Verb<Long> next)
            throws InterruptedException, PeerManagerClosedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (closed) {
                    throw new PeerManagerClosedException();
                }
                var now = moment();
                var answer = verb.apply(core, now);
                absorb();
                if (answer.isPresent()) {
                    return answer.get();
                }
                timers.await(lock, changed, new Deadline(next.apply(core, now)));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until something has changed or {@code deadline} has come; false when the manager is
     * closed.
     */
    boolean awaitChange(Function<Guarded, Boolean> isDue, Deadline deadline)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !isDue.apply(new Guarded(core, log, dirtyPeers, dirtyBans))) {
                var now = moment();
                core.tick(now);
                absorb();
                if (deadline.isPast(now.nanos())) {
                    return !closed;
                }
                timers.await(
                        lock, changed, deadline.min(new Deadline(core.nextDeadlineNanos(now))));
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void absorb() {
        var effects = core.drain();
        updates.publish(effects.updates());
        effects.counted().forEach(counters::increment);
        effects.decisions().forEach(this::log);
        remember(effects);
        if (watch.isPresent() && !isNothing(effects)) {
            show(effects, watch.get());
        }
        if (effects.changed()) {
            changed.signalAll();
        }
    }

    /** A look, or a try in vain, is no step. */
    private static boolean isNothing(Effects effects) {
        return !effects.changed() && effects.updates().isEmpty() && effects.decisions().isEmpty();
    }

    private void show(Effects effects, Watch to) {
        var first = log.lastSequence() - effects.decisions().size() + 1;
        var decisions = new ArrayList<Decision>();
        for (var draft : effects.decisions()) {
            decisions.add(draft.decision(first + decisions.size()));
        }
        var states = new LinkedHashMap<NodeId, String>();
        effects.dirtyPeers().forEach(id -> states.put(id, core.state(id).orElse("")));
        to.step(effects.updates(), decisions, states, core.figures());
    }

    /** Shows each step from now on. */
    void watch(Watch to) {
        lock.lock();
        try {
            watch = Optional.of(to);
        } finally {
            lock.unlock();
        }
    }

    private void log(Draft draft) {
        counters.increment("reason." + draft.verb() + "." + draft.reason().code());
        if (log.add(draft)) {
            counters.increment("limit.decisions-unwritten");
        }
    }

    private void remember(Effects effects) {
        dirtyBans.addAll(effects.dirtyBans());
        for (var id : effects.dirtyPeers()) {
            if (dirtyPeers.size() < DIRTY_MAX) {
                dirtyPeers.add(id);
            } else if (!dirtyPeers.contains(id)) {
                counters.increment("limit.records-unwritten");
            }
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        updates.close();
    }
}
