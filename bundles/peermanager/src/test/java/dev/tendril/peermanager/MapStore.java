package dev.tendril.peermanager;

import dev.tendril.api.store.Batch;
import dev.tendril.api.store.Durability;
import dev.tendril.api.store.PeerStore;
import dev.tendril.api.store.Table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A store in sorted maps that a test can break, and wait for. */
final class MapStore implements PeerStore {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final Map<Table, TreeMap<byte[], byte[]>> tables = new TreeMap<>();
    private boolean broken;
    private int batches;
    private int failures;
    private int synced;

    @Override
    public Optional<byte[]> get(Table table, byte[] key) throws IOException {
        lock.lock();
        try {
            check();
            return Optional.ofNullable(table(table).get(key));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void scan(Table table, byte[] from, Visitor visitor) throws IOException {
        var records = new ArrayList<Map.Entry<byte[], byte[]>>();
        lock.lock();
        try {
            check();
            table(table).tailMap(from).forEach((key, value) -> records.add(Map.entry(key, value)));
        } finally {
            lock.unlock();
        }
        for (var record : records) {
            if (!visitor.visit(record.getKey().clone(), record.getValue().clone())) {
                return;
            }
        }
    }

    @Override
    public void apply(Batch batch, Durability durability) throws IOException {
        lock.lock();
        try {
            check();
            for (var change : batch.changes()) {
                switch (change) {
                    case Batch.Change.Put put -> table(put.table()).put(put.key(), put.value());
                    case Batch.Change.Delete delete -> table(delete.table()).remove(delete.key());
                }
            }
            batches++;
            synced += durability == Durability.SYNCED ? 1 : 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void check() throws IOException {
        if (broken) {
            failures++;
            changed.signalAll();
            throw new IOException("broken by the test");
        }
    }

    private TreeMap<byte[], byte[]> table(Table table) {
        return tables.computeIfAbsent(table, t -> new TreeMap<>(Arrays::compareUnsigned));
    }

    void put(Table table, byte[] key, byte[] value) {
        lock.lock();
        try {
            table(table).put(key, value);
        } finally {
            lock.unlock();
        }
    }

    void broken(boolean now) {
        lock.lock();
        try {
            broken = now;
        } finally {
            lock.unlock();
        }
    }

    int size(Table table) {
        lock.lock();
        try {
            return table(table).size();
        } finally {
            lock.unlock();
        }
    }

    int synced() {
        lock.lock();
        try {
            return synced;
        } finally {
            lock.unlock();
        }
    }

    int failures() {
        lock.lock();
        try {
            return failures;
        } finally {
            lock.unlock();
        }
    }

    /** Blocks until {@code state} holds. */
    void await(Predicate<MapStore> state) throws InterruptedException {
        lock.lock();
        try {
            while (!state.test(this)) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    int batches() {
        lock.lock();
        try {
            return batches;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        // Nothing to free.
    }
}
