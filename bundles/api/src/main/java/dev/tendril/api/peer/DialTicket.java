package dev.tendril.api.peer;

import dev.tendril.api.address.NodeAddress;

/**
 * The right to dial one address. It holds a slot until it is given back by exactly one of {@link
 * PeerManager#dialed} and {@link PeerManager#dialFailed}; later or repeated calls with it change
 * nothing.
 *
 * @param number never used again within a process
 * @param address whom and where to dial
 * @param kind why
 */
public record DialTicket(long number, NodeAddress address, Kind kind) {

    /** Why an address is dialed. */
    public enum Kind {
        /** A peer the operator wants always connected. */
        PERSISTENT,
        /** A seed, asked when addresses are short. */
        SEED,
        /** A peer to fill a free slot. */
        NORMAL,
        /** A peer that may take the place of a worse one. */
        UPGRADE,
        /** An address to be verified and left again. */
        FEELER,
        /** An operator asked for it now. */
        OPERATOR
    }
}
