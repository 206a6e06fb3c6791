package dev.tendril.peermanager.pool;

import dev.tendril.api.decision.Reason;

/** The reason codes of this room. */
final class Codes {

    static final Reason SELF = Reason.of("self");
    static final Reason STALE_TICKET = Reason.of("stale-ticket");
    static final Reason UNKNOWN_PEER = Reason.of("unknown-peer");
    static final Reason OUTBOUND_FULL = Reason.of("outbound-full");
    static final Reason INBOUND_FULL = Reason.of("inbound-full");
    static final Reason HANDSHAKES_FULL = Reason.of("handshakes-full");
    static final Reason HANDSHAKES_OF_ADDRESS = Reason.of("handshakes-of-address");
    static final String ARRIVALS = "arrivals";
    static final Reason DUPLICATE_IP = Reason.of("duplicate-ip");
    static final Reason BANNED = Reason.of("banned");
    static final Reason LEFT_ALONE = Reason.of("left-alone");
    static final Reason FOUND = Reason.of("found");
    static final Reason LEASE_EXPIRED = Reason.of("lease-expired");
    static final Reason NO_WORSE_PEER = Reason.of("no-worse-peer");

    static final String DUPLICATE = "duplicate";
    static final String WRONG_NODE_ID = "wrong-node-id";
    static final String CLOSED_EARLY = "closed-early";
    static final String UPGRADED = "upgraded";
    static final String OVER_LIMIT = "over-limit";
    static final String TOO_OLD = "inbound-too-old";
    static final String VISITED = "visited";
    static final String LOW_STANDING = "low-standing";
    static final String OPERATOR = "operator";

    private Codes() {}
}
