package dev.tendril.router.queue;

/**
 * Strict channels first, then the channel with the highest priority, then the message that came
 * first. A busy channel starves those below it.
 */
public final class PriorityDiscipline extends Discipline {

    /** A discipline for one queue. */
    public PriorityDiscipline() {}

    @Override
    boolean goesBefore(Lane lane, Lane other) {
        if (lane.isStrict() != other.isStrict()) {
            return lane.isStrict();
        }
        if (lane.priority() != other.priority()) {
            return lane.priority() > other.priority();
        }
        return lane.headSequence() < other.headSequence();
    }
}
