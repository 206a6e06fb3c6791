package dev.tendril.testkit.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.time.Deadline;
import dev.tendril.support.thread.Threads;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;

@Timeout(60)
class ManualTimersTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTimers timers = new ManualTimers();

    @Test
    void advance_runsWhatIsDue_inOrderAndAtItsTime() {
        List<String> ran = new ArrayList<>();
        timers.at(
                timers.deadlineIn(SECOND.multipliedBy(2)),
                () -> ran.add("two at " + timers.nanos()));
        timers.at(timers.deadlineIn(SECOND), () -> ran.add("one at " + timers.nanos()));
        timers.at(timers.deadlineIn(SECOND.multipliedBy(4)), () -> ran.add("four"));
        timers.advance(SECOND.multipliedBy(3));
        assertEquals(List.of("one at 1000000000", "two at 2000000000"), ran);
        assertEquals(SECOND.multipliedBy(3).toNanos(), timers.nanos());
        assertEquals(new Deadline(SECOND.multipliedBy(4).toNanos()), timers.next());
    }

    @Test
    void alarm_takenBack_doesNotRun() {
        List<String> ran = new ArrayList<>();
        var alarm = timers.at(timers.deadlineIn(SECOND), () -> ran.add("ran"));
        assertTrue(alarm.cancel());
        assertFalse(alarm.cancel());
        timers.advance(SECOND);
        assertEquals(List.of(), ran);
    }

    @Test
    void await_endsAtItsDeadline() throws Exception {
        var lock = new ReentrantLock();
        var condition = lock.newCondition();
        var waiting =
                new FutureTask<>(
                        () -> {
                            lock.lock();
                            try {
                                return timers.await(lock, condition, timers.deadlineIn(SECOND));
                            } finally {
                                lock.unlock();
                            }
                        });
        Threads.virtual().unstarted("waiter", waiting).start();
        timers.awaitWaiting(1);
        timers.advance(SECOND);
        assertFalse(waiting.get());
        assertEquals(0, timers.waiting());
    }

    @Test
    void sleep_endsWhenItsTimeHasCome() throws Exception {
        var sleeping =
                new FutureTask<>(
                        () -> {
                            timers.sleep(SECOND);
                            return timers.nanos();
                        });
        Threads.virtual().unstarted("sleeper", sleeping).start();
        timers.awaitWaiting(1);
        timers.advance(SECOND);
        assertEquals(SECOND.toNanos(), sleeping.get());
    }
}
