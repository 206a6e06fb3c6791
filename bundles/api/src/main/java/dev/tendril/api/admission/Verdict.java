package dev.tendril.api.admission;

import dev.tendril.api.decision.Reason;

/** The answer of an {@link AdmissionFilter}. */
public sealed interface Verdict {

    /** No objection. */
    Verdict ALLOW = new Allow();

    /** No objection. */
    record Allow() implements Verdict {}

    /**
     * An objection.
     *
     * @param reason shown to the operator, never to the peer
     */
    record Deny(Reason reason) implements Verdict {}
}
