package dev.tendril.testkit.transport;

import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.support.thread.Threads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Virtual threads that are remembered, so that a test can see that all of them have ended. Safe for
 * use by many threads.
 */
public final class TrackedThreads implements Threads {

    private final Threads virtual = Threads.virtual();
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private final List<Thread> made = new ArrayList<>();

    /** No threads yet. */
    public TrackedThreads() {}

    @Override
    public Thread unstarted(String name, Runnable task) {
        var thread = virtual.unstarted(name, task);
        lock.lock();
        try {
            made.add(thread);
        } finally {
            lock.unlock();
        }
        return thread;
    }

    /** {@return the names of the threads that run} */
    public List<String> alive() {
        lock.lock();
        try {
            return made.stream().filter(Thread::isAlive).map(Thread::getName).toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until every thread has ended.
     *
     * @param timers the clock
     * @param deadline when it is too late
     * @throws InterruptedException when the thread is interrupted
     */
    public void assertEnded(Timers timers, Deadline deadline) throws InterruptedException {
        while (!alive().isEmpty()) {
            if (deadline.isPast(timers.nanos())) {
                throw new AssertionError("threads are left: " + alive());
            }
            Thread.yield();
        }
    }
}
