package dev.tendril.peerstore.rocksdb;

import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens the database of a store, which lies in {@code db} below the store's directory. A damaged
 * one is moved aside, said loudly, and an empty one takes its place: a node without memory is
 * better than no node.
 */
final class DatabaseOpener {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseOpener.class);
    private static final int DAMAGED_MAX = 16;

    private DatabaseOpener() {}

    static Database open(Path directory, RocksDbEnvironment environment) throws IOException {
        var path = directory.resolve("db");
        Files.createDirectories(path);
        try {
            return Database.open(path, environment);
        } catch (RocksDBException e) {
            if (!isDamage(e)) {
                throw failure(directory, e);
            }
            var aside = moveAside(path);
            LOG.error(
                    "peer store is damaged and starts empty, directory: {}, kept as: {}, cause: {}",
                    directory,
                    aside,
                    e.getMessage());
        }
        try {
            return Database.open(path, environment);
        } catch (RocksDBException e) {
            throw failure(directory, e);
        }
    }

    /** What RocksDB has refused, as the operator of {@code directory} reads it. */
    static IOException failure(Path directory, RocksDBException cause) {
        return new IOException(
                "peer store failed, directory: " + directory + ", cause: " + cause.getMessage(),
                cause);
    }

    /**
     * Files that contradict themselves or miss one another, but not a disk that does not answer.
     */
    private static boolean isDamage(RocksDBException e) {
        var status = e.getStatus();
        if (status == null) {
            return false;
        }
        return status.getCode() == Status.Code.Corruption
                || (status.getCode() == Status.Code.IOError
                        && String.valueOf(e.getMessage()).contains("No such file"));
    }

    private static Path moveAside(Path path) throws IOException {
        for (int i = 1; i <= DAMAGED_MAX; i++) {
            var aside = path.resolveSibling("db.damaged-" + i);
            if (!Files.exists(aside)) {
                return Files.move(path, aside);
            }
        }
        throw new IOException(
                "peer store is damaged and too many damaged ones are kept, directory: "
                        + path.getParent());
    }
}
