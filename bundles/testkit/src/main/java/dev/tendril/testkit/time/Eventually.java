package dev.tendril.testkit.time;

import dev.tendril.api.time.Timers;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for something that another thread or process does, by asking again and again until a limit.
 * For tests of what runs in real time; logic is tested in virtual time.
 */
public final class Eventually {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Timers timers;

    /** Asks by the clock of {@code timers}. */
    public Eventually(Timers timers) {
        this.timers = timers;
    }

    /**
     * What {@code question} answers at last; fails with {@code what} when it never does within
     * {@code limit}.
     */
    public <T> T get(String what, Duration limit, Question<Optional<T>> question) throws Exception {
        var deadline = timers.deadlineIn(limit);
        while (true) {
            Optional<Exception> failure = Optional.empty();
            try {
                var answer = question.ask();
                if (answer.isPresent()) {
                    return answer.get();
                }
            } catch (IOException notYet) {
                failure = Optional.of(notYet);
            }
            if (deadline.isPast(timers.nanos())) {
                var error = new AssertionError("not within " + limit + ": " + what);
                failure.ifPresent(error::addSuppressed);
                throw error;
            }
            timers.sleep(PAUSE);
        }
    }

    /** Waits until {@code question} answers yes. */
    public void holds(String what, Duration limit, Question<Boolean> question) throws Exception {
        get(what, limit, () -> question.ask() ? Optional.of(true) : Optional.empty());
    }

    /** Something that can be asked; an {@link IOException} means not yet. */
    @FunctionalInterface
    public interface Question<T> {

        /** The answer of this moment. */
        T ask() throws Exception;
    }
}
