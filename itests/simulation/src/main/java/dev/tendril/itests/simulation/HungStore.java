package dev.tendril.itests.simulation;

import dev.tendril.api.store.Batch;
import dev.tendril.api.store.Durability;
import dev.tendril.api.store.PeerStore;
import dev.tendril.api.store.Table;
import dev.tendril.api.time.Timers;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A peer store on a disk that takes half a minute for everything that is written. */
final class HungStore implements PeerStore {

    private static final Duration WRITE = Duration.ofSeconds(30);

    private final PeerStore inner;
    private final Timers timers;

    HungStore(PeerStore inner, Timers timers) {
        this.inner = inner;
        this.timers = timers;
    }

    @Override
    public Optional<byte[]> get(Table table, byte[] key) throws IOException {
        return inner.get(table, key);
    }

    @Override
    public void scan(Table table, byte[] from, Visitor visitor) throws IOException {
        inner.scan(table, from, visitor);
    }

    @Override
    public void apply(Batch batch, Durability durability) throws IOException {
        try {
            timers.sleep(WRITE);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", asked);
        }
        inner.apply(batch, durability);
    }

    @Override
    public void close() {
        inner.close();
    }
}
