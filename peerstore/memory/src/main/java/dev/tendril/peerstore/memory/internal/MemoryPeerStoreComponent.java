package dev.tendril.peerstore.memory.internal;

import dev.tendril.api.store.Batch;
import dev.tendril.api.store.Durability;
import dev.tendril.api.store.PeerStore;
import dev.tendril.api.store.Table;
import dev.tendril.peerstore.memory.MemoryPeerStore;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;

import java.io.IOException;
import java.util.Optional;

/**
 * The peer store of one network, in memory: empty at each start. Immediate, so that its records
 * outlive those who use it.
 */
@Component(
        service = PeerStore.class,
        immediate = true,
        configurationPid = "dev.tendril.peerstore.memory",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class MemoryPeerStoreComponent implements PeerStore {

    private final MemoryPeerStore store = new MemoryPeerStore();

    /** Makes the store. */
    @Activate
    public MemoryPeerStoreComponent() {}

    /** Forgets the records. */
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
