package dev.tendril.support.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.time.Deadline;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** The real clock: nothing comes early, and what was taken back does not come. */
@Timeout(60)
final class SystemTimersTest {

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final SystemTimers timers =
            new SystemTimers((name, failure) -> failures.add(failure.getMessage()));

    @AfterEach
    void close() {
        timers.close();
    }

    private Deadline in(long millis) {
        return timers.deadlineIn(Duration.ofMillis(millis));
    }

    @Test
    void nanos_ofTwoTimers_countFromTheSameMoment() {
        try (var second = new SystemTimers((name, failure) -> {})) {
            var before = timers.nanos();
            var between = second.nanos();
            var after = timers.nanos();
            assertTrue(before <= between && between <= after, before + " " + between + " " + after);
        }
    }

    @Test
    void sleepUntil_neverReturnsEarly() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            var deadline = in(i);
            timers.sleepUntil(deadline);
            assertTrue(deadline.isPast(timers.nanos()));
        }
    }

    @Test
    void sleepUntil_endsWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> timers.sleepUntil(Deadline.NEVER));
    }

    @Test
    void at_runsInOrderOfDeadlines_andOfSettingAmongEquals() throws InterruptedException {
        var order = new ConcurrentLinkedQueue<String>();
        var done = new CountDownLatch(4);
        var soon = in(1);
        var later = new Deadline(soon.atNanos() + 1_000_000);
        var release = hold();
        timers.at(later, () -> note(order, "c", done));
        timers.at(soon, () -> note(order, "a", done));
        timers.at(soon, () -> note(order, "b", done));
        timers.at(later, () -> note(order, "d", done));
        release.countDown();
        done.await();
        assertEquals(List.of("a", "b", "c", "d"), List.copyOf(order));
        assertTrue(later.isPast(timers.nanos()));
    }

    /** Keeps the thread of the timers busy until the latch is counted down. */
    private CountDownLatch hold() throws InterruptedException {
        var held = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        timers.at(
                in(0),
                () -> {
                    held.countDown();
                    awaitUninterrupted(release);
                });
        held.await();
        return release;
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("test was ended", e);
        }
    }

    private static void note(Queue<String> order, String name, CountDownLatch done) {
        order.add(name);
        done.countDown();
    }

    @Test
    void at_anEarlierDeadline_isNotHeldUpByALaterOne() throws InterruptedException {
        var done = new CountDownLatch(1);
        timers.at(in(1_000_000), () -> failures.add("too early"));
        timers.at(in(1), done::countDown);
        done.await();
        assertTrue(failures.isEmpty());
    }

    @Test
    void cancel_inTime_takesItBackOnce() throws InterruptedException {
        var ran = new AtomicInteger();
        var done = new CountDownLatch(1);
        var release = hold();
        var deadline = in(0);
        var alarm = timers.at(deadline, ran::incrementAndGet);
        assertTrue(alarm.cancel());
        assertFalse(alarm.cancel());
        timers.at(new Deadline(deadline.atNanos() + 1), done::countDown);
        release.countDown();
        done.await();
        assertEquals(0, ran.get());
    }

    @Test
    void cancel_tooLate_saysSo() throws InterruptedException {
        var done = new CountDownLatch(1);
        var alarm = timers.at(in(0), done::countDown);
        done.await();
        assertFalse(alarm.cancel());
    }

    @Test
    void at_never_isNeverRun() {
        assertFalse(timers.at(Deadline.NEVER, () -> failures.add("ran")).cancel());
    }

    @Test
    void at_anActionThatThrows_doesNotEndTheTimers() throws InterruptedException {
        var done = new CountDownLatch(1);
        timers.at(
                in(0),
                () -> {
                    throw new IllegalStateException("our bug");
                });
        timers.at(in(1), done::countDown);
        done.await();
        assertEquals(List.of("our bug"), List.copyOf(failures));
    }

    @Test
    void await_isWokenBySignalOrDeadline() throws InterruptedException {
        var lock = new ReentrantLock();
        var condition = lock.newCondition();
        lock.lock();
        try {
            assertFalse(timers.await(lock, condition, in(0)));
            var deadline = in(5);
            while (!deadline.isPast(timers.nanos())) {
                timers.await(lock, condition, deadline);
            }
            timers.at(in(1), () -> signal(lock, condition::signalAll));
            assertTrue(timers.await(lock, condition, Deadline.NEVER));
        } finally {
            lock.unlock();
        }
    }

    private static void signal(ReentrantLock lock, Runnable signal) {
        lock.lock();
        try {
            signal.run();
        } finally {
            lock.unlock();
        }
    }

    @Test
    void close_endsTheThread_andWhatWaitsIsNotRun() {
        timers.at(in(1_000_000), () -> failures.add("ran"));
        timers.close();
        timers.close();
        assertTrue(failures.isEmpty());
    }
}
