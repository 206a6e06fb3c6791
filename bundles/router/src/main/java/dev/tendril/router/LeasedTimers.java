package dev.tendril.router;

import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** The clock as a reactor sees it. Alarms that the reactor leaves behind are taken back with it. */
final class LeasedTimers implements Timers {

    private final Timers timers;
    private final Set<Entry> waiting = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile boolean over;

    LeasedTimers(Timers timers) {
        this.timers = timers;
    }

    @Override
    public long nanos() {
        return timers.nanos();
    }

    @Override
    public boolean await(Lock lock, Condition condition, Deadline deadline)
            throws InterruptedException {
        return timers.await(lock, condition, deadline);
    }

    @Override
    public void sleepUntil(Deadline deadline) throws InterruptedException {
        timers.sleepUntil(deadline);
    }

    @Override
    public Alarm at(Deadline deadline, Runnable action) {
        if (over) {
            return () -> false;
        }
        var entry = new Entry(action);
        waiting.add(entry);
        entry.alarm = timers.at(deadline, entry);
        if (over) {
            entry.cancel();
        }
        return entry;
    }

    void end() {
        over = true;
        for (var entry : waiting.toArray(Entry[]::new)) {
            entry.cancel();
        }
    }

    private final class Entry implements Runnable, Alarm {

        private final Runnable action;
        private volatile Alarm alarm = () -> false;

        Entry(Runnable action) {
            this.action = action;
        }

        @Override
        public void run() {
            if (waiting.remove(this) && !over) {
                action.run();
            }
        }

        @Override
        public boolean cancel() {
            waiting.remove(this);
            return alarm.cancel();
        }
    }
}
