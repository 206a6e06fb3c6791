package dev.tendril.transport.memory;

import java.net.BindException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;

/**
 * The names under which transports of one JVM listen, and the connections between them. Transports
 * that are to reach each other share one. Safe for use by many threads.
 */
public final class MemoryNetwork {

    private final LinkPolicy policy;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock. As many names as transports; as many ends as their limits allow together.
    private final Map<String, MemoryTransport> listeners = new TreeMap<>();
    private final Map<Long, MemoryConnection> ends = new LinkedHashMap<>();
    private long lastNumber;

    /**
     * An empty network.
     *
     * @param policy how good its ways are
     */
    public MemoryNetwork(LinkPolicy policy) {
        this.policy = policy;
    }

    LinkPolicy policy() {
        return policy;
    }

    /** {@return the names under which somebody listens, in order} */
    public List<String> names() {
        lock.lock();
        try {
            return List.copyOf(listeners.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** {@return how many connections are open; one of which only one end is closed counts} */
    public int connections() {
        lock.lock();
        try {
            return (ends.size() + 1) / 2;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Breaks connections: both ends end as {@code connection-lost}, and what is on its way is lost.
     *
     * @param which asked with the names of both ends, in both orders; a connection breaks when
     *     either is a yes
     * @param why shown as detail
     * @return how many ends there were
     */
    public int sever(BiPredicate<String, String> which, String why) {
        List<MemoryConnection> broken;
        lock.lock();
        try {
            broken =
                    ends.values().stream()
                            .filter(
                                    end ->
                                            which.test(end.from(), end.to())
                                                    || which.test(end.to(), end.from()))
                            .toList();
        } finally {
            lock.unlock();
        }
        broken.forEach(end -> end.end(Ending.lost(why)));
        return broken.size();
    }

    void listen(String name, MemoryTransport transport) throws BindException {
        lock.lock();
        try {
            if (listeners.putIfAbsent(name, transport) != null) {
                throw new BindException("cannot listen, name is taken: " + name);
            }
        } finally {
            lock.unlock();
        }
    }

    void unlisten(String name, MemoryTransport transport) {
        lock.lock();
        try {
            listeners.remove(name, transport);
        } finally {
            lock.unlock();
        }
    }

    Optional<MemoryTransport> listener(String name) {
        lock.lock();
        try {
            return Optional.ofNullable(listeners.get(name));
        } finally {
            lock.unlock();
        }
    }

    /** Breaks the connection that one of these two ends belongs to. */
    private void breakDown(List<Long> numbers) {
        List<MemoryConnection> both;
        lock.lock();
        try {
            both = numbers.stream().map(ends::get).filter(Objects::nonNull).toList();
        } finally {
            lock.unlock();
        }
        both.forEach(end -> end.end(Ending.lost("the way broke")));
    }

    /** Connects two transports; the first end is that of the one that dials. */
    Pair connect(MemoryTransport dialer, MemoryTransport listener) {
        var there = new Line(dialer.timers(), dialer.options());
        var back = new Line(dialer.timers(), listener.options());
        lock.lock();
        try {
            var numbers = List.of(lastNumber + 1, lastNumber + 2);
            lastNumber += numbers.size();
            var from = dialer.place().outgoing(lastNumber);
            var to = listener.place().endpoint();
            return new Pair(
                    add(
                            numbers.getFirst(),
                            numbers,
                            dialer,
                            new MemoryConnection.Ends(dialer.name(), listener.name(), from, to),
                            new Lines(back, there)),
                    add(
                            numbers.getLast(),
                            numbers,
                            listener,
                            new MemoryConnection.Ends(listener.name(), dialer.name(), to, from),
                            new Lines(there, back)));
        } finally {
            lock.unlock();
        }
    }

    private MemoryConnection add(
            long number,
            List<Long> both,
            MemoryTransport owner,
            MemoryConnection.Ends names,
            Lines lines) {
        var end =
                new MemoryConnection(
                        owner.wiring(),
                        names,
                        lines.in,
                        lines.out,
                        () -> breakDown(both),
                        () -> {
                            remove(number);
                            owner.gone();
                        });
        ends.put(number, end);
        return end;
    }

    private void remove(long number) {
        lock.lock();
        try {
            ends.remove(number);
        } finally {
            lock.unlock();
        }
    }

    /** The two ends of a new connection. */
    record Pair(MemoryConnection dialer, MemoryConnection listener) {}

    private record Lines(Line in, Line out) {}
}
