package dev.tendril.router.fake;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.Transport;
import dev.tendril.api.transport.TransportClosedException;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A transport that does what a test says. */
public final class FakeTransport implements Transport {

    private final Protocol protocol;
    private final String name;
    private final Timers timers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final ArrayDeque<Accepting> inbound = new ArrayDeque<>();
    private final List<Endpoint> dialed = new ArrayList<>();
    private Dialing dialing =
            (endpoint, deadline) -> {
                throw new IOException("nobody listens");
            };
    private Supplier<Map<String, Long>> counting = Map::of;
    private int accepts;
    private boolean closed;

    /** One answer of accept. */
    @FunctionalInterface
    public interface Accepting {
        /** Gives a connection, or fails. */
        Connection accept() throws InterruptedException, IOException;
    }

    /** How dials are answered. */
    @FunctionalInterface
    public interface Dialing {
        /** Gives a connection, or fails; may block. */
        Connection dial(Endpoint endpoint, Deadline deadline)
                throws InterruptedException, IOException;
    }

    /** A transport that listens as {@code name}. */
    public FakeTransport(Protocol protocol, String name, Timers timers) {
        this.protocol = protocol;
        this.name = name;
        this.timers = timers;
    }

    /** The next accept gives this. */
    public void comes(Accepting next) {
        lock.lock();
        try {
            inbound.add(next);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next accept gives {@code connection}. */
    public FakeConnection comes(FakeConnection connection) {
        comes(() -> connection);
        return connection;
    }

    /** From now on dials are answered so. */
    public void dials(Dialing answer) {
        lock.lock();
        try {
            dialing = answer;
        } finally {
            lock.unlock();
        }
    }

    /** From now on its counters are these; may throw. */
    public void counts(Supplier<Map<String, Long>> counters) {
        lock.lock();
        try {
            counting = counters;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Map<String, Long> counters() {
        Supplier<Map<String, Long>> now;
        lock.lock();
        try {
            now = counting;
        } finally {
            lock.unlock();
        }
        return now.get();
    }

    /** What was dialed, in order. */
    public List<Endpoint> dialed() {
        lock.lock();
        try {
            return List.copyOf(dialed);
        } finally {
            lock.unlock();
        }
    }

    /** How often accept was called. */
    public int accepts() {
        lock.lock();
        try {
            return accepts;
        } finally {
            lock.unlock();
        }
    }

    /** Connections that nobody has accepted yet. */
    public int waiting() {
        lock.lock();
        try {
            return inbound.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Set<Protocol> protocols() {
        return Set.of(protocol);
    }

    @Override
    public List<Endpoint> endpoints() {
        return closed ? List.of() : List.of(new Endpoint.Local(protocol, name));
    }

    @Override
    public Connection accept() throws InterruptedException, IOException {
        Accepting next;
        lock.lockInterruptibly();
        try {
            accepts++;
            while (inbound.isEmpty() && !closed) {
                changed.await();
            }
            if (closed) {
                throw new TransportClosedException(name);
            }
            next = inbound.remove();
        } finally {
            lock.unlock();
        }
        return next.accept();
    }

    @Override
    public Connection dial(Endpoint endpoint, Deadline deadline)
            throws InterruptedException, IOException {
        Dialing answer;
        lock.lock();
        try {
            dialed.add(endpoint);
            answer = dialing;
        } finally {
            lock.unlock();
        }
        return answer.dial(endpoint, deadline);
    }

    /** Waits until the deadline, as a dial that nobody answers. */
    public Connection swallow(Deadline deadline) throws InterruptedException, IOException {
        timers.sleepUntil(deadline);
        throw new IOException("nobody answers");
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
