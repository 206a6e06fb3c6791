package dev.tendril.support.time;

import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;

import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * Timers of the real clock, which counts from one moment of the process: a deadline of one object
 * means the same to another. One of the few classes that may use the JDK's timed waits. One thread
 * runs what is due, in order of deadlines; it is started with the object and ended by {@link
 * #close}. How many alarms wait is bounded by those who set them: one for each connection, reactor
 * and wait.
 */
public final class SystemTimers implements Timers, AutoCloseable {

    private static final Comparator<Entry> ORDER =
            Comparator.comparingLong((Entry e) -> e.atNanos).thenComparingLong(e -> e.sequence);

    // One for the process: a router hands deadlines of its timers to transports that have their
    // own.
    private static final long ORIGIN_NANOS = System.nanoTime();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final BiConsumer<String, Throwable> onFailure;
    private final TaskScope scope;

    // Guarded by lock.
    private final TreeSet<Entry> entries = new TreeSet<>(ORDER);
    private long sequence;

    /**
     * Timers that run from now on.
     *
     * @param onFailure gets what an action threw: our bug, the timers go on
     */
    public SystemTimers(BiConsumer<String, Throwable> onFailure) {
        this.onFailure = onFailure;
        this.scope = new TaskScope(Threads.virtual(), onFailure);
        scope.fork("timers", this::runDue);
    }

    @Override
    public long nanos() {
        return System.nanoTime() - ORIGIN_NANOS;
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // by contract the caller loops
    public boolean await(Lock held, Condition condition, Deadline deadline)
            throws InterruptedException {
        var remainingNanos = deadline.remainingNanos(nanos());
        if (remainingNanos == Long.MAX_VALUE) {
            condition.await();
            return true;
        }
        return remainingNanos > 0 && condition.awaitNanos(remainingNanos) > 0;
    }

    @Override
    public void sleepUntil(Deadline deadline) throws InterruptedException {
        var own = new ReentrantLock();
        var never = own.newCondition();
        own.lock();
        try {
            while (!deadline.isPast(nanos())) {
                await(own, never, deadline);
            }
        } finally {
            own.unlock();
        }
    }

    @Override
    public Alarm at(Deadline deadline, Runnable action) {
        if (deadline.equals(Deadline.NEVER)) {
            return () -> false;
        }
        lock.lock();
        try {
            var entry = new Entry(deadline.atNanos(), sequence++, action);
            entries.add(entry);
            if (entries.first().sequence == entry.sequence) {
                changed.signal();
            }
            return () -> cancel(entry);
        } finally {
            lock.unlock();
        }
    }

    private boolean cancel(Entry entry) {
        lock.lock();
        try {
            return entries.remove(entry);
        } finally {
            lock.unlock();
        }
    }

    private void runDue() throws InterruptedException {
        while (true) {
            var entry = awaitDue();
            try {
                entry.action.run();
            } catch (RuntimeException | Error failure) {
                onFailure.accept("timers", failure);
            }
        }
    }

    private Entry awaitDue() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (entries.isEmpty()) {
                    changed.await();
                } else if (entries.first().atNanos > nanos()) {
                    changed.awaitNanos(entries.first().atNanos - nanos());
                } else {
                    return entries.removeFirst();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread; what waits is not run. */
    @Override
    public void close() {
        scope.close();
    }

    private record Entry(long atNanos, long sequence, Runnable action) {}
}
