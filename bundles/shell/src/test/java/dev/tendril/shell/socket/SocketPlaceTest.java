package dev.tendril.shell.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

final class SocketPlaceTest {

    @TempDir private Path folder;

    @Test
    void prepare_shortHome_hasTheSocketInRun() throws IOException {
        var place = SocketPlace.prepare(folder);

        assertEquals(folder.resolve("run/shell.sock"), place.socket());
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("run"))));
    }

    @Test
    void prepare_deepHome_borrowsAPrivateFolder() throws IOException {
        var home = folder.resolve("d".repeat(120));
        var place = SocketPlace.prepare(home, folder.resolve("nowhere"), folder);

        try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(place.socket()));
            place.publish();
        }
        var own = place.borrowed().orElseThrow();
        assertEquals(place.socket() + "\n", Files.readString(home.resolve("run/socket")));
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
        assertTrue(place.socket().toString().length() <= SocketPlace.PATH_BYTES_MAX);

        place.delete();
        assertFalse(Files.exists(own));
        assertFalse(Files.exists(home.resolve("run/socket")));
    }

    @Test
    void prepare_withoutAnyShortFolder_saysSo() {
        var deep = folder.resolve("d".repeat(120));

        assertThrows(IOException.class, () -> SocketPlace.prepare(deep, deep));
    }

    @Test
    void prepare_socketOfAKilledNode_isReplaced() throws IOException {
        var socket = SocketPlace.prepare(folder).socket();
        try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(socket));
        }
        assertTrue(Files.exists(socket));

        SocketPlace.prepare(folder);

        assertFalse(Files.exists(socket));
    }
}
