package dev.tendril.router.fake;

import dev.tendril.testkit.Seeds;
import dev.tendril.testkit.sim.SimScheduler;

/** Plays a test in virtual time; at its end no thread and no alarm may be left. */
public final class Sim {

    private Sim() {}

    /** What is played. */
    @FunctionalInterface
    public interface Play {
        /** Plays on a simulated thread. */
        void play(SimScheduler sim) throws Exception;
    }

    /** Plays {@code play} to its end. */
    public static void run(Class<?> test, Play play) throws Exception {
        try (var sim = new SimScheduler(Seeds.seed(test))) {
            sim.call(
                    "test",
                    () -> {
                        play.play(sim);
                        return true;
                    });
            sim.assertEnded();
        }
    }
}
