package dev.tendril.peerstore.rocksdb;

/**
 * How much memory and disk the stores of one process may use.
 *
 * @param blockCacheBytes memory for what was read, all stores together
 * @param writeBuffersBytes memory for what was written and is not in a table file yet, all stores
 *     together
 * @param walMaxBytes write-ahead log of one store, beyond which buffers are flushed
 * @param openFilesMax table files one store keeps open
 */
public record RocksDbLimits(
        long blockCacheBytes, long writeBuffersBytes, long walMaxBytes, int openFilesMax) {

    /** For a node with some ten thousand known peers in each of a few networks. */
    public static final RocksDbLimits DEFAULT = new RocksDbLimits(8L << 20, 8L << 20, 8L << 20, 64);

    /** Checks that all are positive. */
    public RocksDbLimits {
        if (blockCacheBytes < 1 || writeBuffersBytes < 1 || walMaxBytes < 1 || openFilesMax < 1) {
            throw new IllegalArgumentException("limit of RocksDB is not positive");
        }
    }
}
