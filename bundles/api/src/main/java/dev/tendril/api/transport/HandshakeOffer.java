package dev.tendril.api.transport;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.api.node.NodeInfo;

import java.util.Optional;

/**
 * What a router brings to a handshake.
 *
 * @param self our node info
 * @param identity signs for us
 * @param expected who was dialed; a transport compares it with the proved id before it sends {@code
 *     self}. Empty for inbound connections
 * @param channels what we accept once the handshake is done
 */
public record HandshakeOffer(
        NodeInfo self,
        NodeIdentity identity,
        Optional<NodeId> expected,
        InboundChannels channels) {}
