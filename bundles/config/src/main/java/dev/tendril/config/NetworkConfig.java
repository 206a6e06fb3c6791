package dev.tendril.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What holds for one network: all that was said about it, together. Immutable.
 *
 * @param name the network
 * @param values by key of the table: texts, numbers, booleans, lists of texts
 * @param reactorSettings what the tables of reactors say, as {@code <reactor>.<key>}
 * @param transportSettings what the tables of transports say, by transport, then by key
 * @param warnings what was said without effect, one line each
 */
public record NetworkConfig(
        String name,
        Map<String, Object> values,
        Map<String, String> reactorSettings,
        Map<String, Map<String, Object>> transportSettings,
        List<String> warnings) {

    /** Collections are copied. */
    public NetworkConfig {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        reactorSettings = Collections.unmodifiableMap(new TreeMap<>(reactorSettings));
        transportSettings = Collections.unmodifiableMap(new TreeMap<>(transportSettings));
        warnings = List.copyOf(warnings);
    }

    /** The chain it is on. */
    public String chainId() {
        return text("chain_id");
    }

    /** The file with its node key, absolute. */
    public Path nodeKeyFile() {
        return Path.of(text("node_key_file"));
    }

    /** The least level that is logged. */
    public String logLevel() {
        return values.containsKey("log_level") ? text("log_level") : "info";
    }

    /** Where it is to listen, as {@code tcp://host:port}; without a TCP transport nowhere. */
    public List<String> listenAddresses() {
        return list("transports").contains("mconn") ? list("p2p.laddr") : List.of();
    }

    /** The text of a key that has one. */
    String text(String key) {
        return required(key).toString();
    }

    /** The list of a key; empty when nobody set it. */
    List<String> list(String key) {
        return values.get(key) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    private Object required(String key) {
        var value = values.get(key);
        if (value == null) {
            throw new IllegalStateException("key has no value: " + key);
        }
        return value;
    }
}
