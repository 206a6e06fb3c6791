package dev.tendril.peerstore.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.tendril.api.store.Batch;
import dev.tendril.api.store.Durability;
import dev.tendril.api.store.Table;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A damaged database is kept aside and the store starts empty; other trouble is an error. */
final class DamagedDatabaseTest {

    private static final byte[] KEY = {1};

    private static final Logger OPENER = (Logger) LoggerFactory.getLogger(DatabaseOpener.class);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @TempDir private Path directory;

    private final RocksDbEnvironment environment = new RocksDbEnvironment(RocksDbLimits.DEFAULT);

    @BeforeEach
    void listen() {
        lines.start();
        OPENER.addAppender(lines);
    }

    @AfterEach
    void leave() {
        OPENER.detachAppender(lines);
        environment.close();
    }

    private RocksDbPeerStore open() throws IOException {
        return RocksDbPeerStore.open(directory, environment);
    }

    /** A store with one record, in a table file and not only in the log. */
    private void write() throws IOException {
        try (var store = open()) {
            store.apply(
                    Batch.builder().put(Table.PEERS, KEY, new byte[5_000]).build(),
                    Durability.SYNCED);
        }
        open().close();
    }

    private List<Path> files(String glob) throws IOException {
        try (var found = Files.newDirectoryStream(directory.resolve("db"), glob)) {
            var files = new ArrayList<Path>();
            found.forEach(files::add);
            return files;
        }
    }

    private void assertStartsEmptyAndKeepsTheOld() throws IOException {
        try (var store = open()) {
            assertFalse(store.get(Table.PEERS, KEY).isPresent());
            store.apply(
                    Batch.builder().put(Table.PEERS, KEY, new byte[1]).build(), Durability.SYNCED);
        }
        var kept = directory.resolve("db.damaged-1");
        assertTrue(Files.isDirectory(kept));
        try (var store = open()) {
            assertTrue(store.get(Table.PEERS, KEY).isPresent());
        }
        assertFalse(Files.exists(directory.resolve("db.damaged-2")));
        assertEquals(1, lines.list.size(), "said once");
        var line = lines.list.getFirst();
        assertEquals(Level.ERROR, line.getLevel());
        var text = line.getFormattedMessage();
        assertTrue(text.contains("directory: " + directory + ","), text);
        assertTrue(text.contains("kept as: " + kept + ","), text);
    }

    @Test
    @Covers("N-PM-19")
    void open_withoutManifest_startsEmpty() throws IOException {
        write();
        for (var manifest : files("MANIFEST-*")) {
            Files.delete(manifest);
        }
        assertStartsEmptyAndKeepsTheOld();
    }

    @Test
    @Covers("N-PM-19")
    void open_withoutATableFile_startsEmpty() throws IOException {
        write();
        assertEquals(1, files("*.sst").size());
        Files.delete(files("*.sst").getFirst());
        assertStartsEmptyAndKeepsTheOld();
    }

    @Test
    @Covers("N-PM-19")
    void open_withAFlippedByteInATableFile_startsEmpty() throws IOException {
        write();
        var file = files("*.sst").getFirst();
        var bytes = Files.readAllBytes(file);
        bytes[100] ^= 0x40;
        Files.write(file, bytes);
        assertStartsEmptyAndKeepsTheOld();
    }

    @Test
    @Covers("N-PM-19")
    void open_withGarbageForCurrent_startsEmpty() throws IOException {
        write();
        Files.writeString(directory.resolve("db").resolve("CURRENT"), "x");
        assertStartsEmptyAndKeepsTheOld();
    }

    @Test
    @Covers("N-PM-19")
    void open_withACutLog_keepsWhatIsBeforeTheCut() throws IOException {
        var store = open();
        for (byte i = 0; i < 10; i++) {
            store.apply(
                    Batch.builder().put(Table.PEERS, new byte[] {i}, new byte[500]).build(),
                    Durability.BUFFERED);
        }
        var copy = directory.resolveSibling(directory.getFileName() + "-copy");
        copyDatabase(copy);
        store.close();
        for (var log : List.of(newestLog(copy))) {
            var bytes = Files.readAllBytes(log);
            Files.write(log, Arrays.copyOf(bytes, bytes.length - 300));
        }
        try (var cut = RocksDbPeerStore.open(copy, environment)) {
            assertTrue(cut.get(Table.PEERS, new byte[] {8}).isPresent());
            assertFalse(cut.get(Table.PEERS, new byte[] {9}).isPresent());
        }
        assertFalse(Files.exists(copy.resolve("db.damaged-1")));
        assertEquals(List.of(), lines.list);
    }

    private void copyDatabase(Path copy) throws IOException {
        Files.createDirectories(copy.resolve("db"));
        for (var file : files("*")) {
            Files.copy(file, copy.resolve("db").resolve(file.getFileName()));
        }
    }

    private static Path newestLog(Path store) throws IOException {
        try (var logs = Files.list(store.resolve("db"))) {
            return logs.filter(f -> f.toString().endsWith(".log"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    @Test
    void open_whereAFileIs_isAnErrorThatNamesIt() throws IOException {
        var file = Files.createFile(directory.resolve("file"));
        var failure =
                assertThrows(IOException.class, () -> RocksDbPeerStore.open(file, environment));
        assertTrue(failure.toString().contains(file.toString()), failure.toString());
    }
}
