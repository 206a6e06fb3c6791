package dev.tendril.peerstore.rocksdb;

import dev.tendril.api.store.Batch;
import dev.tendril.api.store.Durability;
import dev.tendril.api.store.PeerStore;
import dev.tendril.api.store.Table;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A peer store in one RocksDB database: a column family for each table, every change through the
 * write-ahead log. {@link Durability#BUFFERED} changes survive the end of the process, {@link
 * Durability#SYNCED} ones are on the disk. A damaged database is moved aside at opening and an
 * empty one takes its place, with an error in the log. {@link #close} waits for calls in progress;
 * a scan notices it between two records.
 */
public final class RocksDbPeerStore implements PeerStore {

    private final Path directory;
    private final DirectoryLock directoryLock;
    private final Database database;
    private final WriteOptions buffered = new WriteOptions();
    private final WriteOptions synced = new WriteOptions().setSync(true);

    /** Read: uses native objects. Write: frees them. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    private volatile boolean closing;

    private RocksDbPeerStore(Path directory, DirectoryLock directoryLock, Database database) {
        this.directory = directory;
        this.directoryLock = directoryLock;
        this.database = database;
    }

    /**
     * {@return the store in {@code directory}, which is made when it is missing} Blocks for the
     * disk.
     *
     * @param directory a directory for this store alone
     * @param environment what the stores of this process share; outlives the store
     * @throws PeerStoreInUseException when another store has the directory open
     * @throws IOException when it cannot be opened
     */
    public static RocksDbPeerStore open(Path directory, RocksDbEnvironment environment)
            throws IOException {
        Files.createDirectories(directory);
        var directoryLock = DirectoryLock.acquire(directory);
        try {
            var database = DatabaseOpener.open(directory, environment);
            return new RocksDbPeerStore(directory, directoryLock, database);
        } catch (IOException | RuntimeException e) {
            directoryLock.close();
            throw e;
        }
    }

    @Override
    public Optional<byte[]> get(Table table, byte[] key) throws IOException {
        lock.readLock().lock();
        try {
            requireOpen();
            var handle = database.existing(table);
            return handle.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(database.rocks().get(handle.get(), key));
        } catch (RocksDBException e) {
            throw DatabaseOpener.failure(directory, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void scan(Table table, byte[] from, Visitor visitor) throws IOException {
        lock.readLock().lock();
        try {
            requireOpen();
            var handle = database.existing(table);
            if (handle.isEmpty()) {
                return;
            }
            try (var records = database.rocks().newIterator(handle.get())) {
                records.seek(from);
                while (records.isValid() && visitor.visit(records.key(), records.value())) {
                    requireOpen();
                    records.next();
                }
                records.status();
            }
        } catch (RocksDBException e) {
            throw DatabaseOpener.failure(directory, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void apply(Batch batch, Durability durability) throws IOException {
        lock.readLock().lock();
        try (var changes = new WriteBatch()) {
            requireOpen();
            for (var change : batch.changes()) {
                var handle = database.writable(change.table());
                switch (change) {
                    case Batch.Change.Put put -> changes.put(handle, put.key(), put.value());
                    case Batch.Change.Delete delete -> changes.delete(handle, delete.key());
                }
            }
            database.rocks().write(options(durability), changes);
        } catch (RocksDBException e) {
            throw DatabaseOpener.failure(directory, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private WriteOptions options(Durability durability) {
        return switch (durability) {
            case BUFFERED -> buffered;
            case SYNCED -> synced;
        };
    }

    /** {@return where it is} */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        if (lock.getReadHoldCount() > 0) {
            throw new IllegalStateException("a visitor of a scan must not close the store");
        }
        closing = true;
        lock.writeLock().lock();
        try {
            free();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void free() {
        if (!buffered.isOwningHandle()) {
            return;
        }
        database.close();
        buffered.close();
        synced.close();
        try {
            directoryLock.close();
        } catch (IOException e) {
            throw new IllegalStateException("lock cannot be freed, directory: " + directory, e);
        }
    }

    private void requireOpen() throws IOException {
        if (closing) {
            throw new IOException("peer store is closed, directory: " + directory);
        }
    }
}
