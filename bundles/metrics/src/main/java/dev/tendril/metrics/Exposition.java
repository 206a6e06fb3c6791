package dev.tendril.metrics;

import dev.tendril.api.metrics.Sample;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The text exposition format of Prometheus, version 0.0.4. */
public final class Exposition {

    private Exposition() {}

    /** The text of {@code samples}, which are in order of names. */
    public static String text(List<Sample> samples) {
        var out = new StringBuilder();
        var current = "";
        for (var sample : samples) {
            if (!sample.name().equals(current)) {
                current = sample.name();
                head(sample, out);
            }
            out.append(sample.name())
                    .append(labels(sample.labels()))
                    .append(' ')
                    .append(number(sample.value()))
                    .append('\n');
        }
        return out.toString();
    }

    private static void head(Sample sample, StringBuilder out) {
        var help = sample.help().replace("\\", "\\\\").replace("\n", "\\n");
        out.append("# HELP ").append(sample.name()).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(sample.name()).append(' ');
        out.append(sample.kind().name().toLowerCase(Locale.ROOT)).append('\n');
    }

    private static String labels(Map<String, String> labels) {
        return labels.isEmpty()
                ? ""
                : labels.entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        var whole = (long) value;
        return whole == value ? Long.toString(whole) : Double.toString(value);
    }
}
