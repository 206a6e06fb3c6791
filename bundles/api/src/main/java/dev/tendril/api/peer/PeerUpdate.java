package dev.tendril.api.peer;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.decision.Reason;

/**
 * A peer came or went (ADR 062, Peer Manager). For each connection {@code Up} comes once and before
 * {@code Down}.
 */
public sealed interface PeerUpdate {

    /** {@return which connection of which peer} */
    PeerRef ref();

    /**
     * Connected and ready.
     *
     * @param peer the peer
     */
    record Up(PeerInfo peer) implements PeerUpdate {
        @Override
        public PeerRef ref() {
            return peer.ref();
        }
    }

    /**
     * Disconnected.
     *
     * @param ref which connection of which peer
     * @param reason why
     */
    record Down(PeerRef ref, Reason reason) implements PeerUpdate {}
}
