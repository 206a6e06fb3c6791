package dev.tendril.api.peer;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.decision.Reason;

import java.util.Optional;

/** Whether a peer that has shaken hands becomes connected. */
public sealed interface Admission {

    /**
     * It does, under this connection number.
     *
     * @param peer the peer and its new connection number
     * @param replaces an older connection of the same id, which the router ends, up to {@link
     *     PeerManager#disconnected}, before it makes the new one ready
     */
    record Admitted(PeerRef peer, Optional<PeerRef> replaces) implements Admission {}

    /**
     * It does not: the router closes the connection. The ticket is given back.
     *
     * @param reason why
     */
    record Refused(Reason reason) implements Admission {}
}
