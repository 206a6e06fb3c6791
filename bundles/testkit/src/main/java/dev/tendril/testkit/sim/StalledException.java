package dev.tendril.testkit.sim;

import java.util.Collection;

/**
 * A simulation cannot go on: every thread waits, and nothing is due; or it runs and runs while time
 * stands still. The message names seed, time and where each thread stands.
 */
public final class StalledException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int THREADS_SHOWN_MAX = 20;
    private static final int FRAMES_SHOWN_MAX = 12;

    StalledException(String what, long seed, long nowNanos, Collection<Thread> threads) {
        super(what + ", seed: " + seed + ", virtual nanos: " + nowNanos + describe(threads));
    }

    private static String describe(Collection<Thread> threads) {
        var text = new StringBuilder(", threads: ").append(threads.size());
        threads.stream()
                .limit(THREADS_SHOWN_MAX)
                .forEach(
                        thread -> {
                            text.append("\n  ")
                                    .append(thread.getName())
                                    .append(' ')
                                    .append(thread.getState());
                            var frames = thread.getStackTrace();
                            for (var i = 0; i < Math.min(frames.length, FRAMES_SHOWN_MAX); i++) {
                                text.append("\n    at ").append(frames[i]);
                            }
                        });
        return text.toString();
    }
}
