package dev.tendril.config.internal;

import dev.tendril.config.ComponentConfig;

import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;

/** Keeps what ConfigAdmin holds equal to what is said; an equal set is not written again. */
final class ConfigWriter {

    private static final String NETWORK = "tendril.network";

    private final ConfigurationAdmin admin;

    ConfigWriter(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /** Makes {@code components} the components of {@code network}, and those only. */
    void write(String network, List<ComponentConfig> components) throws IOException {
        for (var component : components) {
            // Any bundle may be the one that has the factory: a third party's transport, too.
            var configuration =
                    admin.getFactoryConfiguration(component.pid(), component.instance(), "?");
            var properties = properties(component.properties());
            if (!same(configuration.getProperties(), properties)) {
                configuration.update(properties);
            }
        }
        for (var configuration : ours("(" + NETWORK + "=" + network + ")")) {
            var wanted =
                    components.stream()
                            .anyMatch(c -> c.pid().equals(configuration.getFactoryPid()));
            if (!wanted) {
                configuration.delete();
            }
        }
    }

    /** Removes the components of every network that is not among {@code networks}. */
    void removeOthers(Collection<String> networks) throws IOException {
        for (var configuration : ours("(" + NETWORK + "=*)")) {
            var network = configuration.getProperties().get(NETWORK);
            if (!networks.contains(String.valueOf(network))) {
                configuration.delete();
            }
        }
    }

    private List<Configuration> ours(String filter) throws IOException {
        try {
            var found =
                    admin.listConfigurations("(&(service.factoryPid=dev.tendril.*)" + filter + ")");
            return found == null ? List.of() : Arrays.asList(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("filter is not one: " + filter, e);
        }
    }

    private static Hashtable<String, Object> properties(Map<String, Object> values) {
        var properties = new Hashtable<String, Object>();
        values.forEach(
                (name, value) ->
                        properties.put(
                                name,
                                value instanceof List<?> list
                                        ? list.stream().map(Object::toString).toArray(String[]::new)
                                        : value));
        return properties;
    }

    private static boolean same(
            @org.jspecify.annotations.Nullable Dictionary<String, Object> there,
            Hashtable<String, Object> wanted) {
        if (there == null) {
            return false;
        }
        var left = new HashMap<String, Object>();
        there.keys().asIterator().forEachRemaining(name -> left.put(name, there.get(name)));
        left.keySet().removeIf(name -> name.startsWith("service.") || name.startsWith("felix."));
        return left.keySet().equals(wanted.keySet())
                && left.entrySet().stream()
                        .allMatch(e -> sameValue(e.getValue(), wanted.get(e.getKey())));
    }

    private static boolean sameValue(Object a, @org.jspecify.annotations.Nullable Object b) {
        return a instanceof Object[] x && b instanceof Object[] y
                ? Arrays.equals(x, y)
                : a.equals(b);
    }
}
