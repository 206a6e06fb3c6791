package dev.tendril.peermanager.stored;

import dev.tendril.api.address.NodeId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is written down of a peer.
 *
 * @param id who
 * @param addresses where
 * @param points its standing
 * @param pointsAt when the standing was that
 * @param lastConnected when it was last connected
 */
public record StoredPeer(
        NodeId id,
        List<StoredAddress> addresses,
        double points,
        Instant pointsAt,
        Optional<Instant> lastConnected) {

    public StoredPeer {
        addresses = List.copyOf(addresses);
    }
}
