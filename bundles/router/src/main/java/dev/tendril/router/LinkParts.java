package dev.tendril.router;

import dev.tendril.api.peer.PeerFacts;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.transport.Connection;

/**
 * What a handshake and an admission have brought together.
 *
 * @param peer who is connected
 * @param facts what it has proved
 * @param connection the connection
 * @param transport whose it is
 * @param gate what it may bring
 */
record LinkParts(
        PeerInfo peer,
        PeerFacts facts,
        Connection connection,
        TransportEntry transport,
        InboundGate gate) {}
