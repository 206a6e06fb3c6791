package dev.tendril.peerstore.rocksdb;

import java.io.IOException;
import java.nio.file.Path;

/** A store cannot be opened because another process, or this one, has it open already. */
public final class PeerStoreInUseException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception that names the directory and who holds it.
     *
     * @param directory the directory of the store
     * @param holder who has it: {@code process 4711}, {@code this process}
     */
    public PeerStoreInUseException(Path directory, String holder) {
        super("peer store is in use by " + holder + ", directory: " + directory);
    }
}
