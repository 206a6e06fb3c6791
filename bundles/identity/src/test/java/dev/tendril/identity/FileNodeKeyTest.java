package dev.tendril.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** The file of a node key: made whole, for its owner alone, and never again. */
final class FileNodeKeyTest {

    @TempDir private Path directory;

    private Path file() {
        return directory.resolve("node_key.json");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    @Covers("NK-03")
    void create_makesAFileForItsOwnerAlone() throws IOException {
        var key = FileNodeKey.create(file());
        assertEquals("rw-------", mode(file()));
        assertEquals(List.of("node_key.json"), names());
        assertEquals(key.publicKey(), FileNodeKey.load(file()).publicKey());
    }

    @ParameterizedTest
    @EnumSource(NodeKeyFormat.class)
    void create_inEitherForm_isReadBack(NodeKeyFormat format) throws IOException {
        var identity = Ed25519Identity.generate();
        FileNodeKey.create(file(), identity, format);
        var loaded = FileNodeKey.load(file());
        assertEquals(identity.nodeId(), loaded.nodeId());
        var message = new byte[] {1, 2, 3};
        assertArrayEquals(identity.sign(message), loaded.sign(message));
    }

    @Test
    void create_makesMissingDirectoriesForTheOwnerAlone() throws IOException {
        var file = directory.resolve("keys").resolve("net").resolve("node_key.json");
        FileNodeKey.create(file);
        assertEquals("rwx------", mode(directory.resolve("keys")));
        assertEquals("rwx------", mode(directory.resolve("keys").resolve("net")));
    }

    @Test
    void create_whereAFileIs_leavesItAsItIs() throws IOException {
        Files.writeString(file(), "anything");
        assertThrows(FileAlreadyExistsException.class, () -> FileNodeKey.create(file()));
        assertEquals("anything", Files.readString(file()));
        assertEquals(List.of("node_key.json"), names());
    }

    /** A dangling link is a name that is taken, too. */
    @Test
    void create_whereALinkIs_writesNothingThroughIt() throws IOException {
        var target = directory.resolve("target");
        Files.createSymbolicLink(file(), target);
        assertThrows(FileAlreadyExistsException.class, () -> FileNodeKey.create(file()));
        assertFalse(Files.exists(target));
    }

    @Test
    void create_besideWhatAKilledRunLeft_succeeds() throws IOException {
        Files.writeString(directory.resolve("node_key.json.new0"), "half");
        FileNodeKey.create(file());
        assertEquals(List.of("node_key.json", "node_key.json.new0"), names());
    }

    @Test
    @Covers("NK-01")
    void loadOrCreate_byManyAtOnce_givesAllTheSameKey() throws Exception {
        var ids = new HashSet<>();
        var calls = new ArrayList<Callable<FileNodeKey>>();
        for (int i = 0; i < 16; i++) {
            calls.add(() -> FileNodeKey.loadOrCreate(file()));
        }
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var key : threads.invokeAll(calls)) {
                ids.add(key.get().nodeId());
            }
        }
        assertEquals(1, ids.size());
        assertEquals(List.of("node_key.json"), names());
    }

    @Test
    @Covers("NK-02")
    void load_withoutAFile_saysSo() {
        var missing = assertThrows(NoSuchFileException.class, () -> FileNodeKey.load(file()));
        assertTrue(missing.getMessage().contains(file().toString()), missing.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
    void load_ofAFileOpenToOthers_saysWhatToDo(String mode) throws IOException {
        FileNodeKey.create(file());
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));
        var refused = assertThrows(NodeKeyException.class, () -> FileNodeKey.load(file()));
        assertEquals(
                "node key is open to other users ("
                        + mode
                        + "), make it yours alone: chmod 600, file: "
                        + file(),
                refused.getMessage());
    }

    @Test
    void load_ofAFileThatMayOnlyBeRead_succeeds() throws IOException {
        FileNodeKey.create(file());
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));
        FileNodeKey.load(file());
    }

    @Test
    void load_ofADirectoryOrAHugeFile_isRefused() throws IOException {
        assertThrows(NodeKeyException.class, () -> FileNodeKey.load(directory));
        Files.write(file(), new byte[FileNodeKey.FILE_MAX_BYTES + 1]);
        assertThrows(NodeKeyException.class, () -> FileNodeKey.load(file()));
    }

    @Test
    void toString_neverHasTheKey() throws IOException {
        var key = FileNodeKey.create(file());
        assertEquals(key.nodeId() + " in " + file(), key.toString());
    }
}
