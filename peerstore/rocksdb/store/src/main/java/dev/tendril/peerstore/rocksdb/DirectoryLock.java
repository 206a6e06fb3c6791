package dev.tendril.peerstore.rocksdb;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right of one process to a directory: a lock of the operating system on the file {@code lock}
 * in it, so that it ends with the process whatever happens. The file holds the process id, for the
 * message that the next one gets. RocksDB has a lock of its own; this one is there before a damaged
 * database is moved away.
 */
final class DirectoryLock implements AutoCloseable {

    private static final String FILE = "lock";
    private static final int HOLDER_MAX_BYTES = 32;

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock acquire(Path directory) throws IOException {
        var file = directory.resolve(FILE);
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (tryLock(channel, directory) == null) {
                throw new PeerStoreInUseException(directory, "process " + holder(file));
            }
            channel.truncate(0);
            var pid = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return new DirectoryLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel, Path directory)
            throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new PeerStoreInUseException(directory, "this process");
        }
    }

    private static String holder(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var text = new String(in.readNBytes(HOLDER_MAX_BYTES), StandardCharsets.US_ASCII);
            return text.matches("[0-9]+") ? text : "unknown";
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
