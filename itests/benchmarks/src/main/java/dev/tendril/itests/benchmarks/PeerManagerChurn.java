package dev.tendril.itests.benchmarks;

import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.Seeds;

import java.util.Arrays;
import java.util.List;

/**
 * How many verbs of a churn the core of the peer manager does in a second, by the number of peers
 * that it knows and of connections that it holds.
 */
public final class PeerManagerChurn {

    private static final List<Integer> KNOWN = List.of(1_000, 10_000, 100_000);
    private static final List<Integer> CONNECTIONS = List.of(50, 1_000);
    private static final int ROUNDS = 5;
    private static final long WARM_UP_VERBS = 1_000_000;
    private static final long VERBS = 1_000_000;
    private static final int ANSWERS = 10_000;

    private PeerManagerChurn() {}

    /**
     * Measures each pair: the median of {@value #ROUNDS} rounds, after one that warms up.
     *
     * @param args none
     */
    public static void main(String[] args) {
        var seed = Seeds.seed(PeerManagerChurn.class);
        System.out.println(Machine.describe() + ", seed " + seed);
        for (var connections : CONNECTIONS) {
            for (var known : KNOWN) {
                var churn = new Churn(known, connections, seed);
                churn.run(WARM_UP_VERBS);
                System.out.printf(
                        "  %,7d known, %,5d connections: %,d verbs/s%n",
                        known, connections, medianPerSecond(churn, VERBS));
                System.out.printf(
                        "    answers of %d addresses: %,d/s%n",
                        Churn.ADDRESSES, answersPerSecond(churn, ANSWERS));
                System.out.println("    " + churn.counts());
            }
        }
        System.out.println(Machine.load());
    }

    /** How many requests for addresses are answered in a second, in full. */
    static long answersPerSecond(Churn churn, int requests) {
        try (var timers = new SystemTimers(BenchNode::fail)) {
            var startNanos = timers.nanos();
            var told = churn.answer(requests);
            var tookNanos = Math.max(1, timers.nanos() - startNanos);
            return told * 1_000_000_000L / Churn.ADDRESSES / tookNanos;
        }
    }

    static long medianPerSecond(Churn churn, long verbs) {
        var rounds = new long[ROUNDS];
        try (var timers = new SystemTimers(BenchNode::fail)) {
            for (var i = 0; i < ROUNDS; i++) {
                var before = churn.verbs();
                var startNanos = timers.nanos();
                churn.run(verbs);
                var tookNanos = Math.max(1, timers.nanos() - startNanos);
                rounds[i] = (churn.verbs() - before) * 1_000_000_000L / tookNanos;
            }
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }
}
