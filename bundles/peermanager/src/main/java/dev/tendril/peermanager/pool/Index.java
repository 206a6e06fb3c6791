package dev.tendril.peermanager.pool;

import dev.tendril.api.address.NodeId;

import java.util.Comparator;

/**
 * The keys by which peers are kept in order; each comparison ends with the id, so that it is total
 * (I-20).
 */
final class Index {

    private Index() {}

    private static int byRank(
            double rankA, double rankB, long tieA, long tieB, NodeId idA, NodeId idB) {
        var byRank = Double.compare(rankA, rankB);
        if (byRank != 0) {
            return byRank;
        }
        return tieA != tieB ? Long.compare(tieA, tieB) : idA.compareTo(idB);
    }

    /** Who is dialed before whom. */
    enum Tier {
        /** An operator asked for it now. */
        ASKED,
        /** Kept connected. */
        PERSISTENT,
        /**
         * Unconditional: there is always a place, so none who waits for one may stand before it.
         */
        UNCONDITIONAL,
        /** Anybody. */
        NORMAL,
        /** Only when there is nobody else. */
        SEED
    }

    /**
     * A peer that may be dialed.
     *
     * @param tier the lowest first
     * @param rank the highest first
     * @param hearsay whether nobody has verified it; of equals the others go first
     * @param tie by secret hash, so that nobody outside can choose his place
     * @param id whom
     */
    record Candidate(Tier tier, double rank, boolean hearsay, long tie, NodeId id) {
        static final Comparator<Candidate> ORDER = Candidate::compare;

        private static int compare(Candidate a, Candidate b) {
            if (a.tier != b.tier) {
                return a.tier.compareTo(b.tier);
            }
            if (a.hearsay != b.hearsay && Double.compare(a.rank, b.rank) == 0) {
                return Boolean.compare(a.hearsay, b.hearsay);
            }
            return byRank(b.rank, a.rank, a.tie, b.tie, a.id, b.id);
        }
    }

    /** A peer for which something is due at a time: it may be dialed again, or its pause ends. */
    record Waiting(long atNanos, NodeId id) {
        static final Comparator<Waiting> ORDER = Waiting::compare;

        private static int compare(Waiting a, Waiting b) {
            return a.atNanos != b.atNanos
                    ? Long.compare(a.atNanos, b.atNanos)
                    : a.id.compareTo(b.id);
        }
    }

    /** A peer by its worth, the lowest first: connected ones that may be ended. */
    record Ranked(double rank, long tie, NodeId id) {
        static final Comparator<Ranked> ORDER = Ranked::compare;

        private static int compare(Ranked a, Ranked b) {
            return byRank(a.rank, b.rank, a.tie, b.tie, a.id, b.id);
        }
    }

    /**
     * A peer that may be forgotten, the least loss first.
     *
     * @param value 0 no address, 1 hearsay only, 2 named by itself or an operator, 3 verified
     */
    record Prunable(int value, double rank, long tie, NodeId id) {
        static final Comparator<Prunable> ORDER = Prunable::compare;

        private static int compare(Prunable a, Prunable b) {
            return a.value != b.value
                    ? Integer.compare(a.value, b.value)
                    : byRank(a.rank, b.rank, a.tie, b.tie, a.id, b.id);
        }
    }
}
