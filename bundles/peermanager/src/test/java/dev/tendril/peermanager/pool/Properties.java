package dev.tendril.peermanager.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Random steps against the model. What fails is made short, and shown as steps that can be played
 * again.
 */
final class Properties {

    /** Steps of one play; then another configuration is drawn. */
    static final int STEPS_PER_PLAY = 1_000;

    /** The core is looked into once in so many steps, and after each when a trace is made short. */
    private static final int LOOK_EVERY = 16;

    /** Plays that are tried to make a trace shorter. */
    private static final int TRIES_MAX = 20_000;

    /** What does not hold, and the shortest trace to it that was found. */
    record Failure(long seed, boolean limitsFixed, String what, List<Step> trace) {
        /** How it is shown, and what to do with it. */
        String text() {
            return what
                    + "\n  configuration: "
                    + seed
                    + ", limits fixed: "
                    + limitsFixed
                    + "\n  trace: "
                    + Step.text(trace);
        }
    }

    /** What was seen. */
    record Seen(long steps, Map<String, Integer> decisions, Optional<Failure> failure) {}

    private Properties() {}

    /** Plays {@code steps} steps from {@code seed}. */
    static Seen run(long seed, long steps, Optional<Lies> lie) {
        var decisions = new TreeMap<String, Integer>();
        var done = 0L;
        for (var play = 0L; done < steps; play++) {
            var count = (int) Math.min(STEPS_PER_PLAY, steps - done);
            var failure = one(seed + play, play % 2 == 0, count, lie, decisions);
            done += count;
            if (failure.isPresent()) {
                return new Seen(done, decisions, failure.map(f -> shortened(f, lie)));
            }
        }
        return new Seen(done, decisions, Optional.empty());
    }

    /** Everything that comes out of one play, as one number. */
    static long hash(long seed, int steps) {
        var play = new Play(seed, false, Optional.empty(), LOOK_EVERY);
        var chooser = new Chooser(seed, false);
        for (var i = 0; i < steps; i++) {
            play.play(chooser.next(play.model()));
        }
        return play.hash();
    }

    private static Optional<Failure> one(
            long seed,
            boolean limitsFixed,
            int steps,
            Optional<Lies> lie,
            Map<String, Integer> decisions) {
        var play = new Play(seed, limitsFixed, lie, LOOK_EVERY);
        var chooser = new Chooser(seed, limitsFixed);
        var trace = new ArrayList<Step>();
        try {
            for (var i = 0; i < steps; i++) {
                trace.add(chooser.next(play.model()));
                play.play(trace.getLast());
            }
        } catch (AssertionError | RuntimeException broken) {
            return Optional.of(new Failure(seed, limitsFixed, broken.toString(), trace));
        }
        play.seen().forEach((name, count) -> decisions.merge(name, count, Integer::sum));
        return Optional.empty();
    }

    /** Plays a trace; what does not hold, and the steps up to there. */
    static Optional<Failure> replay(
            long seed, boolean limitsFixed, List<Step> trace, Optional<Lies> lie) {
        var play = new Play(seed, limitsFixed, lie, 1);
        for (var i = 0; i < trace.size(); i++) {
            try {
                play.play(trace.get(i));
            } catch (AssertionError | RuntimeException broken) {
                return Optional.of(
                        new Failure(seed, limitsFixed, broken.toString(), trace.subList(0, i + 1)));
            }
        }
        return Optional.empty();
    }

    /** Takes steps out, large parts first, as long as the rest still fails in the same way. */
    private static Failure shortened(Failure found, Optional<Lies> lie) {
        var shortest = replay(found.seed, found.limitsFixed, found.trace, lie).orElse(found);
        var tries = 0;
        for (var part = Math.max(1, found.trace.size() / 2); part > 0; ) {
            var shorter = Optional.<Failure>empty();
            for (var from = 0; from < shortest.trace.size() && tries < TRIES_MAX; from += part) {
                tries++;
                shorter = without(shortest, from, part, lie);
                if (shorter.isPresent()) {
                    shortest = shorter.get();
                    from -= part;
                }
            }
            part = part == 1 && shorter.isPresent() ? 1 : part / 2;
        }
        return shortest;
    }

    private static Optional<Failure> without(
            Failure failure, int from, int count, Optional<Lies> lie) {
        var rest = new ArrayList<>(failure.trace.subList(0, from));
        rest.addAll(
                failure.trace.subList(
                        Math.min(from + count, failure.trace.size()), failure.trace.size()));
        return replay(failure.seed, failure.limitsFixed, rest, lie)
                .filter(f -> kind(f.what).equals(kind(failure.what)));
    }

    /** What a failure is called, without the numbers of this case. */
    private static String kind(String what) {
        var colon = what.indexOf(": ", what.indexOf(": ") + 2);
        return colon < 0 ? what : what.substring(0, colon);
    }
}
