package dev.tendril.peermanager.updates;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.peer.PeerUpdate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one subscriber has not read yet: for each peer at most the end of the connection it knows
 * and the beginning of the newest. A connection that came and went unread is never seen. Guarded by
 * the lock of its {@link Updates}.
 */
final class Mailbox {

    private record Pending(Optional<PeerUpdate.Down> down, Optional<PeerUpdate.Up> up) {}

    private final Map<NodeId, Pending> pending = new LinkedHashMap<>();

    void add(PeerUpdate update) {
        var id = update.ref().nodeId();
        var before = pending.getOrDefault(id, new Pending(Optional.empty(), Optional.empty()));
        var after =
                switch (update) {
                    case PeerUpdate.Up up -> new Pending(before.down, Optional.of(up));
                    case PeerUpdate.Down down ->
                            before.up.isPresent()
                                    ? new Pending(before.down, Optional.empty())
                                    : new Pending(Optional.of(down), Optional.empty());
                };
        if (after.down.isEmpty() && after.up.isEmpty()) {
            pending.remove(id);
        } else {
            pending.put(id, after);
        }
    }

    /** Takes the first one out; a {@code Down} comes before the {@code Up} of the same peer. */
    Optional<PeerUpdate> poll() {
        var first = pending.entrySet().iterator();
        if (!first.hasNext()) {
            return Optional.empty();
        }
        var entry = first.next();
        var down = entry.getValue().down;
        if (down.isPresent() && entry.getValue().up.isPresent()) {
            entry.setValue(new Pending(Optional.empty(), entry.getValue().up));
            return Optional.of(down.get());
        }
        first.remove();
        return down.isPresent()
                ? Optional.of(down.get())
                : Optional.of(entry.getValue().up.orElseThrow());
    }

    int size() {
        return pending.size();
    }
}
