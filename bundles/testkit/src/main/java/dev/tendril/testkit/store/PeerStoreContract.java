package dev.tendril.testkit.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.store.Batch;
import dev.tendril.api.store.Durability;
import dev.tendril.api.store.PeerStore;
import dev.tendril.api.store.Table;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What every {@link PeerStore} keeps. An author of a store extends it and says how one is opened;
 * {@link #open} called again after a close shows the same records, as after a restart.
 */
public abstract class PeerStoreContract {

    private static final Table OTHER = new Table("other-table");

    private PeerStore store;

    /** For subclasses. */
    protected PeerStoreContract() {}

    /**
     * Opens the store of this test: empty at first, later with what was written before.
     *
     * @throws IOException when it cannot be opened, or is open already
     */
    protected abstract PeerStore open() throws IOException;

    @BeforeEach
    final void openStore() throws IOException {
        store = open();
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    private void put(Table table, String key, String value) throws IOException {
        store.apply(
                Batch.builder().put(table, Records.bytes(key), Records.bytes(value)).build(),
                Durability.BUFFERED);
    }

    @Test
    final void get_ofWhatWasNeverWritten_isEmpty() throws IOException {
        assertEquals(Optional.empty(), store.get(Table.PEERS, Records.bytes("00")));
        assertEquals(Optional.empty(), store.get(OTHER, new byte[0]));
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    final void apply_thenGet_givesTheLastValue(Durability durability) throws IOException {
        put(Table.PEERS, "0a", "01");
        store.apply(
                Batch.builder()
                        .put(Table.PEERS, Records.bytes("0a"), Records.bytes("02ff"))
                        .build(),
                durability);
        assertEquals(Optional.of("02ff"), Records.value(store, Table.PEERS, "0a"));
    }

    @Test
    final void apply_emptyKeysAndValues_areRecordsLikeOthers() throws IOException {
        put(Table.META, "", "");
        assertEquals(Optional.of(""), Records.value(store, Table.META, ""));
        assertEquals(List.of("="), Records.all(store, Table.META, ""));
    }

    @Test
    final void tables_doNotSeeEachOther() throws IOException {
        put(Table.PEERS, "0a", "01");
        put(OTHER, "0b", "02");
        assertEquals(List.of("0a=01"), Records.all(store, Table.PEERS, ""));
        assertEquals(List.of("0b=02"), Records.all(store, OTHER, ""));
        assertEquals(List.of(), Records.all(store, Table.BANS, ""));
    }

    @Test
    final void apply_inOrder_laterChangesOfABatchWin() throws IOException {
        put(Table.PEERS, "0b", "01");
        store.apply(
                Batch.builder()
                        .put(Table.PEERS, Records.bytes("0a"), Records.bytes("01"))
                        .delete(Table.PEERS, Records.bytes("0a"))
                        .delete(Table.PEERS, Records.bytes("0b"))
                        .put(Table.PEERS, Records.bytes("0b"), Records.bytes("02"))
                        .delete(Table.PEERS, Records.bytes("0c"))
                        .build(),
                Durability.SYNCED);
        assertEquals(List.of("0b=02"), Records.all(store, Table.PEERS, ""));
    }

    @Test
    final void apply_ofAnEmptyBatch_changesNothing() throws IOException {
        put(Table.PEERS, "0a", "01");
        store.apply(Batch.builder().build(), Durability.SYNCED);
        assertEquals(List.of("0a=01"), Records.all(store, Table.PEERS, ""));
    }

    @Test
    final void scan_isInOrderOfUnsignedBytes() throws IOException {
        for (var key : List.of("ff", "7f", "80", "00", "8000", "")) {
            put(Table.PEERS, key, "01");
        }
        assertEquals(
                List.of("=01", "00=01", "7f=01", "80=01", "8000=01", "ff=01"),
                Records.all(store, Table.PEERS, ""));
    }

    @Test
    final void scan_from_beginsAtTheKeyOrAfterIt() throws IOException {
        for (var key : List.of("10", "20", "30")) {
            put(Table.PEERS, key, "01");
        }
        assertEquals(List.of("20=01", "30=01"), Records.all(store, Table.PEERS, "20"));
        assertEquals(List.of("30=01"), Records.all(store, Table.PEERS, "2000"));
        assertEquals(List.of(), Records.all(store, Table.PEERS, "31"));
    }

    @Test
    final void scan_endsWhenTheVisitorHasSeenEnough() throws IOException {
        for (var key : List.of("10", "20", "30")) {
            put(Table.PEERS, key, "01");
        }
        var seen = new AtomicInteger();
        store.scan(Table.PEERS, new byte[0], (key, value) -> seen.incrementAndGet() < 2);
        assertEquals(2, seen.get());
    }

    @Test
    final void scan_visitorMayReadAndWriteTheStore() throws IOException {
        for (var key : List.of("10", "20", "30")) {
            put(Table.PEERS, key, "01");
        }
        store.scan(
                Table.PEERS,
                new byte[0],
                (key, value) -> {
                    try {
                        store.apply(
                                Batch.builder()
                                        .delete(Table.PEERS, key)
                                        .put(Table.BANS, key, value)
                                        .build(),
                                Durability.BUFFERED);
                        return store.get(Table.BANS, key).isPresent();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
        assertEquals(List.of(), Records.all(store, Table.PEERS, ""));
        assertEquals(List.of("10=01", "20=01", "30=01"), Records.all(store, Table.BANS, ""));
    }

    /** Arrays go in and out as copies (conformance N-PM-03). */
    @Test
    @Covers("N-PM-03")
    final void arrays_changedByTheCaller_doNotChangeTheStore() throws IOException {
        var key = Records.bytes("0a");
        var value = Records.bytes("01");
        store.apply(Batch.builder().put(Table.PEERS, key, value).build(), Durability.BUFFERED);
        key[0] = 0x55;
        value[0] = 0x55;
        store.get(Table.PEERS, Records.bytes("0a")).orElseThrow()[0] = 0x66;
        store.scan(
                Table.PEERS,
                new byte[0],
                (seenKey, seenValue) -> {
                    seenKey[0] = 0x77;
                    seenValue[0] = 0x77;
                    return true;
                });
        assertArrayEquals(
                Records.bytes("01"), store.get(Table.PEERS, Records.bytes("0a")).orElseThrow());
        assertEquals(List.of("0a=01"), Records.all(store, Table.PEERS, ""));
    }

    @Test
    final void close_makesEveryLaterCallFail_andMayBeRepeated() {
        store.close();
        store.close();
        assertThrows(IOException.class, () -> store.get(Table.PEERS, new byte[0]));
        assertThrows(IOException.class, () -> store.scan(Table.PEERS, new byte[0], (k, v) -> true));
        assertThrows(
                IOException.class, () -> store.apply(Batch.builder().build(), Durability.BUFFERED));
    }

    @Test
    final void open_afterClose_findsEveryRecord() throws IOException {
        for (int i = 0; i < 200; i++) {
            put(i % 2 == 0 ? Table.PEERS : OTHER, String.format("%04x", i), "01");
        }
        store.close();
        store = open();
        assertEquals(100, Records.all(store, Table.PEERS, "").size());
        assertEquals(100, Records.all(store, OTHER, "").size());
        assertEquals(Optional.of("01"), Records.value(store, OTHER, "00c7"));
    }

    @Test
    final void open_whileItIsOpen_isRefusedAndHarmsNothing() throws IOException {
        put(Table.PEERS, "0a", "01");
        var refused = assertThrows(IOException.class, this::open);
        assertTrue(refused.toString().contains("peer store is in use"), refused.toString());
        assertEquals(Optional.of("01"), Records.value(store, Table.PEERS, "0a"));
    }

    /** Random batches, scans and restarts, beside a sorted map that does the same. */
    @Test
    final void randomOperations_agreeWithASortedMap() throws IOException {
        var random = Seeds.random(PeerStoreContract.class);
        var model = new TreeMap<String, String>();
        for (int round = 0; round < 300; round++) {
            var batch = Batch.builder();
            for (int i = random.nextInt(6); i > 0; i--) {
                var key = String.format("%02x", random.nextInt(40)).repeat(1 + random.nextInt(2));
                if (random.nextInt(3) == 0) {
                    batch.delete(Table.PEERS, Records.bytes(key));
                    model.remove(key);
                } else {
                    var value = String.format("%04x", random.nextInt(65_536));
                    batch.put(Table.PEERS, Records.bytes(key), Records.bytes(value));
                    model.put(key, value);
                }
            }
            store.apply(batch.build(), Durability.BUFFERED);
            var from = String.format("%02x", random.nextInt(50));
            var expected =
                    model.tailMap(from).entrySet().stream()
                            .map(e -> e.getKey() + "=" + e.getValue())
                            .toList();
            assertEquals(expected, Records.all(store, Table.PEERS, from));
            if (random.nextInt(50) == 0) {
                store.close();
                store = open();
            }
        }
    }

    @Test
    final void threads_mayAllUseItAtOnce() throws IOException, InterruptedException {
        var failures = Collections.synchronizedList(new ArrayList<Throwable>());
        var done = new CountDownLatch(8);
        try (var scope = new TaskScope(Threads.virtual(), (name, e) -> failures.add(e))) {
            for (int t = 0; t < 8; t++) {
                var table = t % 2 == 0 ? Table.PEERS : Table.DECISIONS;
                var first = t * 50;
                scope.fork("writer-" + t, () -> putFifty(table, first, done));
            }
            done.await();
        }
        assertEquals(List.of(), List.copyOf(failures));
        assertEquals(200, Records.all(store, Table.PEERS, "").size());
        assertEquals(200, Records.all(store, Table.DECISIONS, "").size());
    }

    private void putFifty(Table table, int first, CountDownLatch done) {
        try {
            for (int i = first; i < first + 50; i++) {
                put(table, String.format("%04x", i), "01");
                Records.all(store, table, "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            done.countDown();
        }
    }
}
