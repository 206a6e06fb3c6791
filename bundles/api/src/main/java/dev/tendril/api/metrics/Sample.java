package dev.tendril.api.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One figure at one moment.
 *
 * @param name the series, {@code [a-z_][a-z0-9_]*} after its namespace: {@code cometbft_p2p_peers}
 * @param labels what tells it from other figures of the series, in order of names
 * @param kind how it moves
 * @param value the figure, in the unit its name ends with
 * @param help what the series is, one sentence
 */
public record Sample(
        String name, Map<String, String> labels, Kind kind, double value, String help) {

    /** Checks what the components promise; collections are copied. */
    public Sample {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** How a figure moves. */
    public enum Kind {
        /** Up and down. */
        GAUGE,
        /** Only up, until what counts it is started anew. */
        COUNTER
    }
}
