package dev.tendril.peermanager.pool;

import dev.tendril.api.peer.DialTicket;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A dial ticket that was handed out and not given back.
 *
 * @param ticket the ticket
 * @param slot its place; empty when the peer came to us meanwhile and took it over
 * @param victim the connection that it is to replace, for upgrades
 * @param leaseNanos until when it is good
 */
record OpenDial(
        DialTicket ticket, Optional<Slots.Slot> slot, OptionalLong victim, long leaseNanos) {

    /** Whether it only looks if somebody is there. */
    boolean isFeeler() {
        return slot.filter(s -> s.kind() == Slots.Kind.FEELER).isPresent();
    }

    /** With a regular or exempt place, for which nobody has to go. */
    OpenDial withSlot(Slots.Slot other) {
        return new OpenDial(ticket, Optional.of(other), OptionalLong.empty(), leaseNanos);
    }

    OpenDial withoutSlot() {
        return new OpenDial(ticket, Optional.empty(), OptionalLong.empty(), leaseNanos);
    }
}
