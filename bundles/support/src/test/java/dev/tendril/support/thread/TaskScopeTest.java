package dev.tendril.support.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.time.Deadline;
import dev.tendril.support.time.SystemTimers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A scope ends all its threads, whatever they do. */
@Timeout(60)
final class TaskScopeTest {

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final TaskScope scope =
            new TaskScope(
                    Threads.virtual(),
                    (name, failure) -> failures.add(name + ": " + failure.getMessage()));

    private static void block() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Test
    void close_interruptsAndWaitsForTheEnd() {
        var ended = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            scope.fork(
                    "blocked",
                    () -> {
                        try {
                            block();
                        } finally {
                            ended.incrementAndGet();
                        }
                    });
        }
        scope.close();
        assertEquals(10, ended.get());
        assertEquals(List.of(), scope.alive());
        assertTrue(failures.isEmpty());
    }

    @Test
    void fork_afterCancel_startsNothing() {
        scope.cancel();
        var ran = new AtomicBoolean();
        assertFalse(scope.fork("late", () -> ran.set(true)));
        scope.close();
        assertFalse(ran.get());
    }

    @Test
    void fork_givesTheThreadItsName() throws InterruptedException {
        var started = new CountDownLatch(1);
        scope.fork(
                "recv-3f2a91",
                () -> {
                    started.countDown();
                    block();
                });
        started.await();
        assertEquals(List.of("recv-3f2a91"), scope.alive());
        scope.close();
    }

    @Test
    void failure_goesToTheHandler_andOnlyThatTaskEnds() throws InterruptedException {
        var survivor = new CountDownLatch(1);
        var thrown = new CountDownLatch(1);
        scope.fork(
                "broken",
                () -> {
                    thrown.countDown();
                    throw new IllegalStateException("our bug");
                });
        scope.fork(
                "other",
                () -> {
                    thrown.await();
                    survivor.countDown();
                });
        survivor.await();
        scope.close();
        assertEquals(List.of("broken: our bug"), List.copyOf(failures));
    }

    @Test
    void close_byOneOfItsOwnThreads_doesNotWaitForItself() throws InterruptedException {
        var closed = new CountDownLatch(1);
        scope.fork("blocked", TaskScopeTest::block);
        scope.fork(
                "closer",
                () -> {
                    scope.close();
                    closed.countDown();
                });
        closed.await();
        scope.close();
        assertEquals(List.of(), scope.alive());
    }

    @Test
    void close_ofAnInterruptedCaller_stillWaits() {
        var ended = new AtomicBoolean();
        scope.fork(
                "blocked",
                () -> {
                    try {
                        block();
                    } finally {
                        ended.set(true);
                    }
                });
        Thread.currentThread().interrupt();
        scope.close();
        assertTrue(ended.get());
        assertTrue(Thread.interrupted());
    }

    @Test
    void awaitEnd_givesUpAtTheDeadline() throws InterruptedException {
        var release = new CountDownLatch(1);
        try (var timers = new SystemTimers((name, failure) -> failures.add(name))) {
            scope.fork("deaf", () -> awaitDeaf(release));
            scope.cancel();
            assertFalse(scope.awaitEnd(timers, timers.deadlineIn(Duration.ofMillis(20))));
            assertEquals(List.of("deaf"), scope.alive());
            release.countDown();
            assertTrue(scope.awaitEnd(timers, Deadline.NEVER));
        }
    }

    /** What a task must not do: goes on although it was interrupted. */
    private static void awaitDeaf(CountDownLatch release) {
        while (true) {
            try {
                release.await();
                return;
            } catch (InterruptedException deaf) {
                Thread.interrupted();
            }
        }
    }

    @Test
    void awaitEnd_ofAnInterruptedCaller_throws() {
        scope.fork("blocked", TaskScopeTest::block);
        try (var timers = new SystemTimers((name, failure) -> failures.add(name))) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> scope.awaitEnd(timers, Deadline.NEVER));
        }
        scope.close();
    }

    /** Threads that are forked while the scope is closed either never start or end. */
    @Test
    void close_whileOthersFork_leavesNothingAlive() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            var raced = new TaskScope(Threads.virtual(), (name, failure) -> failures.add(name));
            var running = new AtomicInteger();
            raced.fork(
                    "forker",
                    () -> {
                        while (raced.fork(
                                "child",
                                () -> {
                                    running.incrementAndGet();
                                    try {
                                        block();
                                    } finally {
                                        running.decrementAndGet();
                                    }
                                })) {
                            Thread.onSpinWait();
                        }
                    });
            raced.close();
            assertEquals(0, running.get());
            assertEquals(List.of(), raced.alive());
        }
        assertTrue(failures.isEmpty());
    }
}
