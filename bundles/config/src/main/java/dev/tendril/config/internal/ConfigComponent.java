package dev.tendril.config.internal;

import dev.tendril.api.config.Overrides;
import dev.tendril.config.Home;
import dev.tendril.config.NetworkConfig;
import dev.tendril.config.NetworkOverrides;
import dev.tendril.config.Networks;
import dev.tendril.config.Said;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Reads the operator's files when it starts and writes them as configurations of components, one
 * set for each network; publishes the {@link Overrides} of each. A file that cannot be used leaves
 * the configurations of all networks as they are, with one line in the log.
 */
@Component(
        service = {},
        immediate = true)
public final class ConfigComponent {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigComponent.class);

    private final List<ServiceRegistration<Overrides>> overrides = new ArrayList<>();

    /**
     * Reads and writes.
     *
     * @param context whose framework properties name the home and the flags of this run
     * @param admin gets the configurations
     * @throws IOException when the files cannot be used or the configurations not be written; said
     *     in the log as well
     */
    @Activate
    public ConfigComponent(
            BundleContext context, @Reference(name = "admin") ConfigurationAdmin admin)
            throws IOException {
        var root = context.getProperty("tendril.home");
        if (root == null) {
            LOG.info("no home is named, framework property: tendril.home; nothing is configured");
            return;
        }
        try {
            var home = new Home(Path.of(root));
            var flags = context.getProperty("tendril.flags");
            var said = new Said(System.getenv(), flags == null ? Map.of() : flags(Path.of(flags)));
            write(context, new ConfigWriter(admin), home, new Networks(home, said));
        } catch (IOException e) {
            LOG.error("configuration cannot be used: {}", e.getMessage());
            throw e;
        }
    }

    private void write(BundleContext context, ConfigWriter writer, Home home, Networks networks)
            throws IOException {
        var all = networks.all();
        writer.removeOthers(all.stream().map(NetworkConfig::name).toList());
        for (var network : all) {
            network.warnings().forEach(LOG::warn);
            var name = network.name();
            writer.write(name, networks.components(network));
            var service =
                    new NetworkOverrides(
                            networks, home, network, components -> writer.write(name, components));
            var properties = new Hashtable<>(Map.of("tendril.network", name));
            overrides.add(context.registerService(Overrides.class, service, properties));
            LOG.info("network {} on chain {} is configured", name, network.chainId());
        }
    }

    private static Map<String, String> flags(Path file) throws IOException {
        var flags = new TreeMap<String, String>();
        if (Files.exists(file)) {
            var properties = new Properties();
            try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(in);
            }
            properties.stringPropertyNames().forEach(k -> flags.put(k, properties.getProperty(k)));
        }
        return flags;
    }

    /** The configurations stay: what runs goes on while this bundle is updated. */
    @Deactivate
    public void deactivate() {
        overrides.forEach(ServiceRegistration::unregister);
    }
}
