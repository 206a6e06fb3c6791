package dev.tendril.support.count;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counters by name, from 0 up. Names beyond {@value #NAMES_MAX} are counted together as {@value
 * #OTHERS}, so that nothing a stranger sends makes it grow. Safe for use by many threads.
 */
public final class Counters {

    /** Most names that are counted apart. */
    public static final int NAMES_MAX = 1_024;

    /** The name of all further names. */
    public static final String OTHERS = "others";

    private final ConcurrentHashMap<String, LongAdder> adders = new ConcurrentHashMap<>();

    /** No counter at all. */
    public Counters() {}

    /** Counts {@code name} once. */
    public void increment(String name) {
        add(name, 1);
    }

    /** Adds {@code amount}, which is not negative, to {@code name}. */
    public void add(String name, long amount) {
        var adder = adders.get(name);
        if (adder == null) {
            var key = adders.size() < NAMES_MAX ? name : OTHERS;
            adder = adders.computeIfAbsent(key, k -> new LongAdder());
        }
        adder.add(amount);
    }

    /** What {@code name} stands at. */
    public long get(String name) {
        var adder = adders.get(name);
        return adder == null ? 0 : adder.sum();
    }

    /** All counters at this moment, in order of names; the caller's own. */
    public Map<String, Long> snapshot() {
        var values = new TreeMap<String, Long>();
        adders.forEach((name, adder) -> values.put(name, adder.sum()));
        return values;
    }
}
