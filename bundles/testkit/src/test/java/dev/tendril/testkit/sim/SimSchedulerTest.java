package dev.tendril.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.support.thread.TaskScope;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

class SimSchedulerTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    @Covers("I-19")
    void trace_ofTheSameSeed_isTheSame() throws Exception {
        assertEquals(traceOf(7), traceOf(7));
        assertNotEquals(traceOf(7), traceOf(8));
    }

    /** Three threads that hand numbers on and pause. */
    private static String traceOf(long seed) throws Exception {
        try (var simulation = new SimScheduler(seed)) {
            var queue = new LinkedBlockingQueue<Integer>(2);
            var timers = simulation.timers();
            try (var ignored = new Ender(simulation)) {
                for (var i = 0; i < 3; i++) {
                    var number = i;
                    ignored.scope.fork(
                            "producer-" + i,
                            () -> {
                                for (var n = 0; n < 20; n++) {
                                    queue.put(number);
                                    timers.sleep(Duration.ofMillis(n));
                                }
                            });
                }
                ignored.scope.fork(
                        "consumer",
                        () -> {
                            while (true) {
                                simulation.trace().event("got " + queue.take());
                            }
                        });
                simulation.runFor(HOUR);
            }
            assertEquals(60, simulation.trace().events());
            assertEquals(0, simulation.foreignWakeups());
            return simulation.trace().hash();
        }
    }

    @Test
    void foreignWakeups_countsRealThreadsThatTookPart() throws Exception {
        try (var simulation = new SimScheduler(1)) {
            var sleeper = simulation.threads().unstarted("sleeper", LockSupport::park);
            sleeper.start();
            simulation.runFor(HOUR);
            var foreign = Thread.ofPlatform().start(() -> LockSupport.unpark(sleeper));
            foreign.join();
            simulation.runFor(HOUR);
            assertEquals(1, simulation.foreignWakeups());
            assertEquals(0, simulation.alive());
        }
    }

    private record Ender(SimScheduler simulation, TaskScope scope) implements AutoCloseable {

        Ender(SimScheduler simulation) {
            this(simulation, new TaskScope(simulation.threads(), (name, failure) -> {}));
        }

        @Override
        public void close() throws Exception {
            simulation.call(
                    "closer",
                    () -> {
                        scope.close();
                        return true;
                    });
            simulation.assertEnded();
        }
    }

    @Test
    void sleep_takesVirtualTimeOnly() throws Exception {
        try (var simulation = new SimScheduler(1)) {
            var timers = simulation.timers();
            var woke =
                    simulation.call(
                            "sleeper",
                            () -> {
                                timers.sleep(Duration.ofDays(365));
                                return timers.nanos();
                            });
            assertEquals(Duration.ofDays(365).toNanos(), woke);
            assertEquals(
                    SimScheduler.EPOCH.plus(Duration.ofDays(365)), simulation.instants().instant());
        }
    }

    @Test
    void await_endsAtTheDeadlineOrAtASignal() throws Exception {
        try (var simulation = new SimScheduler(2)) {
            var timers = simulation.timers();
            var lock = new ReentrantLock();
            var condition = lock.newCondition();
            timers.at(
                    timers.deadlineIn(Duration.ofSeconds(3)),
                    () -> signal(lock, condition::signal));
            List<Object> seen = new ArrayList<>();
            simulation.call(
                    "waiter",
                    () -> {
                        lock.lock();
                        try {
                            seen.add(
                                    timers.await(
                                            lock,
                                            condition,
                                            timers.deadlineIn(Duration.ofSeconds(2))));
                            seen.add(timers.nanos());
                            seen.add(
                                    timers.await(
                                            lock,
                                            condition,
                                            timers.deadlineIn(Duration.ofSeconds(2))));
                            seen.add(timers.nanos());
                        } finally {
                            lock.unlock();
                        }
                        return true;
                    });
            assertEquals(List.of(false, 2_000_000_000L, true, 3_000_000_000L), seen);
            simulation.assertEnded();
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
    void await_whenAnotherThreadSleepsWithTheLock_endsWhenItIsGiven() throws Exception {
        try (var simulation = new SimScheduler(3)) {
            var timers = simulation.timers();
            var lock = new ReentrantLock();
            var condition = lock.newCondition();
            var hog =
                    simulation
                            .threads()
                            .unstarted(
                                    "hog",
                                    () -> {
                                        lock.lock();
                                        try {
                                            timers.sleep(Duration.ofSeconds(10));
                                        } catch (InterruptedException e) {
                                            throw new AssertionError(e);
                                        } finally {
                                            lock.unlock();
                                        }
                                    });
            var endedNanos =
                    simulation.call(
                            "waiter",
                            () -> {
                                lock.lock();
                                try {
                                    hog.start();
                                    timers.await(
                                            lock,
                                            condition,
                                            timers.deadlineIn(Duration.ofSeconds(1)));
                                    return timers.nanos();
                                } finally {
                                    lock.unlock();
                                }
                            });
            assertEquals(10_000_000_000L, endedNanos);
        }
    }

    @Test
    void alarm_takenBack_doesNotRun() {
        try (var simulation = new SimScheduler(4)) {
            List<String> ran = new ArrayList<>();
            var timers = simulation.timers();
            var first = timers.at(timers.deadlineIn(Duration.ofSeconds(1)), () -> ran.add("first"));
            var second =
                    timers.at(timers.deadlineIn(Duration.ofSeconds(2)), () -> ran.add("second"));
            simulation.runFor(Duration.ofMillis(1_500));
            assertFalse(first.cancel());
            assertTrue(second.cancel());
            assertFalse(second.cancel());
            simulation.runFor(HOUR);
            assertEquals(List.of("first"), ran);
        }
    }

    @Test
    void call_ofATaskThatWaitsForEver_namesIt() {
        var simulation = new SimScheduler(5);
        var failure =
                assertThrows(
                        StalledException.class,
                        () ->
                                simulation.call(
                                        "stuck",
                                        () -> {
                                            new Semaphore(0).acquire();
                                            return true;
                                        }));
        assertTrue(failure.getMessage().contains("stuck"), failure::getMessage);
        assertTrue(failure.getMessage().contains("seed: 5"), failure::getMessage);
        simulation.close();
        assertEquals(0, simulation.alive());
    }

    @Test
    void failure_ofAThread_endsTheRunWithItsSeed() {
        try (var simulation = new SimScheduler(6)) {
            simulation
                    .threads()
                    .unstarted(
                            "broken",
                            () -> {
                                throw new IllegalStateException("broken on purpose");
                            })
                    .start();
            var failure = assertThrows(AssertionError.class, () -> simulation.runFor(HOUR));
            assertTrue(failure.getMessage().contains("seed: 6"), failure::getMessage);
        }
    }

    @Test
    void fail_makesTheRunFail_whateverTheThreadKeeps() {
        try (var simulation = new SimScheduler(6)) {
            simulation
                    .threads()
                    .unstarted("check", () -> simulation.fail(new IllegalStateException("kept")))
                    .start();
            var failure = assertThrows(AssertionError.class, () -> simulation.runFor(HOUR));
            assertEquals("kept", failure.getCause().getMessage());
        }
    }

    @Test
    void order_ofRunnableThreads_dependsOnTheSeed() throws Exception {
        assertTrue(
                java.util.stream.LongStream.range(0, 20).mapToObj(this::orderOf).distinct().count()
                        > 3);
    }

    private String orderOf(long seed) {
        try (var simulation = new SimScheduler(seed)) {
            var order = new StringBuilder();
            var gate = new CountDownLatch(1);
            for (var name : List.of("a", "b", "c", "d")) {
                simulation
                        .threads()
                        .unstarted(
                                name,
                                () -> {
                                    try {
                                        gate.await();
                                        order.append(name);
                                    } catch (InterruptedException e) {
                                        throw new AssertionError(e);
                                    }
                                })
                        .start();
            }
            simulation.runFor(Duration.ofSeconds(1));
            gate.countDown();
            simulation.runFor(Duration.ofSeconds(1));
            assertEquals(4, order.length());
            return order.toString();
        }
    }
}
