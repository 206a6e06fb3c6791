package dev.tendril.router;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.Transport;
import dev.tendril.support.thread.TaskScope;

import java.io.IOException;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One dial to all endpoints of a name: the next one begins when the former has failed or has said
 * nothing for {@link #STAGGER}, the families of IP take turns, and the first connection wins (RFC
 * 8305). The others are interrupted; what they bring too late is closed. An endpoint that swallows
 * everything so costs a quarter of a second, not the whole dial.
 */
final class EndpointRace {

    static final Duration STAGGER = Duration.ofMillis(250);

    private final Timers timers;
    private final TaskScope scope;
    private final Closer closer;
    private final String name;
    private final Transport transport;
    private final Deadline deadline;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Thread> running = new LinkedHashSet<>();
    private int begun;
    private int failed;
    private boolean over;
    private Optional<Connection> winner = Optional.empty();
    private PeerLink.End last = new PeerLink.End(Reason.of(ReasonCodes.DIAL_TIMEOUT), Blame.NOBODY);

    EndpointRace(
            Timers timers,
            TaskScope scope,
            Closer closer,
            String name,
            Transport transport,
            Deadline deadline) {
        this.timers = timers;
        this.scope = scope;
        this.closer = closer;
        this.name = name;
        this.transport = transport;
        this.deadline = deadline;
    }

    /** Why nobody has won; the last failure of an endpoint, or that time is up. */
    PeerLink.End failure() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** The first connection to one of {@code endpoints}; empty when there is none in time. */
    Optional<Connection> run(List<Endpoint> endpoints) throws InterruptedException {
        var waiting = new ArrayDeque<>(takingTurns(endpoints));
        lock.lockInterruptibly();
        try {
            while (winner.isEmpty() && (!waiting.isEmpty() || failed < begun)) {
                if (!waiting.isEmpty() && !begin(waiting.remove())) {
                    break; // the router is stopping
                }
                await(waiting.isEmpty() ? deadline : deadline.min(timers.deadlineIn(STAGGER)));
                if (deadline.isPast(timers.nanos())) {
                    break;
                }
            }
            if (winner.isEmpty() && Thread.interrupted()) {
                throw new InterruptedException(); // its endpoints were asked to end at the same
                // time
            }
            return winner;
        } finally {
            over = true;
            running.forEach(Thread::interrupt);
            lock.unlock();
        }
    }

    /**
     * Until somebody has won or the one that began last has failed, {@code until} at the latest.
     */
    private void await(Deadline until) throws InterruptedException {
        var failedBefore = failed;
        while (winner.isEmpty()
                && failed == failedBefore
                && failed < begun
                && !until.isPast(timers.nanos())) {
            timers.await(lock, changed, until);
        }
    }

    private boolean begin(Endpoint endpoint) {
        begun++;
        return scope.fork("dial-" + name + "-" + begun, () -> dial(endpoint));
    }

    private void dial(Endpoint endpoint) throws InterruptedException {
        if (!enter()) {
            return;
        }
        var made = Optional.<Connection>empty();
        var end = last;
        try {
            made = Optional.of(transport.dial(endpoint, deadline));
        } catch (IOException | RuntimeException failure) {
            end = Failures.ofDial(failure);
        } finally {
            if (!leave(made, end)) {
                made.ifPresent(late -> closer.close(late, name));
            }
        }
    }

    private boolean enter() {
        lock.lock();
        try {
            return !over && running.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    /** Whether what was made is the winner, if anything was made. */
    private boolean leave(Optional<Connection> made, PeerLink.End end) {
        lock.lock();
        try {
            running.remove(Thread.currentThread());
            changed.signalAll();
            if (made.isEmpty()) {
                failed++;
                last = end;
                return true;
            }
            if (over || winner.isPresent()) {
                return false;
            }
            winner = made;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The first of each family before the second of either, the family of the first one first. */
    static List<Endpoint> takingTurns(List<Endpoint> endpoints) {
        var first = new ArrayDeque<Endpoint>();
        var other = new ArrayDeque<Endpoint>();
        for (var endpoint : endpoints) {
            (isV6(endpoint) == isV6(endpoints.getFirst()) ? first : other).add(endpoint);
        }
        var turns = new ArrayList<Endpoint>();
        while (!first.isEmpty() || !other.isEmpty()) {
            Optional.ofNullable(first.poll()).ifPresent(turns::add);
            Optional.ofNullable(other.poll()).ifPresent(turns::add);
        }
        return turns;
    }

    private static boolean isV6(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Networked networked
                && networked.ip() instanceof Inet6Address;
    }
}
