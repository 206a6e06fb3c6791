package dev.tendril.shell.view;

import dev.tendril.api.metrics.Metrics;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code p2p:metrics}: all figures, as monitoring systems read them. */
public final class MetricsView {

    private MetricsView() {}

    /** The figures of a network; with {@code part} those whose name has it. */
    public static Listing of(String network, Metrics metrics, Optional<String> part) {
        var samples =
                metrics.samples().stream()
                        .filter(s -> part.filter(p -> !s.name().contains(p)).isEmpty())
                        .toList();
        return new Listing(
                part.map(p -> lines(metrics.exposition(), p)).orElseGet(metrics::exposition),
                samples.stream()
                        .map(
                                s ->
                                        Fields.of(
                                                "network",
                                                network,
                                                "name",
                                                s.name(),
                                                "labels",
                                                s.labels(),
                                                "kind",
                                                s.kind().name().toLowerCase(Locale.ROOT),
                                                "value",
                                                s.value(),
                                                "help",
                                                s.help()))
                        .toList());
    }

    /** The lines of series whose name has {@code part}, with their heads. */
    private static String lines(String exposition, String part) {
        var lines =
                exposition
                        .lines()
                        .filter(line -> name(line).contains(part))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining());
        return lines.isEmpty() ? "no series has " + part + " in its name\n" : lines;
    }

    private static String name(String line) {
        return line.startsWith("#") ? line.split(" ", 4)[2] : line.split("[{ ]", 2)[0];
    }
}
