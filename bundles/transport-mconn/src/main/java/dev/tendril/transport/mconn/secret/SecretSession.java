package dev.tendril.transport.mconn.secret;

import dev.tendril.api.address.PublicKey;

/**
 * An authenticated connection: what the handshake of keys leaves behind.
 *
 * @param remoteKey the key that the peer has proved to hold
 * @param reader frames of the peer, from the second on
 * @param writer our frames, from the second on
 */
public record SecretSession(PublicKey remoteKey, FrameReader reader, FrameWriter writer) {}
