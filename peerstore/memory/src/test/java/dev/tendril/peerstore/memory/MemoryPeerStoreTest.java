package dev.tendril.peerstore.memory;

import dev.tendril.api.store.PeerStore;
import dev.tendril.testkit.store.PeerStoreContract;

import java.io.IOException;

/** The store in memory keeps the contract. */
final class MemoryPeerStoreTest extends PeerStoreContract {

    private final MemoryTables tables = new MemoryTables();

    @Override
    protected PeerStore open() throws IOException {
        return MemoryPeerStore.open(tables);
    }
}
