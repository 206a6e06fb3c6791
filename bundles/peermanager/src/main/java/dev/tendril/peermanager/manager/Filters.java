package dev.tendril.peermanager.manager;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.admission.AdmissionFilter;
import dev.tendril.api.admission.Verdict;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.PeerFacts;
import dev.tendril.api.time.Timers;
import dev.tendril.support.thread.TaskScope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The vetoes of other bundles. Each is asked on a thread of its own and has a deadline; one that
 * takes longer or throws counts as an objection. Called outside all locks of ours (LS-01).
 */
final class Filters {

    static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    /**
     * Questions in progress at a time; a filter that hangs cannot gather more threads than this.
     */
    static final int QUESTIONS_MAX = 256;

    private final Timers timers;
    private final TaskScope scope;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock; the list is immutable.
    private List<AdmissionFilter> filters = List.of();
    private int asking;

    Filters(Timers timers, TaskScope scope) {
        this.timers = timers;
        this.scope = scope;
    }

    void add(AdmissionFilter filter) {
        lock.lock();
        try {
            var more = new ArrayList<>(filters);
            more.add(filter);
            filters = List.copyOf(more);
        } finally {
            lock.unlock();
        }
    }

    void remove(AdmissionFilter filter) {
        lock.lock();
        try {
            filters = filters.stream().filter(f -> !f.equals(filter)).toList();
        } finally {
            lock.unlock();
        }
    }

    private List<AdmissionFilter> all() {
        lock.lock();
        try {
            return filters;
        } finally {
            lock.unlock();
        }
    }

    Optional<Reason> screen(Endpoint remote) {
        return ask(filter -> filter.screen(remote));
    }

    Optional<Reason> admit(PeerFacts facts) {
        return ask(
                filter ->
                        filter.admit(facts.handshake().peer(), facts.remote(), facts.direction()));
    }

    List<NodeAddress> learnable(List<NodeAddress> addresses) {
        if (all().isEmpty()) {
            return addresses;
        }
        return addresses.stream().filter(a -> ask(f -> f.learn(a)).isEmpty()).toList();
    }

    /** The first objection, in the order in which the filters came. */
    private Optional<Reason> ask(Function<AdmissionFilter, Verdict> question) {
        for (var filter : all()) {
            var objection = objection(question, filter);
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    private Optional<Reason> objection(
            Function<AdmissionFilter, Verdict> question, AdmissionFilter filter) {
        var answer = new Answer();
        if (!begin(question, filter, answer)) {
            return Optional.of(new Reason("filter-failed", "too many questions in progress"));
        }
        return switch (answer.await()) {
            case Verdict.Allow allow -> Optional.empty();
            case Verdict.Deny deny -> Optional.of(new Reason("filtered", deny.reason().toString()));
        };
    }

    private boolean begin(
            Function<AdmissionFilter, Verdict> question, AdmissionFilter filter, Answer answer) {
        lock.lock();
        try {
            if (asking >= QUESTIONS_MAX) {
                return false;
            }
            asking++;
        } finally {
            lock.unlock();
        }
        var begun =
                scope.fork(
                        "filter",
                        () -> {
                            try {
                                answer.give(question.apply(filter));
                            } catch (RuntimeException | Error failure) {
                                answer.give(failed("threw " + failure.getClass().getName()));
                            } finally {
                                end();
                            }
                        });
        if (!begun) {
            end();
        }
        return begun;
    }

    private void end() {
        lock.lock();
        try {
            asking--;
        } finally {
            lock.unlock();
        }
    }

    private static Verdict failed(String detail) {
        return new Verdict.Deny(new Reason("filter-failed", detail));
    }

    /** The answer to one question, once it is there. */
    private final class Answer {

        private final ReentrantLock own = new ReentrantLock();
        private final java.util.concurrent.locks.Condition given = own.newCondition();

        // Guarded by own.
        private Optional<Verdict> verdict = Optional.empty();

        void give(Verdict other) {
            own.lock();
            try {
                verdict = Optional.of(other);
                given.signalAll();
            } finally {
                own.unlock();
            }
        }

        Verdict await() {
            var deadline = timers.deadlineIn(ANSWER_MAX);
            own.lock();
            try {
                while (verdict.isEmpty()) {
                    if (deadline.isPast(timers.nanos())) {
                        return failed("no answer within " + ANSWER_MAX);
                    }
                    timers.await(own, given, deadline);
                }
                return verdict.get();
            } catch (InterruptedException cancel) {
                Thread.currentThread().interrupt();
                return failed("interrupted");
            } finally {
                own.unlock();
            }
        }
    }
}
