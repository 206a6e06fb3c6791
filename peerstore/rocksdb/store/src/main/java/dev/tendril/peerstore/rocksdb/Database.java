package dev.tendril.peerstore.rocksdb;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import dev.tendril.api.store.Table;

import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An open RocksDB with a column family for each table, and all native objects it needs. The one who
 * opened it closes it, when nobody uses it any more.
 */
final class Database implements AutoCloseable {

    /** Most tables of a store. */
    static final int TABLES_MAX = 32;

    private final RocksDB rocks;
    private final DBOptions databaseOptions;
    private final ColumnFamilyOptions tableOptions;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<String, ColumnFamilyHandle> tables = new TreeMap<>();

    private Database(RocksDB rocks, DBOptions databaseOptions, ColumnFamilyOptions tableOptions) {
        this.rocks = rocks;
        this.databaseOptions = databaseOptions;
        this.tableOptions = tableOptions;
    }

    /** Opens or creates the database in {@code directory} and checks all that is in it. */
    static Database open(Path directory, RocksDbEnvironment environment) throws RocksDBException {
        var databaseOptions = environment.databaseOptions();
        var tableOptions = environment.tableOptions();
        var handles = new ArrayList<ColumnFamilyHandle>();
        try {
            var descriptors =
                    names(directory).stream()
                            .map(name -> new ColumnFamilyDescriptor(name, tableOptions))
                            .toList();
            var rocks = RocksDB.open(databaseOptions, directory.toString(), descriptors, handles);
            var database = new Database(rocks, databaseOptions, tableOptions);
            database.keep(handles);
            return database.verified();
        } catch (RocksDBException | RuntimeException e) {
            tableOptions.close();
            databaseOptions.close();
            throw e;
        }
    }

    private static List<byte[]> names(Path directory) throws RocksDBException {
        if (!Files.exists(directory.resolve("CURRENT"))) {
            return List.of(RocksDB.DEFAULT_COLUMN_FAMILY);
        }
        try (var options = new Options()) {
            var names = RocksDB.listColumnFamilies(options, directory.toString());
            // None at all is damage, which opening names better.
            return names.isEmpty() ? List.of(RocksDB.DEFAULT_COLUMN_FAMILY) : names;
        }
    }

    private void keep(List<ColumnFamilyHandle> handles) throws RocksDBException {
        lock.lock();
        try {
            for (var handle : handles) {
                tables.put(new String(handle.getName(), StandardCharsets.US_ASCII), handle);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A peer store is small, so it can be read once at the start: damage is found now or never. */
    private Database verified() throws RocksDBException {
        try {
            rocks.verifyChecksum();
            return this;
        } catch (RocksDBException e) {
            closeAllButOptions();
            throw e;
        }
    }

    RocksDB rocks() {
        return rocks;
    }

    /** The table as it is; empty when nothing was ever written to it. */
    Optional<ColumnFamilyHandle> existing(Table table) {
        lock.lock();
        try {
            return Optional.ofNullable(tables.get(table.name()));
        } finally {
            lock.unlock();
        }
    }

    /** The table, made when it is new. */
    ColumnFamilyHandle writable(Table table) throws RocksDBException {
        lock.lock();
        try {
            var handle = tables.get(table.name());
            return handle != null ? handle : create(table);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private ColumnFamilyHandle create(Table table) throws RocksDBException {
        if (tables.size() > TABLES_MAX) {
            throw new IllegalStateException("peer store has too many tables: " + tables.size());
        }
        var name = table.name().getBytes(StandardCharsets.US_ASCII);
        var handle = rocks.createColumnFamily(new ColumnFamilyDescriptor(name, tableOptions));
        tables.put(table.name(), handle);
        return handle;
    }

    @Override
    public void close() {
        closeAllButOptions();
        tableOptions.close();
        databaseOptions.close();
    }

    private void closeAllButOptions() {
        lock.lock();
        try {
            tables.values().forEach(ColumnFamilyHandle::close);
            tables.clear();
        } finally {
            lock.unlock();
        }
        rocks.close();
    }
}
