package dev.tendril.api.peer;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Reason;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a peer manager knows of one peer at one moment.
 *
 * @param nodeId who it is
 * @param state {@code idle}, {@code dialing}, {@code connected}, {@code ready}, {@code evicting},
 *     {@code inactive} or {@code banned}
 * @param connection the connection, when there is one
 * @param connectedFor how long it lasts
 * @param addresses where it can be reached, the best first
 * @param score the higher the better; 0 for a stranger
 * @param persistent whether an operator wants it always connected
 * @param unconditional whether it is exempt from limits
 * @param isPrivate whether it is never told on
 * @param nextDial time until it may be dialed; empty when connected or not to be dialed
 * @param lastReason why its last connection or dial ended, or why it is where it is
 */
public record PeerSnapshot(
        NodeId nodeId,
        String state,
        Optional<PeerInfo> connection,
        Optional<Duration> connectedFor,
        List<AddressSnapshot> addresses,
        long score,
        boolean persistent,
        boolean unconditional,
        boolean isPrivate,
        Optional<Duration> nextDial,
        Optional<Reason> lastReason) {

    /** Checks what the components promise; collections are copied. */
    public PeerSnapshot {
        addresses = List.copyOf(addresses);
    }
}
