package dev.tendril.itests.simulation;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Plays one scenario: {@code SCENARIO [--nodes N] [--minutes M] [--seed S]}. Prints the seed first
 * and the hash of the trace last. Exit status: 0 when everything holds, 1 when something does not,
 * 2 when it was called wrongly.
 */
public final class Run {

    private static final int FAILED = 1;
    private static final int CALLED_WRONGLY = 2;
    private static final int MINUTES_MAX = 10_000_000;
    private static final int NODES_MAX = 100_000;

    private Run() {}

    /**
     * Plays one scenario, or lists them all.
     *
     * @param arguments name and options
     */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    /** The same without an end of the JVM; the exit status. */
    static int run(List<String> arguments) {
        if (arguments.isEmpty()) {
            list();
            return 0;
        }
        Entry entry;
        Stage stage;
        try {
            entry = Scenarios.named(arguments.getFirst());
            stage = stage(entry, arguments.subList(1, arguments.size()));
        } catch (IllegalArgumentException wrong) {
            System.err.println("run: " + wrong.getMessage());
            return CALLED_WRONGLY;
        }
        return play(entry, stage);
    }

    private static void list() {
        System.out.println("run SCENARIO [--nodes N] [--minutes M] [--seed S]");
        Scenarios.ALL.forEach(
                entry ->
                        System.out.printf(
                                "  %-20s %s (%d nodes, %d min)%n",
                                entry.name(), entry.about(), entry.nodes(), entry.minutes()));
        System.out.printf("  %-20s %s%n", "explorer", "every state of the core within bounds");
        System.out.printf(
                "  %-20s %s%n",
                "properties", "random steps of the core beside a model [--steps N]");
    }

    private static Stage stage(Entry entry, List<String> options) {
        var seed = RandomGenerator.getDefault().nextLong();
        var nodes = entry.nodes();
        var minutes = entry.minutes();
        for (var i = 0; i < options.size(); i += 2) {
            var name = options.get(i);
            if (!List.of("--nodes", "--minutes", "--seed").contains(name)) {
                throw new IllegalArgumentException(
                        "no such option: " + name + "; there are --nodes, --minutes and --seed");
            }
            if (i + 1 == options.size()) {
                throw new IllegalArgumentException("option needs a number: " + name);
            }
            var value = options.get(i + 1);
            switch (name) {
                case "--nodes" -> nodes = (int) number(name, value, entry.nodesMin(), NODES_MAX);
                case "--minutes" -> minutes = number(name, value, 1, MINUTES_MAX);
                default -> seed = number(name, value, Long.MIN_VALUE, Long.MAX_VALUE);
            }
        }
        return new Stage(seed, nodes, Duration.ofMinutes(minutes));
    }

    private static long number(String option, String text, long min, long max) {
        try {
            var number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Said below, with the range.
        }
        throw new IllegalArgumentException(
                option + " takes a whole number from " + min + " to " + max + ", not: " + text);
    }

    /** Plays one; the exit status. */
    static int play(Entry entry, Stage stage) {
        System.out.println("seed " + stage.seed());
        var begun = System.nanoTime();
        var status = 0;
        try {
            entry.play(stage);
            System.out.println(entry.name() + " holds");
        } catch (Exception | AssertionError failure) {
            System.out.flush();
            failure.printStackTrace();
            System.err.flush();
            System.out.println(entry.name() + " FAILED: " + failure.getMessage());
            status = FAILED;
        }
        System.out.printf(
                "wall %.1f s, memory %d MiB%n", (System.nanoTime() - begun) / 1e9, usedMib());
        System.out.println("trace " + stage.hash());
        System.out.flush();
        return status;
    }

    private static long usedMib() {
        var runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / (1024 * 1024);
    }
}
