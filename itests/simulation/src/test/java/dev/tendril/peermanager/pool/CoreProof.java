package dev.tendril.peermanager.pool;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * {@code run explorer} and {@code run properties}: the core of the peer manager alone, without
 * nodes around it.
 */
public final class CoreProof {

    private static final long STEPS = 1_000_000;
    private static final int CALLED_WRONGLY = 2;

    private CoreProof() {}

    /** Ends the JVM with 0 when everything holds, 1 when something does not, 2 for a wrong call. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    static int run(List<String> arguments) {
        var seed = RandomGenerator.getDefault().nextLong();
        var steps = STEPS;
        try {
            for (var i = 1; i < arguments.size(); i += 2) {
                var number = number(arguments, i + 1);
                switch (arguments.get(i)) {
                    case "--seed" -> seed = number;
                    case "--steps" -> steps = number;
                    default ->
                            throw new IllegalArgumentException(
                                    "no such option: "
                                            + arguments.get(i)
                                            + "; there are --seed and --steps");
                }
            }
        } catch (IllegalArgumentException wrong) {
            System.err.println("run: " + wrong.getMessage());
            return CALLED_WRONGLY;
        }
        return arguments.getFirst().equals("explorer")
                ? Exploration.run(seed, System.out)
                : PropertyRun.run(seed, steps, System.out);
    }

    private static long number(List<String> arguments, int index) {
        if (index >= arguments.size()) {
            throw new IllegalArgumentException(
                    "option needs a number: " + arguments.get(index - 1));
        }
        try {
            return Long.parseLong(arguments.get(index));
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(
                    arguments.get(index - 1)
                            + " takes a whole number, not: "
                            + arguments.get(index),
                    noNumber);
        }
    }
}
