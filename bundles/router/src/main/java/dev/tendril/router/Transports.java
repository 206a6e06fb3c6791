package dev.tendril.router;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.transport.Transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/** The transports of a router, in the order they came. The first that has a protocol keeps it. */
final class Transports {

    private final CopyOnWriteArrayList<TransportEntry> entries = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();

    void add(TransportEntry entry) {
        entries.add(entry);
    }

    /** Forgets a departed one. */
    void forget(TransportEntry entry) {
        entries.remove(entry);
    }

    List<TransportEntry> all() {
        return List.copyOf(entries);
    }

    Optional<TransportEntry> of(Transport transport) {
        return entries.stream()
                .filter(entry -> entry.transport().equals(transport))
                .filter(entry -> entry.state() != TransportEntry.State.DEPARTED)
                .findFirst();
    }

    /** Whether nobody else has one of its protocols. */
    boolean wouldBind(TransportEntry entry) {
        return entries.stream()
                .filter(other -> other != entry && other.isUsable())
                .noneMatch(
                        other -> other.protocols().stream().anyMatch(entry.protocols()::contains));
    }

    /** Takes it into use when nobody else has one of its protocols. */
    boolean claim(TransportEntry entry) {
        lock.lock();
        try {
            if (entry.state() == TransportEntry.State.DEPARTED) {
                return false;
            }
            var free = wouldBind(entry);
            entry.become(free ? TransportEntry.State.BOUND : TransportEntry.State.WAITING);
            return free;
        } finally {
            lock.unlock();
        }
    }

    void depart(TransportEntry entry) {
        lock.lock();
        try {
            entry.become(TransportEntry.State.DEPARTED);
            entry.stopListening();
        } finally {
            lock.unlock();
        }
    }

    Optional<TransportEntry> forProtocol(Protocol protocol) {
        return entries.stream()
                .filter(TransportEntry::isUsable)
                .filter(entry -> entry.protocols().contains(protocol))
                .findFirst();
    }

    Set<Protocol> protocols() {
        var all = new TreeSet<Protocol>();
        entries.stream()
                .filter(TransportEntry::isUsable)
                .forEach(entry -> all.addAll(entry.protocols()));
        return all;
    }

    List<Endpoint> endpoints() {
        var all = new ArrayList<Endpoint>();
        entries.stream()
                .filter(TransportEntry::isUsable)
                .forEach(entry -> all.addAll(entry.endpoints()));
        return all;
    }

    boolean isBound(String name) {
        return entries.stream().anyMatch(entry -> entry.isUsable() && entry.name().equals(name));
    }
}
