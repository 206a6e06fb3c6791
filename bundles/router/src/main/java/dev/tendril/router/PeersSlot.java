package dev.tendril.router;

import dev.tendril.api.peer.Peers;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The place of the peers service, which may be empty. */
final class PeersSlot {

    private final AtomicReference<Optional<Peers>> current =
            new AtomicReference<>(Optional.empty());

    Optional<Peers> current() {
        return current.get();
    }

    void set(Peers peers) {
        current.set(Optional.of(peers));
    }

    /** Empties the place when {@code peers} has it. */
    void clear(Peers peers) {
        current.updateAndGet(held -> held.filter(other -> !other.equals(peers)));
    }
}
