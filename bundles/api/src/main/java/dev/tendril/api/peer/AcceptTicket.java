package dev.tendril.api.peer;

import dev.tendril.api.address.Endpoint;

/**
 * The right to shake hands with one inbound connection. It holds a slot until it is given back by
 * exactly one of {@link PeerManager#accepted} and {@link PeerManager#acceptFailed}.
 *
 * @param number never used again within a process
 * @param remote where the connection comes from
 */
public record AcceptTicket(long number, Endpoint remote) {}
