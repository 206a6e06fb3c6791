package dev.tendril.router.queue;

import java.util.List;

/**
 * Strict channels first, then the channel that has recently sent least for its priority, as
 * MConnection has it (wire.md 4.5): what was sent is counted with the framing it has there and
 * loses a fifth every 2 seconds.
 *
 * <p>Beyond the original no channel starves: one that was passed over {@value #PASSED_OVER_MAX}
 * times in a row is next, strict ones or not; but never two such turns in a row, so that a strict
 * message waits for one piece at most.
 */
public final class WeightedDiscipline extends Discipline {

    static final int PASSED_OVER_MAX = 64;

    private static final long DECAY_NANOS = 2_000_000_000L;
    private static final double DECAY_FACTOR = 0.8;

    /** After so many periods without a choice nothing is left that matters. */
    private static final long PERIODS_MAX = 128;

    private long decayedAtNanos = Long.MIN_VALUE;
    private boolean lastWasGuaranteed;

    /** A discipline for one queue. */
    public WeightedDiscipline() {}

    @Override
    void tick(long nowNanos, List<Lane> lanes) {
        if (decayedAtNanos == Long.MIN_VALUE) {
            decayedAtNanos = nowNanos;
        }
        var periods = (nowNanos - decayedAtNanos) / DECAY_NANOS;
        if (periods == 0) {
            return;
        }
        decayedAtNanos += periods * DECAY_NANOS;
        for (var lane : lanes) {
            for (long i = 0; i < Math.min(periods, PERIODS_MAX); i++) {
                lane.recentlySentBytes = (long) (lane.recentlySentBytes * DECAY_FACTOR);
            }
        }
    }

    @Override
    boolean goesBefore(Lane lane, Lane other) {
        var due = isDue(lane);
        if (due != isDue(other)) {
            return due;
        }
        if (due) {
            return lane.passedOver > other.passedOver;
        }
        if (lane.isStrict() != other.isStrict()) {
            return lane.isStrict();
        }
        return ratio(lane) < ratio(other);
    }

    private boolean isDue(Lane lane) {
        return !lastWasGuaranteed && lane.passedOver >= PASSED_OVER_MAX;
    }

    private static float ratio(Lane lane) {
        return (float) lane.recentlySentBytes / (float) lane.priority();
    }

    @Override
    void sent(Lane lane, int lengthBytes, boolean last, List<Lane> lanes) {
        lastWasGuaranteed = isDue(lane);
        lane.recentlySentBytes += PacketCost.wireBytes(lane.id().value(), lengthBytes, last);
        for (var other : lanes) {
            if (other == lane || other.isEmpty()) {
                other.passedOver = 0;
            } else {
                other.passedOver++;
            }
        }
    }
}
