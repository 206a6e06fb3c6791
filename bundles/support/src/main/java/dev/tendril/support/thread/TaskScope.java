package dev.tendril.support.thread;

import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * The owner of a group of threads: each thread of a node belongs to one scope, which interrupts it
 * and waits for its end. A task that ends by {@link InterruptedException} was cancelled; any other
 * exception goes to the scope's handler, as our bug. Safe for use by many threads; a scope never
 * waits for the thread that closes it.
 */
public final class TaskScope implements AutoCloseable {

    private final Threads threads;
    private final BiConsumer<String, Throwable> onFailure;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();

    // Guarded by lock.
    private final Set<Thread> alive = new LinkedHashSet<>();
    private boolean cancelled;

    /**
     * An empty scope.
     *
     * @param threads makes its threads
     * @param onFailure gets the name of a thread and what it threw; runs on that thread
     */
    public TaskScope(Threads threads, BiConsumer<String, Throwable> onFailure) {
        this.threads = threads;
        this.onFailure = onFailure;
    }

    /**
     * Starts {@code task} on a thread of its own.
     *
     * @return false when the scope is cancelled: nothing was started
     */
    public boolean fork(String name, Task task) {
        var thread = threads.unstarted(name, () -> runAndLeave(name, task));
        lock.lock();
        try {
            if (cancelled) {
                return false;
            }
            alive.add(thread);
        } finally {
            lock.unlock();
        }
        thread.start();
        return true;
    }

    private void runAndLeave(String name, Task task) {
        try {
            task.run();
        } catch (InterruptedException cancel) {
            // The scope, or whoever else owns the task, asked it to end; it has.
        } catch (Throwable failure) {
            onFailure.accept(name, failure);
        } finally {
            leave();
        }
    }

    private void leave() {
        lock.lock();
        try {
            alive.remove(Thread.currentThread());
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts all threads; nothing starts any more. Does not wait. */
    public void cancel() {
        for (var thread : markCancelled()) {
            thread.interrupt();
        }
    }

    private List<Thread> markCancelled() {
        lock.lock();
        try {
            cancelled = true;
            return new ArrayList<>(alive);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no thread but the caller's is left; false when {@code deadline} came first. */
    public boolean awaitEnd(Timers timers, Deadline deadline) throws InterruptedException {
        lock.lock();
        try {
            while (!othersEnded()) {
                if (deadline.isPast(timers.nanos())) {
                    return false;
                }
                timers.await(lock, ended, deadline);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean othersEnded() {
        return alive.isEmpty() || (alive.size() == 1 && alive.contains(Thread.currentThread()));
    }

    /** The names of the threads that have not ended. */
    public List<String> alive() {
        lock.lock();
        try {
            return alive.stream().map(Thread::getName).toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Interrupts all threads and waits for their end, however long it takes, interrupts of the
     * caller aside.
     */
    @Override
    public void close() {
        cancel();
        lock.lock();
        try {
            while (!othersEnded()) {
                ended.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
