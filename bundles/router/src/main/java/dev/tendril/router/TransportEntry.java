package dev.tendril.router;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.Transport;
import dev.tendril.support.thread.TaskScope;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A transport and how it stands with this router. The transport itself belongs to whoever added it.
 */
final class TransportEntry {

    private final String name;
    private final String owner;
    private final Transport transport;
    private final TaskScope scope;

    private volatile State state = State.STARTING;
    private volatile Set<Protocol> protocols = Set.of();
    private volatile List<Endpoint> endpoints = List.of();
    private volatile Optional<Deadline> lingersUntil = Optional.empty();

    TransportEntry(String name, String owner, Transport transport, TaskScope scope) {
        this.name = name;
        this.owner = owner;
        this.transport = transport;
        this.scope = scope;
    }

    String name() {
        return name;
    }

    String owner() {
        return owner;
    }

    Transport transport() {
        return transport;
    }

    TaskScope scope() {
        return scope;
    }

    State state() {
        return state;
    }

    void become(State next) {
        state = next;
    }

    Set<Protocol> protocols() {
        return protocols;
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    void describe(Set<Protocol> dials, List<Endpoint> listens) {
        protocols = new TreeSet<>(dials);
        endpoints = List.copyOf(listens);
    }

    void stopListening() {
        endpoints = List.of();
    }

    Optional<Deadline> lingersUntil() {
        return lingersUntil;
    }

    void lingerUntil(Deadline deadline) {
        lingersUntil = Optional.of(deadline);
    }

    /** Whether new connections may come from it. */
    boolean isUsable() {
        return state == State.BOUND;
    }

    /** How far it has come. */
    enum State {
        /** Its thread has not asked it for its protocols yet. */
        STARTING,
        /** Its thread asks it. */
        BEGUN,
        /** Another transport has one of its protocols. */
        WAITING,
        /** In use. */
        BOUND,
        /** Taken away; connections live on for a while. */
        DEPARTED
    }
}
