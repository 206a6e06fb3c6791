package dev.tendril.router.queue;

/** The message that came first goes first, whatever its channel. */
public final class FifoDiscipline extends Discipline {

    /** A discipline for one queue. */
    public FifoDiscipline() {}

    @Override
    boolean goesBefore(Lane lane, Lane other) {
        return lane.headSequence() < other.headSequence();
    }
}
