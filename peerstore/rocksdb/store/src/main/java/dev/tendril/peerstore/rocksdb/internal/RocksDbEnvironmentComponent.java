package dev.tendril.peerstore.rocksdb.internal;

import dev.tendril.peerstore.rocksdb.RocksDbEnvironment;
import dev.tendril.peerstore.rocksdb.RocksDbLimits;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * What all stores of the process share: one, without configuration, made when the first store needs
 * it.
 */
@Component(service = RocksDbEnvironmentComponent.class)
public final class RocksDbEnvironmentComponent {

    private final RocksDbEnvironment environment = new RocksDbEnvironment(RocksDbLimits.DEFAULT);

    /** Loads the native library. */
    @Activate
    public RocksDbEnvironmentComponent() {}

    /** Frees what is shared, after the last store. */
    @Deactivate
    public void close() {
        environment.close();
    }

    RocksDbEnvironment environment() {
        return environment;
    }
}
