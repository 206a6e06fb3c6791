package dev.tendril.shell.socket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where the socket of a home lies: {@code run/shell.sock}, in a directory that only its owner may
 * enter. The path of a Unix-domain socket has less than 108 bytes; when the home lies too deep, the
 * socket lies in a private directory elsewhere. The file {@code run/socket} always says where.
 *
 * @param socket the socket
 * @param pointer the file that names it
 * @param borrowed the private directory elsewhere, to be deleted with the socket
 */
public record SocketPlace(Path socket, Path pointer, Optional<Path> borrowed) {

    /** Longest path that every system takes. */
    static final int PATH_BYTES_MAX = 104;

    private static final String NAME = "shell.sock";

    /**
     * Makes the directories. A socket that a killed node has left is deleted: only one node at a
     * time has a home.
     *
     * @param home the home of the node, absolute
     * @param shortFolders where a private directory may be made, the best first
     */
    public static SocketPlace prepare(Path home, Path... shortFolders) throws IOException {
        var run = home.resolve("run");
        privateFolder(run);
        var pointer = run.resolve("socket");
        var near = run.resolve(NAME);
        if (isShort(near)) {
            Files.deleteIfExists(near);
            return new SocketPlace(near, pointer, Optional.empty());
        }
        for (var folder : shortFolders) {
            // The name of a temporary directory is at most this long.
            if (isShort(folder.resolve("tendril-" + "0".repeat(20)).resolve(NAME))
                    && Files.isDirectory(folder)) {
                var own = Files.createTempDirectory(folder, "tendril-");
                privateFolder(own);
                return new SocketPlace(own.resolve(NAME), pointer, Optional.of(own));
            }
        }
        throw new IOException("no folder for the socket has a path that is short enough: " + near);
    }

    private static boolean isShort(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= PATH_BYTES_MAX;
    }

    private static void privateFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    /** To be called when the socket is bound: only its owner may use it, and everybody finds it. */
    void publish() throws IOException {
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        var half = pointer.resolveSibling("socket.new");
        Files.writeString(half, socket + "\n");
        Files.move(half, pointer, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes the socket and what points to it. */
    void delete() throws IOException {
        Files.deleteIfExists(pointer);
        Files.deleteIfExists(socket);
        if (borrowed.isPresent()) {
            Files.deleteIfExists(borrowed.get());
        }
    }
}
