package dev.tendril.api.peer;

import dev.tendril.api.decision.Reason;

import java.time.Instant;

/**
 * A ban in force.
 *
 * @param target whom it keeps away
 * @param until when it ends, wall time
 * @param reason why
 * @param byOperator whether a person made it
 */
public record Ban(BanTarget target, Instant until, Reason reason, boolean byOperator) {}
