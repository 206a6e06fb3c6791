package dev.tendril.peerstore.rocksdb;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;

/**
 * What the stores of one process share: threads, block cache and the budget of write buffers. To be
 * made once and closed after the stores that use it. Making it loads the native library, from the
 * bundle that carries it or, on a plain class path, through a file in {@code java.io.tmpdir}. Safe
 * for use by many threads.
 */
public final class RocksDbEnvironment implements AutoCloseable {

    private static final long TABLE_BUFFER_BYTES = 1L << 20;
    private static final long LOG_FILE_BYTES = 1L << 20;
    private static final int LOG_FILES = 2;

    private final RocksDbLimits limits;
    private final Cache blockCache;
    private final WriteBufferManager writeBuffers;

    /**
     * An environment within {@code limits}.
     *
     * @param limits how much memory and disk it may use
     */
    public RocksDbEnvironment(RocksDbLimits limits) {
        RocksDB.loadLibrary();
        this.limits = limits;
        this.blockCache = new LRUCache(limits.blockCacheBytes());
        this.writeBuffers = new WriteBufferManager(limits.writeBuffersBytes(), blockCache);
    }

    /** Options of a database; the caller closes them after it. */
    DBOptions databaseOptions() {
        return new DBOptions()
                .setEnv(Env.getDefault())
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setWriteBufferManager(writeBuffers)
                .setMaxTotalWalSize(limits.walMaxBytes())
                .setMaxOpenFiles(limits.openFilesMax())
                // A record that was half written when the process died ends the log; it is no
                // damage.
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setKeepLogFileNum(LOG_FILES)
                .setMaxLogFileSize(LOG_FILE_BYTES)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
    }

    /** Options of a table; the caller closes them after the database. */
    ColumnFamilyOptions tableOptions() {
        return new ColumnFamilyOptions()
                .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(blockCache))
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setWriteBufferSize(TABLE_BUFFER_BYTES);
    }

    /** Frees what is shared; to be called after all stores are closed. */
    @Override
    public void close() {
        writeBuffers.close();
        blockCache.close();
    }
}
