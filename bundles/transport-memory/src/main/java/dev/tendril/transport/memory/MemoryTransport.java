package dev.tendril.transport.memory;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.Transport;
import dev.tendril.api.transport.TransportClosedException;
import dev.tendril.support.count.Counters;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * A transport between nodes of one JVM (ADR 062, Transports): listens at a place of a {@link
 * MemoryNetwork} from the moment it is made. Has no threads of its own. Safe for use by many
 * threads.
 */
public final class MemoryTransport implements Transport {

    private final Place place;
    private final MemoryOptions options;
    private final Wiring wiring;
    private final Counters counters = new Counters();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final ArrayDeque<MemoryConnection> pending = new ArrayDeque<>();
    private boolean closed;
    private int open;
    private Optional<Runnable> whenGone = Optional.empty();

    private MemoryTransport(Place place, MemoryOptions options, Wiring wiring) {
        this.place = place;
        this.options = options;
        this.wiring = wiring;
    }

    /**
     * {@return a transport that listens}
     *
     * @param network where
     * @param endpoint at which place: {@code memory:name} as a rule; a simulation may give it any
     *     protocol and an IP address, and it dials what is like that
     * @param options its limits
     * @param timers the clock for deadlines and latencies
     * @param proof checks the keys of peers
     * @param random makes the numbers that peers sign
     * @throws IOException when the name is taken
     */
    public static MemoryTransport listen(
            MemoryNetwork network,
            Endpoint endpoint,
            MemoryOptions options,
            Timers timers,
            KeyProof proof,
            RandomGenerator random)
            throws IOException {
        var place = Place.of(endpoint);
        var transport =
                new MemoryTransport(place, options, new Wiring(network, timers, proof, random));
        network.listen(place.name(), transport);
        return transport;
    }

    @Override
    public Set<Protocol> protocols() {
        return Set.of(place.endpoint().protocol());
    }

    @Override
    public List<Endpoint> endpoints() {
        lock.lock();
        try {
            return closed ? List.of() : List.of(place.endpoint());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Connection accept() throws InterruptedException, IOException {
        lock.lockInterruptibly();
        try {
            while (pending.isEmpty() && !closed) {
                changed.await();
            }
            if (closed) {
                throw new TransportClosedException(toString());
            }
            return pending.remove();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Connection dial(Endpoint endpoint, Deadline deadline)
            throws InterruptedException, IOException {
        var there = place.meantBy(endpoint);
        if (!place.reaches(there)) {
            throw new IOException("endpoint is none of this transport, endpoint: " + endpoint);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        var to = there.name();
        follow(to, deadline);
        travel(to, deadline);
        follow(to, deadline); // the way may have been cut meanwhile
        var listener =
                wiring.network()
                        .listener(to)
                        .orElseThrow(() -> new ConnectException("nobody listens, name: " + to));
        return connect(listener);
    }

    private void follow(String to, Deadline deadline) throws InterruptedException, IOException {
        switch (wiring.policy().route(name(), to)) {
            case OPEN -> {}
            case REFUSED -> throw new ConnectException("connection refused, name: " + to);
            case SILENT -> {
                wiring.timers().sleepUntil(deadline);
                throw timeout(to);
            }
        }
    }

    private void travel(String to, Deadline deadline) throws InterruptedException, IOException {
        var timers = wiring.timers();
        var there = timers.deadlineIn(wiring.policy().latency(name(), to));
        if (deadline.isPast(timers.nanos())) {
            throw timeout(to);
        }
        timers.sleepUntil(there.min(deadline));
        if (there.compareTo(deadline) > 0) {
            throw timeout(to);
        }
    }

    private Connection connect(MemoryTransport listener) throws IOException {
        if (!enter()) {
            throw new ConnectException("too many connections, name: " + name());
        }
        if (!listener.enter()) {
            gone();
            throw new ConnectException("connection refused, name: " + listener.name());
        }
        var pair = wiring.network().connect(this, listener);
        if (!listener.offer(pair.listener())) {
            pair.dialer().close();
            pair.listener().close();
            throw new ConnectException("connection refused, name: " + listener.name());
        }
        return pair.dialer();
    }

    private boolean offer(MemoryConnection connection) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            if (pending.size() == options.acceptQueueMax()) {
                counters.increment("limit.accept-queue");
                return false;
            }
            pending.add(connection);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean enter() {
        lock.lock();
        try {
            if (open == options.connectionsMax()) {
                counters.increment("limit.connections");
                return false;
            }
            open++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** One of our connections has ended. */
    void gone() {
        Optional<Runnable> action;
        lock.lock();
        try {
            open--;
            action = takeWhenGone();
        } finally {
            lock.unlock();
        }
        action.ifPresent(Runnable::run);
    }

    private Optional<Runnable> takeWhenGone() {
        if (open > 0) {
            return Optional.empty();
        }
        var action = whenGone;
        whenGone = Optional.empty();
        return action;
    }

    @Override
    public void close() {
        List<MemoryConnection> unwanted;
        lock.lock();
        try {
            closed = true;
            unwanted = List.copyOf(pending);
            pending.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        wiring.network().unlisten(name(), this);
        unwanted.forEach(MemoryConnection::close);
    }

    /**
     * Closes, and runs {@code action} once when the last connection has ended too, which may be
     * now.
     *
     * @param action does not block
     */
    public void closeThen(Runnable action) {
        close();
        Optional<Runnable> now;
        lock.lock();
        try {
            whenGone = Optional.of(action);
            now = takeWhenGone();
        } finally {
            lock.unlock();
        }
        now.ifPresent(Runnable::run);
    }

    @Override
    public Map<String, Long> counters() {
        return counters.snapshot();
    }

    Place place() {
        return place;
    }

    String name() {
        return place.name();
    }

    MemoryOptions options() {
        return options;
    }

    Wiring wiring() {
        return wiring;
    }

    Timers timers() {
        return wiring.timers();
    }

    private static SocketTimeoutException timeout(String to) {
        return new SocketTimeoutException("not connected in time, name: " + to);
    }

    @Override
    public String toString() {
        return "memory " + place.endpoint();
    }
}
