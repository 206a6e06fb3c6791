package dev.tendril.peerstore.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.store.Durability;
import dev.tendril.api.store.Table;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that is killed loses nothing it was told to be written, and frees the directory. */
@Timeout(120)
final class KilledWriterTest {

    @TempDir private Path directory;
    @TempDir private Path temporary;

    @ParameterizedTest
    @EnumSource(Durability.class)
    @Covers("N-PM-19")
    void open_afterKill_findsEveryRecordThatWasIn(Durability durability) throws Exception {
        int last;
        try (var writer = Writer.start(directory, durability, temporary)) {
            writer.awaitRecord(300);
            last = Math.max(300, writer.kill());
        }
        try (var environment = new RocksDbEnvironment(RocksDbLimits.DEFAULT);
                var store = RocksDbPeerStore.open(directory, environment)) {
            for (int i = 0; i <= last; i++) {
                assertTrue(store.get(Table.PEERS, Writer.key(i)).isPresent(), "record " + i);
            }
            // Both records of a batch, or none of them.
            assertEquals(count(store, Table.PEERS), count(store, Table.BANS));
        }
    }

    private static int count(RocksDbPeerStore store, Table table) throws Exception {
        var records = new AtomicInteger();
        store.scan(table, new byte[0], (key, value) -> records.incrementAndGet() > 0);
        return records.get();
    }

    @Test
    void open_whileAnotherProcessHasIt_namesDirectoryAndProcess() throws Exception {
        try (var writer = Writer.start(directory, Durability.BUFFERED, temporary);
                var environment = new RocksDbEnvironment(RocksDbLimits.DEFAULT)) {
            writer.awaitRecord(0);
            var refused =
                    assertThrows(
                            PeerStoreInUseException.class,
                            () -> RocksDbPeerStore.open(directory, environment));
            assertEquals(
                    "peer store is in use by process " + writer.pid() + ", directory: " + directory,
                    refused.getMessage());
        }
    }
}
