package dev.tendril.router.queue;

import java.util.List;

/**
 * Who goes first among the channels of a peer; the order within a channel is never its business.
 * One object for each queue, called under its lock.
 */
public abstract sealed class Discipline
        permits FifoDiscipline, PriorityDiscipline, WeightedDiscipline {

    Discipline() {}

    /** A choice is about to be made at {@code nowNanos}. */
    void tick(long nowNanos, List<Lane> lanes) {}

    /**
     * Whether {@code lane} goes before {@code other}: a total order of lanes that are not empty,
     * ties aside.
     */
    abstract boolean goesBefore(Lane lane, Lane other);

    /** A piece of {@code lengthBytes} of {@code lane} was taken. */
    void sent(Lane lane, int lengthBytes, boolean last, List<Lane> lanes) {}
}
