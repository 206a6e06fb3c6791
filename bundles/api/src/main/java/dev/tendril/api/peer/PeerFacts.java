package dev.tendril.api.peer;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.transport.Handshake;

/**
 * What a router knows of a peer when the handshake is done.
 *
 * @param self what we told the peer
 * @param handshake what the peer has proved
 * @param remote where it is
 * @param direction who dialed
 */
public record PeerFacts(NodeInfo self, Handshake handshake, Endpoint remote, Direction direction) {}
