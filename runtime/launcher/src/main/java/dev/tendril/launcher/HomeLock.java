package dev.tendril.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * One process's hold on a home. The operating system lets go of it when the process ends, however
 * it ends; {@code run/pid} says who holds it.
 */
final class HomeLock implements AutoCloseable {

    private static final int PID_LENGTH_MAX = 20;

    private final FileChannel channel;
    private final Path pidFile;

    private HomeLock(FileChannel channel, Path pidFile) {
        this.channel = channel;
        this.pidFile = pidFile;
    }

    /** Takes hold of the home whose {@code run/} is given, which is created when missing. */
    static HomeLock take(Path home, Path run) throws CommandException {
        var pidFile = run.resolve("pid");
        FileChannel channel;
        try {
            createPrivate(run);
            channel =
                    FileChannel.open(
                            run.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw CommandException.failed("home cannot be written: " + home + ": " + reason(e));
        }
        try {
            var lock = channel.tryLock();
            if (lock == null) {
                throw held(home, pidFile);
            }
            write(pidFile, String.valueOf(ProcessHandle.current().pid()));
            return new HomeLock(channel, pidFile);
        } catch (OverlappingFileLockException sameProcess) {
            throw held(home, pidFile);
        } catch (IOException e) {
            throw CommandException.failed("home cannot be written: " + home + ": " + reason(e));
        }
    }

    private static void createPrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    private static CommandException held(Path home, Path pidFile) {
        return CommandException.failed(
                "home is in use: " + home + ": held by process " + holder(pidFile));
    }

    private static String holder(Path pidFile) {
        try {
            var text = Files.readString(pidFile).strip();
            return text.length() <= PID_LENGTH_MAX ? text : "unknown";
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (var out =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
    }

    /** What an I/O exception says, in words a person can use. */
    static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException denied -> "permission denied";
            case java.nio.file.NoSuchFileException missing -> "no such file: " + missing.getFile();
            case java.nio.file.FileAlreadyExistsException exists ->
                    "a file is in the way: " + exists.getFile();
            case java.nio.file.FileSystemException other when other.getReason() != null ->
                    other.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(pidFile);
        channel.close();
    }
}
