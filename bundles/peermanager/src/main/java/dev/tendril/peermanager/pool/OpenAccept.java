package dev.tendril.peermanager.pool;

import dev.tendril.api.peer.AcceptTicket;

/**
 * An accept ticket that was handed out and not given back.
 *
 * @param ticket the ticket
 * @param slot its place among the handshakes in progress
 * @param leaseNanos until when it is good
 */
record OpenAccept(AcceptTicket ticket, Slots.Slot slot, long leaseNanos) {}
