package dev.tendril.router;

import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tells one loop that something has changed. A signal given while it works is not lost. */
final class Wake {

    private final Timers timers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean pending;

    Wake(Timers timers) {
        this.timers = timers;
    }

    void signal() {
        lock.lock();
        try {
            pending = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a signal, at the longest until {@code deadline}. */
    void await(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!pending && !deadline.isPast(timers.nanos())) {
                timers.await(lock, changed, deadline);
            }
            pending = false;
        } finally {
            lock.unlock();
        }
    }
}
