package dev.tendril.peerstore.rocksdb.internal;

import dev.tendril.api.store.Batch;
import dev.tendril.api.store.Durability;
import dev.tendril.api.store.PeerStore;
import dev.tendril.api.store.Table;
import dev.tendril.peerstore.rocksdb.RocksDbPeerStore;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The peer store of one network, in RocksDB. Immediate, so that a directory in use or damage is
 * said at the start.
 */
@Component(
        service = PeerStore.class,
        immediate = true,
        configurationPid = "dev.tendril.peerstore.rocksdb",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class RocksDbPeerStoreComponent implements PeerStore {

    private static final Logger LOG = LoggerFactory.getLogger(RocksDbPeerStoreComponent.class);

    private final RocksDbPeerStore store;

    /** The configuration {@code dev.tendril.peerstore.rocksdb}; the network comes with it. */
    public @interface Config {
        /** {@return absolute path of the directory that is for this store alone} */
        String directory();
    }

    /**
     * Opens the store.
     *
     * @param shared what all stores share
     * @param config where it is
     * @throws IOException when it cannot be opened; said in the log as well
     */
    @Activate
    public RocksDbPeerStoreComponent(
            @Reference(name = "environment") RocksDbEnvironmentComponent shared, Config config)
            throws IOException {
        try {
            store = RocksDbPeerStore.open(Path.of(config.directory()), shared.environment());
        } catch (IOException e) {
            LOG.error("no peer store: {}", e.getMessage());
            throw e;
        }
    }

    /** Closes the store and frees its directory. */
    @Deactivate
    @Override
    public void close() {
        store.close();
    }

    @Override
    public Optional<byte[]> get(Table table, byte[] key) throws IOException {
        return store.get(table, key);
    }

    @Override
    public void scan(Table table, byte[] from, Visitor visitor) throws IOException {
        store.scan(table, from, visitor);
    }

    @Override
    public void apply(Batch batch, Durability durability) throws IOException {
        store.apply(batch, durability);
    }
}
