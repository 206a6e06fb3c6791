package dev.tendril.peermanager.pool;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of the addresses that each source has told: one whose addresses turn out bad may fill
 * less and less of the book (N-PEX-04). Some are dead with everybody, so a source is judged by many
 * only, and what was long ago counts less than what came last.
 */
final class Sources {

    /** Sources that are judged; the one that was heard of longest ago is forgotten first. */
    static final int SOURCES_MAX = 4_096;

    /** Good addresses that everybody is taken to have told before. */
    private static final int CREDIT = 8;

    /** From so many dials on the former ones count half. */
    private static final int DIALS_MAX = 64;

    private record Tally(int good, int bad) {
        private Tally plus(int moreGood, int moreBad) {
            var sum = new Tally(good + moreGood, bad + moreBad);
            return sum.good + sum.bad > DIALS_MAX ? new Tally(sum.good / 2, sum.bad / 2) : sum;
        }
    }

    private final Map<String, Tally> tallies = new LinkedHashMap<>(16, 0.75f, true);

    /** The peer was found at an address that {@code source} told. */
    void good(String source) {
        add(source, 1, 0);
    }

    /** It was not. */
    void bad(String source) {
        add(source, 0, 1);
    }

    private void add(String source, int good, int bad) {
        tallies.put(source, tallies.getOrDefault(source, new Tally(0, 0)).plus(good, bad));
        if (tallies.size() > SOURCES_MAX) {
            tallies.remove(tallies.keySet().iterator().next());
        }
    }

    int size() {
        return tallies.size();
    }

    /** How many addresses of {@code source} may wait in the book, of {@code max}; at least 1. */
    int share(String source, int max) {
        var tally = tallies.getOrDefault(source, new Tally(0, 0));
        var told = tally.good + tally.bad + CREDIT;
        return (int) Math.max(1, (long) max * (tally.good + CREDIT) / told);
    }
}
