package dev.tendril.peermanager.pool;

import java.io.PrintStream;
import java.util.Optional;

/** The random steps against the model of the peer manager's core as a program. */
public final class PropertyRun {

    private PropertyRun() {}

    /**
     * Plays and prints. Returns 0 when everything holds, else 1 and the shortest trace that was
     * found.
     *
     * @param seed draws everything; it is printed first
     * @param steps how many
     * @param out where to
     */
    public static int run(long seed, long steps, PrintStream out) {
        out.println("properties, seed: " + seed);
        var seen = Properties.run(seed, steps, Optional.empty());
        seen.decisions().forEach((name, count) -> out.println(name + " " + count));
        seen.failure().ifPresent(failure -> out.println(failure.text()));
        out.println(
                "steps: " + seen.steps() + (seen.failure().isEmpty() ? ", all hold" : ", BROKEN"));
        return seen.failure().isEmpty() ? 0 : 1;
    }
}
