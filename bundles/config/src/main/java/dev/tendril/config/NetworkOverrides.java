package dev.tendril.config;

import dev.tendril.api.config.Overrides;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The overrides of one network, written to its file before they take effect. */
public final class NetworkOverrides implements Overrides {

    /** Makes the components of a network what they are to be. */
    @FunctionalInterface
    public interface Effect {

        /**
         * Puts the configurations of one network into force.
         *
         * @throws IOException when they cannot be written
         */
        void apply(List<ComponentConfig> components) throws IOException;
    }

    private final Networks networks;
    private final Home home;
    private final String name;
    private final Effect effect;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private NetworkConfig inForce;

    /** The overrides of the network that is in force as {@code inForce}. */
    public NetworkOverrides(Networks networks, Home home, NetworkConfig inForce, Effect effect) {
        this.networks = networks;
        this.home = home;
        this.name = inForce.name();
        this.inForce = inForce;
        this.effect = effect;
    }

    @Override
    public void include(String key, String value) throws IOException {
        change(key, value, true);
    }

    @Override
    public void exclude(String key, String value) throws IOException {
        change(key, value, false);
    }

    private void change(String key, String value, boolean include) throws IOException {
        var item = networks.requireItem(key, value);
        lock.lock();
        try {
            var file = home.overridesFile(name);
            var before = OverridesFile.read(file);
            var after = include ? before.including(key, item) : before.excluding(key, item);
            if (after.equals(before)) {
                return;
            }
            var network = networks.one(name, after);
            after.write(file);
            inForce = network;
            effect.apply(networks.components(network));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<String> effective(String key) {
        networks.requireList(key);
        lock.lock();
        try {
            return inForce.list(key);
        } finally {
            lock.unlock();
        }
    }
}
