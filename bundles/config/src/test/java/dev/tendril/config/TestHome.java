package dev.tendril.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A home in a temporary directory, for tests. */
record TestHome(Path root) {

    static final String NETWORK = "alpha";
    static final String PEER = "0123456789abcdef0123456789abcdef01234567@10.1.2.3:26656";

    Home home() {
        return new Home(root);
    }

    /** Writes the file of a network; its chain id is said unless {@code toml} says it. */
    TestHome with(String network, String toml) {
        var text = toml.contains("chain_id") ? toml : "chain_id = \"chain-1\"\n" + toml;
        return file("conf/networks/" + network + ".toml", text);
    }

    TestHome file(String path, String text) {
        try {
            var file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Networks networks() {
        return new Networks(home(), Said.NOTHING);
    }

    NetworkConfig read() throws IOException {
        return read(Said.NOTHING);
    }

    NetworkConfig read(Said said) throws IOException {
        return new Networks(home(), said).one(NETWORK);
    }

    /** The properties of the components of network alpha, by the end of the persistent id. */
    static Map<String, Map<String, Object>> byComponent(List<ComponentConfig> components) {
        var map = new java.util.TreeMap<String, Map<String, Object>>();
        components.forEach(c -> map.put(c.pid().replaceFirst("^dev.tendril.", ""), c.properties()));
        return map;
    }

    Map<String, Map<String, Object>> components(Said said) throws IOException {
        var networks = new Networks(home(), said);
        return byComponent(networks.components(networks.one(NETWORK)));
    }

    Map<String, Map<String, Object>> components() throws IOException {
        return components(Said.NOTHING);
    }
}
