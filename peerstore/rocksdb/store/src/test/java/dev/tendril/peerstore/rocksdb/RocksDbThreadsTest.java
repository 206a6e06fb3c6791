package dev.tendril.peerstore.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.store.Batch;
import dev.tendril.api.store.Durability;
import dev.tendril.api.store.Table;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Native objects are never used after they were freed, whatever threads do. */
@Timeout(60)
final class RocksDbThreadsTest {

    @TempDir private Path directory;

    private final RocksDbEnvironment environment = new RocksDbEnvironment(RocksDbLimits.DEFAULT);

    @AfterEach
    void closeEnvironment() {
        environment.close();
    }

    private static void put(RocksDbPeerStore store, int i) throws IOException {
        store.apply(
                Batch.builder().put(Table.PEERS, Writer.key(i), new byte[10]).build(),
                Durability.BUFFERED);
    }

    @Test
    void close_duringAScan_waitsForTheRecordAndEndsTheScan() throws Exception {
        var store = RocksDbPeerStore.open(directory, environment);
        for (int i = 0; i < 100; i++) {
            put(store, i);
        }
        var inScan = new CountDownLatch(1);
        var closing = new CountDownLatch(1);
        var visited = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var scan =
                    threads.submit(
                            () ->
                                    assertThrows(
                                            IOException.class,
                                            () ->
                                                    store.scan(
                                                            Table.PEERS,
                                                            new byte[0],
                                                            (key, value) -> {
                                                                visited.incrementAndGet();
                                                                inScan.countDown();
                                                                awaitClosed(store, closing);
                                                                return true;
                                                            })));
            inScan.await();
            threads.submit(
                    () -> {
                        closing.countDown();
                        store.close();
                    });
            scan.get();
        }
        assertEquals(1, visited.get());
        assertThrows(IOException.class, () -> put(store, 0));
    }

    /** Returns when the other thread's close has begun: then other calls are refused. */
    private static void awaitClosed(RocksDbPeerStore store, CountDownLatch closing) {
        try {
            closing.await();
            while (true) {
                store.get(Table.META, new byte[0]);
                Thread.onSpinWait();
            }
        } catch (IOException closed) {
            // As awaited.
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void close_byAVisitor_isRefused() throws IOException {
        try (var store = RocksDbPeerStore.open(directory, environment)) {
            put(store, 1);
            assertThrows(
                    IllegalStateException.class,
                    () ->
                            store.scan(
                                    Table.PEERS,
                                    new byte[0],
                                    (key, value) -> {
                                        store.close();
                                        return true;
                                    }));
            assertTrue(store.get(Table.PEERS, Writer.key(1)).isPresent());
        }
    }

    @Test
    void apply_byManyThreadsToNewTables_losesNothing() throws Exception {
        try (var store = RocksDbPeerStore.open(directory, environment)) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int t = 0; t < 16; t++) {
                    var table = new Table("table-" + (char) ('a' + t % 4));
                    var thread = t;
                    threads.submit(
                            () -> {
                                for (int i = 0; i < 100; i++) {
                                    var key = Writer.key(thread * 100 + i);
                                    store.apply(
                                            Batch.builder().put(table, key, key).build(),
                                            Durability.BUFFERED);
                                }
                                return null;
                            });
                }
            }
            var records = new AtomicInteger();
            for (char c = 'a'; c < 'e'; c++) {
                store.scan(
                        new Table("table-" + c),
                        new byte[0],
                        (key, value) -> records.incrementAndGet() > 0);
            }
            assertEquals(1_600, records.get());
        }
    }

    @Test
    void stores_ofOneProcess_shareAnEnvironmentAndNothingElse() throws IOException {
        try (var a = RocksDbPeerStore.open(directory.resolve("a"), environment);
                var b = RocksDbPeerStore.open(directory.resolve("b"), environment)) {
            put(a, 1);
            put(b, 2);
            assertTrue(a.get(Table.PEERS, Writer.key(2)).isEmpty());
            assertTrue(b.get(Table.PEERS, Writer.key(1)).isEmpty());
        }
    }
}
