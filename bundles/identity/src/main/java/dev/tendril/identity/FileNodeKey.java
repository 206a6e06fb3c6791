package dev.tendril.identity;

import dev.tendril.api.address.PublicKey;
import dev.tendril.api.identity.NodeIdentity;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The node key in a file {@code node_key.json} (wire.md 1.2). The file is only ever created or
 * read, never overwritten, and must be for its owner alone (mode 0600) where the file system knows
 * modes. Immutable after loading. Every method that takes a path blocks for the disk.
 */
public final class FileNodeKey implements NodeIdentity {

    /** Largest file that is read. */
    public static final int FILE_MAX_BYTES = 16 * 1024;

    private final Path file;
    private final Ed25519Identity identity;

    private FileNodeKey(Path file, Ed25519Identity identity) {
        this.file = file;
        this.identity = identity;
    }

    /**
     * {@return the key in {@code file}, of either family}
     *
     * @param file the key file
     * @throws NoSuchFileException when there is none
     * @throws NodeKeyException when it may be read by others, or is no valid Ed25519 node key
     * @throws IOException when it cannot be read
     */
    public static FileNodeKey load(Path file) throws IOException {
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString(), null, "node key file does not exist");
        }
        if (!Files.isRegularFile(file) || Files.size(file) > FILE_MAX_BYTES) {
            throw new NodeKeyException("node key is not a small regular file", file);
        }
        OwnerOnly.require(file);
        return new FileNodeKey(file, NodeKeyJson.read(Files.readAllBytes(file), file));
    }

    /**
     * {@return a new key, written to {@code file} in CometBFT's form} Missing parent directories
     * are made, for their owner alone. The file appears whole or not at all.
     *
     * @param file the key file to create
     * @throws FileAlreadyExistsException when {@code file} exists: it is left as it is
     * @throws IOException when it cannot be written
     */
    public static FileNodeKey create(Path file) throws IOException {
        return create(file, Ed25519Identity.generate(), NodeKeyFormat.COMETBFT);
    }

    /**
     * {@return {@code identity}, written to {@code file}} As {@link #create(Path)} otherwise.
     *
     * @param file the key file to create
     * @param identity the key to keep
     * @param format for which family of nodes
     * @throws FileAlreadyExistsException when {@code file} exists: it is left as it is
     * @throws IOException when it cannot be written
     */
    public static FileNodeKey create(Path file, Ed25519Identity identity, NodeKeyFormat format)
            throws IOException {
        OwnerOnly.createFile(file, NodeKeyJson.write(identity, format));
        return new FileNodeKey(file, identity);
    }

    /**
     * {@return the key in {@code file}, which is created when it is missing}
     *
     * @param file the key file
     * @throws IOException as {@link #load} and {@link #create(Path)} do
     */
    public static FileNodeKey loadOrCreate(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                return create(file);
            } catch (FileAlreadyExistsException another) {
                // Somebody else was faster: that key is the key.
            }
        }
        return load(file);
    }

    /** {@return the file it is kept in} */
    public Path file() {
        return file;
    }

    @Override
    public PublicKey publicKey() {
        return identity.publicKey();
    }

    @Override
    public byte[] sign(byte[] message) {
        return identity.sign(message);
    }

    /** The id and the file, never the key. */
    @Override
    public String toString() {
        return nodeId().hex() + " in " + file;
    }
}
