package dev.tendril.testkit.time;

import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that stands still until a test moves it. Threads may wait on it; {@link #advance} wakes
 * those whose deadline has come. Alarms run on the thread that advances. Safe for use by many
 * threads.
 *
 * <p>A test that advances after it has started a thread waits first with {@link #awaitWaiting}
 * until that thread waits: nothing here depends on who is faster.
 */
public final class ManualTimers implements Timers {

    private static final Comparator<Entry> ORDER =
            Comparator.comparingLong(Entry::atNanos).thenComparingLong(Entry::sequence);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final TreeSet<Entry> entries = new TreeSet<>(ORDER);
    private long nowNanos;
    private long sequence;

    /** A clock that stands at 0. */
    public ManualTimers() {}

    @Override
    public long nanos() {
        lock.lock();
        try {
            return nowNanos;
        } finally {
            lock.unlock();
        }
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // by contract the caller loops
    public boolean await(Lock held, Condition condition, Deadline deadline)
            throws InterruptedException {
        if (deadline.equals(Deadline.NEVER)) {
            condition.await();
            return true;
        }
        if (deadline.isPast(nanos())) {
            return false;
        }
        var alarm =
                at(
                        deadline,
                        () -> {
                            held.lock();
                            try {
                                condition.signalAll();
                            } finally {
                                held.unlock();
                            }
                        });
        try {
            condition.await();
        } finally {
            alarm.cancel();
        }
        return !deadline.isPast(nanos());
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
            changed.signalAll();
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

    /**
     * Moves the clock; what becomes due on the way runs on this thread, in order of deadlines, each
     * at its own time.
     *
     * @param span how far, not negative
     */
    public void advance(Duration span) {
        var untilNanos = nanos() + span.toNanos();
        while (true) {
            var due = takeDue(untilNanos);
            if (due.isEmpty()) {
                return;
            }
            due.get().action().run();
        }
    }

    private Optional<Entry> takeDue(long untilNanos) {
        lock.lock();
        try {
            if (entries.isEmpty() || entries.first().atNanos() > untilNanos) {
                nowNanos = Math.max(nowNanos, untilNanos);
                return Optional.empty();
            }
            var entry = entries.removeFirst();
            nowNanos = Math.max(nowNanos, entry.atNanos());
            return Optional.of(entry);
        } finally {
            lock.unlock();
        }
    }

    /** {@return how many alarms and timed waits are set} */
    public int waiting() {
        lock.lock();
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    /** {@return when the next of them is due; {@link Deadline#NEVER} when there is none} */
    public Deadline next() {
        lock.lock();
        try {
            return entries.isEmpty() ? Deadline.NEVER : new Deadline(entries.first().atNanos());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks until at least {@code count} alarms and timed waits are set.
     *
     * @param count how many
     * @throws InterruptedException when the thread is interrupted
     */
    public void awaitWaiting(int count) throws InterruptedException {
        lock.lock();
        try {
            while (entries.size() < count) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private record Entry(long atNanos, long sequence, Runnable action) {}
}
