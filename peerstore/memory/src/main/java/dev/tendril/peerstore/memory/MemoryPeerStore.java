package dev.tendril.peerstore.memory;

import dev.tendril.api.store.Batch;
import dev.tendril.api.store.Durability;
import dev.tendril.api.store.PeerStore;
import dev.tendril.api.store.Table;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A peer store in memory. Nothing blocks, and both durabilities are the same: what is in the {@link
 * MemoryTables} stays as long as they do.
 */
public final class MemoryPeerStore implements PeerStore {

    private final MemoryTables tables;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** An empty store. */
    public MemoryPeerStore() {
        this.tables = new MemoryTables();
        tables.hold();
    }

    private MemoryPeerStore(MemoryTables tables) {
        this.tables = tables;
    }

    /**
     * {@return a store on these tables}
     *
     * @param tables the records
     * @throws IOException when another store that is not closed uses them
     */
    public static MemoryPeerStore open(MemoryTables tables) throws IOException {
        if (!tables.hold()) {
            throw new IOException("peer store is in use, tables: in memory");
        }
        return new MemoryPeerStore(tables);
    }

    @Override
    public Optional<byte[]> get(Table table, byte[] key) throws IOException {
        requireOpen();
        return tables.get(table, key);
    }

    @Override
    public void scan(Table table, byte[] from, Visitor visitor) throws IOException {
        requireOpen();
        for (var record : tables.from(table, from).entrySet()) {
            requireOpen();
            if (!visitor.visit(record.getKey().clone(), record.getValue().clone())) {
                return;
            }
        }
    }

    @Override
    public void apply(Batch batch, Durability durability) throws IOException {
        requireOpen();
        tables.apply(batch);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            tables.release();
        }
    }

    private void requireOpen() throws IOException {
        if (closed.get()) {
            throw new IOException("peer store is closed");
        }
    }
}
