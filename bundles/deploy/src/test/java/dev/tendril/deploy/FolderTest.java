package dev.tendril.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

class FolderTest {

    @TempDir private Path path;

    @Test
    void list_seesJarsOnly() throws IOException {
        Files.writeString(path.resolve("a.jar"), "12345");
        Files.writeString(path.resolve(".hidden.jar"), "");
        Files.writeString(path.resolve("a.jar.part"), "");
        Files.createDirectory(path.resolve("folder.jar"));
        var listing = new Folder(path).list();
        assertEquals(Set.of("a.jar"), listing.keySet());
        assertEquals(5, listing.get("a.jar").sizeBytes());
    }

    @Test
    void list_ofAMissingFolderIsEmpty() throws IOException {
        assertEquals(Map.of(), new Folder(path.resolve("none")).list());
    }
}
