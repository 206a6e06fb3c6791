package dev.tendril.testkit.sim;

import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;

import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * The clock of a simulation: a number, and a heap of what is due. Waits are untimed waits with an
 * alarm that ends them. Only ever touched by the one carrier thread, so without a lock.
 */
final class VirtualClock implements Timers {

    private final BiConsumer<String, Runnable> fork;
    private final TreeSet<Entry> entries = new TreeSet<>();
    private long nowNanos;
    private long sequence;

    /**
     * A clock that stands at 0.
     *
     * @param fork starts a simulated thread
     */
    VirtualClock(BiConsumer<String, Runnable> fork) {
        this.fork = fork;
    }

    @Override
    public long nanos() {
        return nowNanos;
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // by contract the caller loops
    public boolean await(Lock held, Condition condition, Deadline deadline)
            throws InterruptedException {
        if (deadline.equals(Deadline.NEVER)) {
            condition.await();
            return true;
        }
        if (deadline.isPast(nowNanos)) {
            return false;
        }
        var alarm = add(deadline, () -> wake(held, condition));
        try {
            condition.await();
        } finally {
            alarm.cancel();
        }
        return !deadline.isPast(nowNanos);
    }

    private void wake(Lock lock, Condition condition) {
        if (lock.tryLock()) {
            signal(lock, condition);
            return;
        }
        // Some thread waits for something else while it holds the lock: only a thread can wait for
        // it.
        fork.accept(
                "alarm",
                () -> {
                    lock.lock();
                    signal(lock, condition);
                });
    }

    private static void signal(Lock held, Condition condition) {
        try {
            condition.signalAll();
        } finally {
            held.unlock();
        }
    }

    @Override
    public void sleepUntil(Deadline deadline) throws InterruptedException {
        var sleeper = Thread.currentThread();
        var alarm = at(deadline, sleeper);
        try {
            while (!deadline.isPast(nowNanos)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LockSupport.park(this);
            }
        } finally {
            alarm.cancel();
        }
    }

    private Alarm at(Deadline deadline, Thread sleeper) {
        return deadline.equals(Deadline.NEVER)
                ? () -> false
                : add(deadline, () -> LockSupport.unpark(sleeper));
    }

    @Override
    public Alarm at(Deadline deadline, Runnable action) {
        return deadline.equals(Deadline.NEVER)
                ? () -> false
                : add(deadline, () -> fork.accept("alarm", action));
    }

    private Alarm add(Deadline deadline, Runnable fire) {
        var entry = new Entry(deadline.atNanos(), sequence++, fire);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    /** Whether anything is to happen at a time. */
    boolean isIdle() {
        return entries.isEmpty();
    }

    /** How many alarms and timed waits are set. */
    int size() {
        return entries.size();
    }

    /**
     * Moves on to the next moment at which something is due and lets it happen; false when that is
     * after the limit.
     */
    boolean advance(Deadline limit) {
        if (entries.isEmpty() || entries.first().atNanos() > limit.atNanos()) {
            return false;
        }
        nowNanos = Math.max(nowNanos, entries.first().atNanos());
        while (!entries.isEmpty() && entries.first().atNanos() <= nowNanos) {
            entries.removeFirst().fire().run();
        }
        return true;
    }

    /** Moves on to a moment before which nothing is due. */
    void moveTo(long nanos) {
        nowNanos = Math.max(nowNanos, nanos);
    }

    /** What is due, in order of time; of what is due at one moment the first set comes first. */
    private record Entry(long atNanos, long sequence, Runnable fire) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return atNanos != other.atNanos
                    ? Long.compare(atNanos, other.atNanos)
                    : Long.compare(sequence, other.sequence);
        }
    }
}
