package dev.tendril.metrics;

import dev.tendril.api.router.RouterSnapshot.TransportState;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The series of a router's transports. */
final class TransportFigures {

    private TransportFigures() {}

    static void add(Series series, List<TransportState> transports) {
        // A departed transport and its successor have the same protocols: they count together.
        var parts = new TreeMap<String, Map<String, Long>>();
        for (var transport : transports) {
            connections(series, transport);
            var sums = parts.computeIfAbsent(part(transport), name -> new TreeMap<>());
            transport.counters().forEach((name, value) -> sums.merge(name, value, Long::sum));
        }
        parts.forEach(
                (part, sums) -> sums.forEach((name, value) -> add(series, part, name, value)));
    }

    private static void connections(Series series, TransportState transport) {
        series.gauge(
                "p2p_transport_connections",
                "open connections of the transport",
                transport.connections(),
                "protocols",
                transport.protocols().stream()
                        .sorted()
                        .map(Object::toString)
                        .collect(Collectors.joining(",")),
                "state",
                transport.state());
    }

    /** By its first protocol: of those in use no two have one in common. */
    private static String part(TransportState transport) {
        return transport.protocols().stream()
                .sorted()
                .findFirst()
                .map(protocol -> "transport." + protocol)
                .orElse("transport");
    }

    /** What does not say that it is a count may fall, and so is a gauge. */
    private static void add(Series series, String part, String name, long value) {
        if (CounterNames.isCount(name)) {
            CounterNames.add(series, part, name, value);
        } else {
            series.gauge(
                    "p2p_transport_figures",
                    "what else the transport counts or has in use, by name",
                    value,
                    "part",
                    part,
                    "what",
                    name);
        }
    }
}
