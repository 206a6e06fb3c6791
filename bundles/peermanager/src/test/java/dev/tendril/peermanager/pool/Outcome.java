package dev.tendril.peermanager.pool;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.AcceptTicket;
import dev.tendril.api.peer.DialTicket;

import java.util.List;

/** What came of a step. */
sealed interface Outcome {

    /** It did not fit the moment: no such ticket, connection or node. */
    record Nothing() implements Outcome {}

    /** It was done; there is no answer. */
    record Done() implements Outcome {}

    /** A dial was handed out. */
    record Dial(DialTicket ticket) implements Outcome {}

    /** A handshake may begin. */
    record Knock(AcceptTicket ticket) implements Outcome {}

    /**
     * Somebody is connected now; {@code replaced} is empty or the one connection that gives way.
     */
    record Connected(PeerRef ref, List<PeerRef> replaced) implements Outcome {}

    /** A connection is to be ended. */
    record Evicted(PeerRef ref, Reason reason) implements Outcome {}

    /** It was refused. */
    record Refused(Reason reason) implements Outcome {}

    /** Addresses were told. */
    record Told(PeerRef to, int limit, List<NodeAddress> addresses) implements Outcome {}
}
