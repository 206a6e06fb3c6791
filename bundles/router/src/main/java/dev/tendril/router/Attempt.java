package dev.tendril.router;

import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Connection;
import dev.tendril.support.thread.TaskScope;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * One try at a connection, from its ticket to its verdict. It is over once: when its thread says
 * so, or a little after its deadline, whatever a transport does that does not keep it.
 */
final class Attempt {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Closer closer;
    private final TaskScope scope;
    private final BiConsumer<Reason, Blame> failed;
    private final String name;
    private final Thread thread = Thread.currentThread();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Timers.Alarm alarm;
    private volatile Optional<Connection> connection = Optional.empty();

    /**
     * An attempt of the current thread.
     *
     * @param failed gives the ticket back; called at most once
     */
    Attempt(
            Timers timers,
            Deadline deadline,
            String code,
            Closer closer,
            TaskScope scope,
            String name,
            BiConsumer<Reason, Blame> failed) {
        this.closer = closer;
        this.scope = scope;
        this.name = name;
        this.failed = failed;
        var late = Deadline.after(PATIENCE, deadline.atNanos());
        this.alarm = timers.at(late, () -> giveUp(code));
    }

    private void giveUp(String code) {
        scope.fork(
                "give-up-" + name,
                () -> {
                    if (over.compareAndSet(false, true)) {
                        thread.interrupt();
                        failed.accept(
                                new Reason(code, "transport does not keep the deadline"),
                                Blame.NOBODY);
                        closeConnection();
                    }
                });
    }

    void opened(Connection made) {
        connection = Optional.of(made);
    }

    /** Ends it with a failure and closes what it has opened. */
    void fail(Reason reason, Blame blame) {
        if (finish()) {
            failed.accept(reason, blame);
        }
        closeConnection();
    }

    /**
     * Whether its thread may go on with an outcome of its own; false when it was given up
     * meanwhile.
     */
    boolean finish() {
        alarm.cancel();
        return over.compareAndSet(false, true);
    }

    /** A bug of ours: the ticket must not be lost. */
    void failInternally(RuntimeException bug) {
        fail(new Reason(ReasonCodes.INTERNAL_ERROR, Failures.text(bug)), Blame.US);
    }

    boolean isOver() {
        return over.get();
    }

    void closeConnection() {
        connection.ifPresent(made -> closer.close(made, name));
    }
}
