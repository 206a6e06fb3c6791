package dev.tendril.config.internal;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Keeps configurations in memory and counts how often they are written. */
final class FakeConfigAdmin implements ConfigurationAdmin {

    private final Map<String, Configuration> configurations = new TreeMap<>();
    private final Map<String, Dictionary<String, Object>> written = new HashMap<>();
    private int updates;

    Set<String> pids() {
        return new TreeSet<>(written.keySet());
    }

    Dictionary<String, Object> properties(String pid) {
        return written.get(pid);
    }

    int updates() {
        return updates;
    }

    void stranger(String pid) {
        written.put(pid, new Hashtable<>(Map.of("service.pid", pid)));
        configurations.put(pid, configuration(pid, pid));
    }

    @Override
    public Configuration getFactoryConfiguration(String factoryPid, String name, String location) {
        var pid = factoryPid + "~" + name;
        return configurations.computeIfAbsent(pid, p -> configuration(factoryPid, pid));
    }

    @Override
    public Configuration[] listConfigurations(String filter) throws InvalidSyntaxException {
        var parsed = FrameworkUtil.createFilter(filter);
        return configurations.entrySet().stream()
                .filter(each -> written.containsKey(each.getKey()))
                .filter(each -> parsed.match(written.get(each.getKey())))
                .map(Map.Entry::getValue)
                .toArray(Configuration[]::new);
    }

    private Configuration configuration(String factoryPid, String pid) {
        return (Configuration)
                Proxy.newProxyInstance(
                        Configuration.class.getClassLoader(),
                        new Class<?>[] {Configuration.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "getFactoryPid" -> factoryPid;
                                    case "getProperties" -> written.get(pid);
                                    case "update" -> update(factoryPid, pid, arguments[0]);
                                    case "delete" -> remove(pid);
                                    default -> throw new UnsupportedOperationException();
                                });
    }

    private @Nullable Object remove(String pid) {
        written.remove(pid);
        return null;
    }

    private @Nullable Object update(String factoryPid, String pid, Object properties) {
        var copy = new Hashtable<String, Object>();
        if (properties instanceof Map<?, ?> map) {
            map.forEach((name, value) -> copy.put(name.toString(), value));
        }
        copy.put("service.pid", pid);
        copy.put("service.factoryPid", factoryPid);
        written.put(pid, copy);
        updates++;
        return null;
    }

    @Override
    public Configuration createFactoryConfiguration(String factoryPid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration createFactoryConfiguration(String factoryPid, String location) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration getConfiguration(String pid, String location) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration getConfiguration(String pid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration getFactoryConfiguration(String factoryPid, String name) {
        throw new UnsupportedOperationException();
    }
}
