package dev.tendril.api.channel;

import dev.tendril.api.address.PeerRef;

/**
 * A message that arrived, with its sender (ADR 062, Channels). Outbound the ADR's envelope became
 * the arguments of {@link Channel#send} and {@link Channel#broadcast}.
 *
 * @param <M> the messages of the channel
 * @param from who sent it, and on which connection
 * @param message what was sent
 */
public record Envelope<M>(PeerRef from, M message) {}
