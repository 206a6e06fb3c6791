package dev.tendril.api.peer;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.node.NodeInfo;

/**
 * A connected peer.
 *
 * @param ref id and connection number
 * @param node what it told in the handshake
 * @param direction who dialed
 * @param remote where it is
 */
public record PeerInfo(PeerRef ref, NodeInfo node, Direction direction, Endpoint remote) {}
