package dev.tendril.peermanager.manager;

import dev.tendril.api.store.PeerStore;
import dev.tendril.api.time.Timers;
import dev.tendril.support.count.Counters;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whoever writes to the store: one thread that collects what has changed and writes it as a batch
 * each interval, bans at once. The store may come, go and fail; what is not written waits in
 * memory, bounded.
 */
final class StoreKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(StoreKeeper.class);

    private static final Duration FAILURE_PAUSE = Duration.ofSeconds(5);

    /** How long taking a store away waits for the thread that is in it. */
    private static final Duration LEAVE_MAX = Duration.ofSeconds(2);

    /** How long somebody who wants to write waits for another who writes. */
    private static final Duration ENTER_MAX = Duration.ofSeconds(5);

    /** What is with the store that is bound. */
    private enum Phase {
        /** There is none. */
        ABSENT,
        /** It has to be read. */
        FRESH,
        /** It was read: what changes is written. */
        READ,
        /** It cannot be used; left alone until another comes. */
        REFUSED
    }

    private final Core core;
    private final Timers timers;
    private final Counters counters;
    private final Duration flushInterval;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();

    // Belongs to the thread that is in the store.
    private final Retention kept;

    // Guarded by lock.
    private Optional<PeerStore> store = Optional.empty();
    private Phase phase = Phase.ABSENT;
    private boolean busy;

    StoreKeeper(Core core, Timers timers, Counters counters, Duration flushInterval) {
        this.core = core;
        this.timers = timers;
        this.counters = counters;
        this.flushInterval = flushInterval;
        this.kept = new Retention(counters);
    }

    void bind(PeerStore other) {
        lock.lock();
        try {
            store = Optional.of(other);
            phase = Phase.FRESH;
        } finally {
            lock.unlock();
        }
        core.wake();
    }

    /**
     * Lets {@code other} go, and waits a little for a thread that is in it. @return whether none is
     * left
     */
    boolean unbind(PeerStore other) {
        var deadline = timers.deadlineIn(LEAVE_MAX);
        lock.lock();
        try {
            if (store.filter(s -> s.equals(other)).isPresent()) {
                store = Optional.empty();
                phase = Phase.ABSENT;
            }
            while (busy && !deadline.isPast(timers.nanos())) {
                timers.await(lock, idle, deadline);
            }
            return !busy;
        } catch (InterruptedException cancel) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Whether dialing need not wait for a store any more. */
    boolean isSettled() {
        lock.lock();
        try {
            return phase == Phase.READ || phase == Phase.REFUSED;
        } finally {
            lock.unlock();
        }
    }

    private Phase phase() {
        lock.lock();
        try {
            return phase;
        } finally {
            lock.unlock();
        }
    }

    /** The thread's life: reads a store that has come, writes what has changed. */
    void run() throws InterruptedException {
        var flushAt = timers.deadlineIn(flushInterval);
        while (core.awaitChange(guarded -> isDue(guarded), flushAt)) {
            var done = flush();
            flushAt = timers.deadlineIn(done ? flushInterval : FAILURE_PAUSE);
            if (!done) {
                timers.sleep(FAILURE_PAUSE);
            }
        }
    }

    private boolean isDue(Core.Guarded guarded) {
        return switch (phase()) {
            case FRESH -> true;
            case READ -> !guarded.dirtyBans().isEmpty();
            case ABSENT, REFUSED -> false;
        };
    }

    private void settle(PeerStore taken, Phase next) {
        lock.lock();
        try {
            if (store.filter(s -> s.equals(taken)).isPresent()) {
                phase = next;
            }
        } finally {
            lock.unlock();
        }
        core.wake();
    }

    /** Reads the store if that is still to be done, and writes everything that has changed. */
    private void work(PeerStore taken) throws IOException {
        if (phase() == Phase.FRESH) {
            var loaded = new StoreReader(core, kept, counters).read(taken);
            settle(taken, loaded ? Phase.READ : Phase.REFUSED);
        }
        if (phase() == Phase.READ) {
            var writer = new StoreWriter(core, kept, counters);
            while (writer.write(taken)) {
                counters.increment("store.batches");
            }
        }
    }

    /** Writes everything that has changed. @return whether nothing is left to be tried again */
    boolean flush() {
        return use(this::work);
    }

    /** What may be done with a store. */
    @FunctionalInterface
    private interface Use {
        void with(PeerStore taken) throws IOException;
    }

    /**
     * One thread at a time is in the store, so that records are written in the order in which they
     * changed.
     */
    private boolean use(Use use) {
        var taken = enter();
        if (taken.isEmpty()) {
            return true;
        }
        try {
            use.with(taken.get());
            return true;
        } catch (IOException | RuntimeException failure) {
            counters.increment("store.failures");
            LOG.warn("Peer store failed; what changed waits in memory: {}", failure.toString());
            return false;
        } finally {
            leave();
        }
    }

    private Optional<PeerStore> enter() {
        var deadline = timers.deadlineIn(ENTER_MAX);
        lock.lock();
        try {
            while (busy) {
                if (deadline.isPast(timers.nanos())) {
                    counters.increment("limit.store-wait");
                    return Optional.empty();
                }
                timers.await(lock, idle, deadline);
            }
            busy = store.isPresent();
            return store;
        } catch (InterruptedException cancel) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            busy = false;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Writes a last time, before the end. */
    void close() {
        flush();
    }
}
