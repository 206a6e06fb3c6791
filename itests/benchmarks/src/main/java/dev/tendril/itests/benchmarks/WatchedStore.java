package dev.tendril.itests.benchmarks;

import dev.tendril.api.store.Batch;
import dev.tendril.api.store.Durability;
import dev.tendril.api.store.PeerStore;
import dev.tendril.api.store.Table;

import java.io.IOException;
import java.util.Optional;

/** A store that is watched: it says when a batch is to come in, and when it is in. */
final class WatchedStore implements PeerStore {

    private final PeerStore store;
    private final Runnable before;
    private final Runnable after;

    WatchedStore(PeerStore store, Runnable before, Runnable after) {
        this.store = store;
        this.before = before;
        this.after = after;
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
        before.run();
        store.apply(batch, durability);
        after.run();
    }

    @Override
    public void close() {
        store.close();
    }
}
