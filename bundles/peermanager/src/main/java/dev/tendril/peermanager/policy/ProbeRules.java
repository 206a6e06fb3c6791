package dev.tendril.peermanager.policy;

/**
 * How fast addresses are dialed that nobody has verified.
 *
 * @param feelerIntervalNanos least time between two feelers
 * @param hearsayBurst dials that are allowed at once
 * @param hearsayIntervalNanos after which one more is allowed; 0: no limit
 */
public record ProbeRules(long feelerIntervalNanos, int hearsayBurst, long hearsayIntervalNanos) {

    /** How far ahead of its time the last of a burst may be. */
    public long toleranceNanos() {
        return (hearsayBurst - 1) * hearsayIntervalNanos;
    }
}
