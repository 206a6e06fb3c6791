package dev.tendril.peerstore.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import dev.tendril.api.store.Batch;
import dev.tendril.api.store.Table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The records that a {@link MemoryPeerStore} works on. They outlive the store, as a disk does: open
 * another store on the same tables and everything is there. One store uses them at a time. How much
 * they hold is bounded by whoever writes. Safe for use by many threads.
 */
public final class MemoryTables {

    private final ReentrantLock lock = new ReentrantLock();

    // Never walked, so its order decides nothing.
    @GuardedBy("lock")
    private final Map<Table, TreeMap<byte[], byte[]>> tables = new HashMap<>();

    @GuardedBy("lock")
    private boolean held;

    /** No records at all. */
    public MemoryTables() {}

    /** Takes the tables for one store; false when another has them. */
    boolean hold() {
        lock.lock();
        try {
            var free = !held;
            held = true;
            return free;
        } finally {
            lock.unlock();
        }
    }

    void release() {
        lock.lock();
        try {
            held = false;
        } finally {
            lock.unlock();
        }
    }

    Optional<byte[]> get(Table table, byte[] key) {
        lock.lock();
        try {
            return Optional.ofNullable(records(table).get(key)).map(byte[]::clone);
        } finally {
            lock.unlock();
        }
    }

    /** The records from {@code from} on, as they are now; arrays are shared and only read. */
    SortedMap<byte[], byte[]> from(Table table, byte[] from) {
        lock.lock();
        try {
            return new TreeMap<>(records(table).tailMap(from, true));
        } finally {
            lock.unlock();
        }
    }

    void apply(Batch batch) {
        lock.lock();
        try {
            for (var change : batch.changes()) {
                switch (change) {
                    case Batch.Change.Put put ->
                            records(put.table()).put(put.key().clone(), put.value().clone());
                    case Batch.Change.Delete delete -> records(delete.table()).remove(delete.key());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private TreeMap<byte[], byte[]> records(Table table) {
        return tables.computeIfAbsent(table, t -> new TreeMap<>(Arrays::compareUnsigned));
    }
}
