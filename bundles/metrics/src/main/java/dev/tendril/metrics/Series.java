package dev.tendril.metrics;

import dev.tendril.api.metrics.Sample;
import dev.tendril.api.metrics.Sample.Kind;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects figures of one chain. Not for use by several threads. */
final class Series {

    /** By name, then by labels. */
    static final Comparator<Sample> ORDER =
            Comparator.comparing(Sample::name).thenComparing(s -> s.labels().toString());

    private final String prefix;
    private final Map<String, String> common;
    private final List<Sample> samples = new ArrayList<>();

    /** Series whose names begin with {@code prefix} and that all have the labels {@code common}. */
    Series(String prefix, Map<String, String> common) {
        this.prefix = prefix;
        this.common = common;
    }

    void gauge(String name, String help, double value, String... labels) {
        add(Kind.GAUGE, name, help, value, labels);
    }

    void counter(String name, String help, double value, String... labels) {
        add(Kind.COUNTER, name, help, value, labels);
    }

    private void add(Kind kind, String name, String help, double value, String... labels) {
        var all = new TreeMap<>(common);
        for (var i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        samples.add(new Sample(prefix + name, all, kind, value, help));
    }

    List<Sample> samples() {
        return samples;
    }
}
