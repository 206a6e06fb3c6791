package dev.tendril.api.address;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An Ed25519 public key: 32 bytes as RFC 8032 encodes a point. Immutable; whether the bytes are a
 * point of full order is for whoever verifies signatures (wire.md 1.1, 2.6).
 */
public final class PublicKey {

    /** Length of a key in bytes. */
    public static final int LENGTH_BYTES = 32;

    private static final int ADDRESS_BYTES = 20;

    private final byte[] bytes;

    private PublicKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * {@return the key with these 32 bytes, which are copied}
     *
     * @param bytes 32 bytes, copied
     */
    public static PublicKey of(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            throw new IllegalArgumentException("public key is not 32 bytes: " + bytes.length);
        }
        return new PublicKey(bytes.clone());
    }

    /** {@return a copy of the 32 bytes} */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@return the id of the node that holds the private half} */
    public NodeId nodeId() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new NodeId(HexFormat.of().formatHex(hash, 0, ADDRESS_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
