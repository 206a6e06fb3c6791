package dev.tendril.router;

import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.support.count.Counters;
import dev.tendril.support.thread.TaskScope;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * Waits for threads in foreign code to end, but not for ever: one that does not is named at ERROR
 * with the bundle it runs in, and left behind.
 */
record Patience(Timers timers, Counters counters) {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** How long somebody waits who waits from now on. */
    Deadline limit() {
        return timers.deadlineIn(LIMIT);
    }

    /**
     * Waits for the threads of {@code scope} until {@code deadline}. An interrupt of the caller
     * ends the wait and stays set.
     *
     * @param owner whose code they run, for people
     */
    void await(TaskScope scope, Deadline deadline, String owner) {
        try {
            if (!scope.awaitEnd(timers, deadline)) {
                counters.increment("limit.patience");
                LOG.error("threads do not end, names: {}, bundle: {}", scope.alive(), owner);
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
