package dev.tendril.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is said about networks outside of files. Immutable.
 *
 * @param environment the variables of the process
 * @param flags what the command line of this run says, as {@code <network>/<key>}
 */
public record Said(Map<String, String> environment, Map<String, String> flags) {

    private static final String PREFIX = "TENDRIL_";

    /** Nothing. */
    public static final Said NOTHING = new Said(Map.of(), Map.of());

    /** Maps are copied. */
    public Said {
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        flags = Collections.unmodifiableMap(new TreeMap<>(flags));
    }

    /** What the environment says about {@code network}, one of {@code networks}. */
    List<Entry> environmentOf(String network, List<String> networks, KeyTable table) {
        var entries = new ArrayList<Entry>();
        environment.forEach(
                (variable, value) -> {
                    if (owner(variable, networks).equals(Optional.of(network))) {
                        var rest = variable.substring(prefix(network).length());
                        entries.add(
                                new Entry(
                                        keyOf(rest, table),
                                        value,
                                        Place.of("environment variable " + variable)));
                    }
                });
        return entries;
    }

    /** What the command line says about {@code network}. */
    List<Entry> flagsOf(String network) {
        var entries = new ArrayList<Entry>();
        flags.forEach(
                (name, value) -> {
                    if (name.startsWith(network + "/")) {
                        entries.add(
                                new Entry(
                                        name.substring(network.length() + 1),
                                        value,
                                        Place.of("command line")));
                    }
                });
        return entries;
    }

    /** The network with the longest name that fits: one name may begin like another. */
    private static Optional<String> owner(String variable, List<String> networks) {
        return networks.stream()
                .filter(name -> variable.startsWith(prefix(name)))
                .max((a, b) -> Integer.compare(a.length(), b.length()));
    }

    private static String prefix(String network) {
        return PREFIX + variable(network) + "_";
    }

    private static String variable(String text) {
        return text.toUpperCase(java.util.Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    private static String keyOf(String rest, KeyTable table) {
        for (var key : table.keys()) {
            if (variable(key.name()).equals(rest)) {
                return key.name();
            }
        }
        var lower = rest.toLowerCase(java.util.Locale.ROOT);
        if (lower.startsWith("reactor_") || lower.startsWith("transport_")) {
            return lower.replaceFirst("_", ".").replaceFirst("_", ".");
        }
        return lower.replaceFirst("^p2p_", "p2p.");
    }
}
