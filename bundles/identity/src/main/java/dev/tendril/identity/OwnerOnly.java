package dev.tendril.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Files that only their owner may read, made whole or not at all and never overwritten. */
final class OwnerOnly {

    private static final Set<PosixFilePermission> FILE_MODE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY_MODE =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OF_OTHERS =
            PosixFilePermissions.fromString("---rwxrwx");
    private static final int TEMPORARY_NAMES_MAX = 100;

    private OwnerOnly() {}

    /** Refuses a file that group or others may read, write or run. */
    static void require(Path file) throws IOException {
        if (!knowsModes(file)) {
            return;
        }
        var mode = Files.getPosixFilePermissions(file);
        if (mode.stream().anyMatch(OF_OTHERS::contains)) {
            throw new NodeKeyException(
                    "node key is open to other users ("
                            + PosixFilePermissions.toString(mode)
                            + "), make it yours alone: chmod 600",
                    file);
        }
    }

    /**
     * Creates {@code file} with {@code bytes}. They are written beside it first and then linked to
     * its name, since a link, unlike a move, fails when the name is taken.
     */
    static void createFile(Path file, byte[] bytes) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw taken(file);
        }
        var directory =
                Objects.requireNonNull(file.toAbsolutePath().getParent(), "file has a name");
        createDirectories(directory);
        var temporary = writeTemporary(directory, file.getFileName() + ".new", bytes);
        try {
            publish(temporary, file, bytes);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceDirectory(directory);
    }

    private static FileAlreadyExistsException taken(Path file) {
        return new FileAlreadyExistsException(
                file.toString(), null, "node key exists and is not overwritten");
    }

    private static void publish(Path temporary, Path file, byte[] bytes) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            throw taken(file);
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            write(file, bytes);
        }
    }

    private static Path writeTemporary(Path directory, String name, byte[] bytes)
            throws IOException {
        for (int i = 0; i < TEMPORARY_NAMES_MAX; i++) {
            var temporary = directory.resolve(name + i);
            try {
                write(temporary, bytes);
                return temporary;
            } catch (FileAlreadyExistsException left) {
                // Left behind by a run that was killed, or in use by another process.
            }
        }
        throw new NodeKeyException("too many half-written node keys", directory.resolve(name));
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, options, mode(file, FILE_MODE))) {
            var rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, mode(directory, DIRECTORY_MODE));
    }

    private static FileAttribute<?>[] mode(Path path, Set<PosixFilePermission> mode) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
                : new FileAttribute<?>[0];
    }

    private static boolean knowsModes(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
    }

    /** So that the name survives a power cut too; not every system can open a directory. */
    private static void forceDirectory(Path directory) {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            // The file itself is on the disk already.
        }
    }
}
