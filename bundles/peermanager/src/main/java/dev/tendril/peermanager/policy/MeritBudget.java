package dev.tendril.peermanager.policy;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How much praise a peer may still get from whom: a bucket of points for each source, refilled with
 * time. Immutable.
 *
 * @param emptyAtNanos for each source, the moment from which on its bucket would have been filled
 *     from empty to what it holds; the later the emptier
 */
public record MeritBudget(NavigableMap<String, Long> emptyAtNanos) {

    /** Nothing spent yet. */
    public static final MeritBudget FULL = new MeritBudget(new TreeMap<>());

    /** Sources that are told apart. */
    private static final int SOURCES_MAX = 8;

    private static final String OTHERS = "others";

    public MeritBudget {
        emptyAtNanos = Collections.unmodifiableNavigableMap(emptyAtNanos);
    }

    /** How many of {@code points} the source may give now. */
    public int granted(String source, int points, long nowNanos, StandingRules rules) {
        var interval = Math.max(1, rules.meritIntervalNanos());
        var points0 = (nowNanos - start(key(source), nowNanos, rules)) / interval;
        return (int) Math.max(0, Math.min(points, points0));
    }

    /** What is left when it has given {@code points}. */
    public MeritBudget spend(String source, int points, long nowNanos, StandingRules rules) {
        var key = key(source);
        var spent = new TreeMap<>(emptyAtNanos);
        spent.put(key, start(key, nowNanos, rules) + points * rules.meritIntervalNanos());
        return new MeritBudget(spent);
    }

    private long start(String key, long nowNanos, StandingRules rules) {
        var fullNanos = rules.meritBurst() * Math.max(1, rules.meritIntervalNanos());
        var start = emptyAtNanos.get(key);
        return start == null ? nowNanos - fullNanos : Math.max(start, nowNanos - fullNanos);
    }

    private String key(String source) {
        return emptyAtNanos.containsKey(source) || emptyAtNanos.size() < SOURCES_MAX
                ? source
                : OTHERS;
    }
}
