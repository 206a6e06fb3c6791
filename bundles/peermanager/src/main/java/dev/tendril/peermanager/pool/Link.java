package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.peer.PeerInfo;

import java.util.Optional;

/**
 * A live connection. Immutable.
 *
 * @param info the peer
 * @param slot its place
 * @param sinceNanos since when
 * @param dialed the address we dialed, for outbound ones
 * @param answered whether it has told us addresses
 * @param up whether subscribers were told that it is ready
 */
record Link(
        PeerInfo info,
        Slots.Slot slot,
        long sinceNanos,
        Optional<NodeAddress> dialed,
        boolean answered,
        boolean up) {

    PeerRef ref() {
        return info.ref();
    }

    NodeId id() {
        return info.ref().nodeId();
    }

    long connection() {
        return info.ref().connection();
    }

    Direction direction() {
        return info.direction();
    }

    Link withSlot(Slots.Slot other) {
        return new Link(info, other, sinceNanos, dialed, answered, up);
    }

    Link withAnswer() {
        return new Link(info, slot, sinceNanos, dialed, true, up);
    }

    Link withUp(boolean now) {
        return new Link(info, slot, sinceNanos, dialed, answered, now);
    }
}
