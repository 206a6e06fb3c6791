package dev.tendril.simulator;

import dev.tendril.api.address.PublicKey;
import dev.tendril.api.identity.NodeIdentity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A node key that is none: anybody could sign with it. What counts here is who is who, and a hash
 * is a hundred times faster than a curve. Immutable.
 */
final class SimIdentity implements NodeIdentity {

    private final PublicKey publicKey;

    SimIdentity(String name) {
        this.publicKey =
                PublicKey.of(
                        hash(
                                "key of ".getBytes(StandardCharsets.UTF_8),
                                name.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether a signature is that of {@link #sign}. */
    static boolean verify(PublicKey key, byte[] message, byte[] signature) {
        return Arrays.equals(signature, hash(key.bytes(), message));
    }

    private static byte[] hash(byte[] first, byte[] second) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(first);
            return digest.digest(second);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        return hash(publicKey.bytes(), message);
    }
}
