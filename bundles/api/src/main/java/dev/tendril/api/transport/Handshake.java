package dev.tendril.api.transport;

import dev.tendril.api.address.PublicKey;
import dev.tendril.api.node.NodeInfo;

/**
 * What a handshake has proved. The id in {@code peer} is that of {@code key}; whether the two nodes
 * are compatible is for the caller to judge.
 *
 * @param peer what the peer tells about itself
 * @param key the key it has proved to hold
 */
public record Handshake(NodeInfo peer, PublicKey key) {

    /** Checks what the components promise. */
    public Handshake {
        if (!key.nodeId().equals(peer.nodeId())) {
            throw new IllegalArgumentException(
                    "node info is not of the key, node id: " + peer.nodeId());
        }
    }
}
