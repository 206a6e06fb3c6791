package dev.tendril.peerstore.rocksdb;

import dev.tendril.api.store.PeerStore;
import dev.tendril.testkit.store.PeerStoreContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** The store in RocksDB keeps the contract. */
final class RocksDbPeerStoreTest extends PeerStoreContract {

    @TempDir private Path directory;

    private final RocksDbEnvironment environment = new RocksDbEnvironment(RocksDbLimits.DEFAULT);

    @AfterEach
    void closeEnvironment() {
        environment.close();
    }

    @Override
    protected PeerStore open() throws IOException {
        return RocksDbPeerStore.open(directory.resolve("store"), environment);
    }
}
