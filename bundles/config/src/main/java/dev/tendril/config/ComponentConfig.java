package dev.tendril.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration of one component of one network.
 *
 * @param pid the factory it is an instance of
 * @param instance its name, the network's
 * @param properties texts, numbers, booleans and lists of texts by name
 */
public record ComponentConfig(String pid, String instance, Map<String, Object> properties) {

    /** The properties are copied. */
    public ComponentConfig {
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
        for (var value : properties.values()) {
            if (!(value instanceof String
                    || value instanceof Long
                    || value instanceof Boolean
                    || value instanceof List)) {
                throw new IllegalArgumentException(
                        "property is of no type for components: " + value.getClass().getName());
            }
        }
    }
}
