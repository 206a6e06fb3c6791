package dev.tendril.peermanager;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A blocking question on a thread of its own. */
final class Asked<T> {

    private static final int LIMIT_SECONDS = 60;

    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Thread thread;

    private Asked(Callable<T> question) {
        thread =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        answer.complete(question.call());
                                    } catch (Exception failure) {
                                        answer.completeExceptionally(failure);
                                    }
                                });
    }

    static <T> Asked<T> of(Callable<T> question) {
        return new Asked<>(question);
    }

    T get() throws Exception {
        return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    Class<?> failure() throws Exception {
        try {
            throw new AssertionError("an answer: " + get());
        } catch (ExecutionException e) {
            return e.getCause().getClass();
        }
    }

    boolean isAnswered() {
        return answer.isDone();
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Blocks until the thread waits for something. */
    void awaitWaiting() {
        while (thread.getState() != Thread.State.WAITING && !answer.isDone()) {
            Thread.onSpinWait();
        }
    }
}
