package dev.tendril.peermanager.pool;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The explorer of the peer manager's core as a program: all worlds, what was found, which verbs met
 * which states.
 */
@SuppressWarnings("exports") // tests are in nobody's api
public final class Exploration {

    /** A world that has more states than this is not what was meant. */
    private static final int STATES_MAX = 5_000_000;

    private static final String REASONS = "unreached.txt";

    /** What all worlds have come to. */
    record Result(List<Explorer.Found> worlds, Coverage coverage, List<String> wrong) {

        int states() {
            return worlds.stream().mapToInt(Explorer.Found::states).sum();
        }

        boolean holds() {
            return wrong.isEmpty()
                    && worlds.stream().allMatch(f -> f.exhausted() && f.violation().isEmpty());
        }
    }

    private Exploration() {}

    /** Explores all worlds. */
    static Result explore(long seed, PrintStream out) {
        var found = new ArrayList<Explorer.Found>();
        var coverage = new Coverage();
        for (var world : Worlds.all()) {
            var beginNanos = System.nanoTime();
            var one = new Explorer(world, Optional.empty(), seed, STATES_MAX).explore();
            out.println(line(one, (System.nanoTime() - beginNanos) / 1_000_000));
            one.violation().ifPresent(v -> out.println(text(v)));
            coverage.add(one.coverage());
            found.add(one);
        }
        var reasons = Coverage.reasons(Resources.text(REASONS));
        out.println(coverage.table());
        coverage.unmet().forEach(pair -> out.println(pair + ": " + reasons.get(pair)));
        return new Result(found, coverage, coverage.wrong(reasons));
    }

    private static String line(Explorer.Found found, long millis) {
        return found.world()
                + ": states "
                + found.states()
                + ", transitions "
                + found.transitions()
                + ", depth "
                + found.depth()
                + (found.exhausted() ? ", exhausted" : ", NOT exhausted")
                + ", ms "
                + millis;
    }

    static String text(Explorer.Violation violation) {
        return violation.what() + "\n  shortest path: " + Step.text(violation.path());
    }

    /**
     * Explores and prints. Returns 0 when everything holds, else 1.
     *
     * @param seed decides between equals; it is printed first
     * @param out where to
     */
    public static int run(long seed, PrintStream out) {
        out.println("explorer, seed: " + seed);
        var result = explore(seed, out);
        result.wrong().forEach(out::println);
        out.println("states: " + result.states() + (result.holds() ? ", all hold" : ", BROKEN"));
        return result.holds() ? 0 : 1;
    }
}
