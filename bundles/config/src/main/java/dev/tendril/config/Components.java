package dev.tendril.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns what holds for a network into the configurations of its components. */
final class Components {

    private static final String NETWORK = "tendril.network";
    private static final String PID = "dev.tendril.";

    private final Home home;
    private final KeyTable table;

    Components(Home home, KeyTable table) {
        this.home = home;
        this.table = table;
    }

    /** The components of {@code network}, in the order in which they are best started. */
    List<ComponentConfig> of(NetworkConfig network) {
        var properties = new TreeMap<String, Map<String, Object>>();
        for (var key : table.keys()) {
            var value = network.values().get(key.name());
            if (value != null) {
                for (var target : key.goesTo()) {
                    put(properties, target, value);
                }
            }
        }
        var components = new ArrayList<ComponentConfig>();
        components.add(component("identity", network, properties));
        components.add(store(network));
        var ofNetwork = "(" + NETWORK + "=" + network.name() + ")";
        var peermanager = properties.computeIfAbsent("peermanager", c -> new TreeMap<>());
        peermanager.put("identity.target", ofNetwork);
        peermanager.put("peerStore.target", ofNetwork);
        // A filter that says no network looks after all of them.
        peermanager.put("filter.target", "(|" + ofNetwork + "(!(" + NETWORK + "=*)))");
        components.add(component("peermanager", network, properties));
        for (var transport : network.list("transports")) {
            var own = properties.computeIfAbsent("transport." + transport, c -> new TreeMap<>());
            own.putAll(network.transportSettings().getOrDefault(transport, Map.of()));
            own.put("tendril.transport", transport);
            components.add(component("transport." + transport, network, properties));
        }
        var router = properties.computeIfAbsent("router", c -> new TreeMap<>());
        for (var reference : List.of("identity", "peerManager", "peers", "transports")) {
            router.put(reference + ".target", ofNetwork);
        }
        network.reactorSettings().forEach((key, text) -> router.put("reactor." + key, text));
        components.add(component("router", network, properties));
        components.add(component("metrics", network, properties));
        return List.copyOf(components);
    }

    private static void put(
            Map<String, Map<String, Object>> properties, Key.Target target, Object value) {
        if (target.component().isEmpty()) {
            return;
        }
        var component = properties.computeIfAbsent(target.component(), c -> new TreeMap<>());
        if (target.adds() && component.get(target.property()) instanceof List<?> list) {
            var both = new ArrayList<Object>(list);
            both.addAll(Texts.items(value));
            component.put(target.property(), List.copyOf(both));
        } else {
            component.put(target.property(), value);
        }
    }

    private ComponentConfig store(NetworkConfig network) {
        var properties = new TreeMap<String, Object>();
        properties.put(NETWORK, network.name());
        var kind = network.text("peer_store");
        if (kind.equals("rocksdb")) {
            var directory = home.data(network.name()).resolve("peerstore");
            properties.put("directory", directory.toString());
        }
        return new ComponentConfig(PID + "peerstore." + kind, network.name(), properties);
    }

    private static ComponentConfig component(
            String name, NetworkConfig network, Map<String, Map<String, Object>> properties) {
        var own = new TreeMap<String, Object>(properties.getOrDefault(name, Map.of()));
        own.put(NETWORK, network.name());
        return new ComponentConfig(PID + name, network.name(), own);
    }
}
