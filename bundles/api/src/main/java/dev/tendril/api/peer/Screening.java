package dev.tendril.api.peer;

import dev.tendril.api.decision.Reason;

/** Whether an inbound connection may begin its handshake. */
public sealed interface Screening {

    /**
     * It may, with this ticket.
     *
     * @param ticket the ticket
     */
    record Passed(AcceptTicket ticket) implements Screening {}

    /**
     * It may not: the router closes it and sends nothing.
     *
     * @param reason why
     */
    record Refused(Reason reason) implements Screening {}
}
