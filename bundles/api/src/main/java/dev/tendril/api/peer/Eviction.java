package dev.tendril.api.peer;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.decision.Reason;

/**
 * An order to end a connection.
 *
 * @param peer which one
 * @param reason why
 */
public record Eviction(PeerRef peer, Reason reason) {}
