package dev.tendril.identity;

import dev.tendril.api.address.PublicKey;
import dev.tendril.api.identity.NodeIdentity;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * An Ed25519 key pair in memory that signs (RFC 8032; wire.md 1.1). Immutable; the private half
 * leaves it only into a key file.
 */
public final class Ed25519Identity implements NodeIdentity {

    /** Length of the private seed in bytes. */
    public static final int SEED_LENGTH_BYTES = 32;

    /** Length of a signature in bytes. */
    public static final int SIGNATURE_LENGTH_BYTES = 64;

    private final byte[] seed;
    private final byte[] publicBytes;
    private final PublicKey publicKey;

    private Ed25519Identity(byte[] seed) {
        this.seed = seed;
        this.publicBytes = new byte[PublicKey.LENGTH_BYTES];
        Ed25519.generatePublicKey(seed, 0, publicBytes, 0);
        this.publicKey = PublicKey.of(publicBytes);
    }

    /**
     * {@return the identity with this private seed}
     *
     * @param seed 32 secret bytes of RFC 8032, copied
     */
    public static Ed25519Identity fromSeed(byte[] seed) {
        if (seed.length != SEED_LENGTH_BYTES) {
            throw new IllegalArgumentException("seed is not 32 bytes: " + seed.length);
        }
        return new Ed25519Identity(seed.clone());
    }

    /** {@return a new identity from the operating system's source of chance} */
    public static Ed25519Identity generate() {
        var seed = new byte[SEED_LENGTH_BYTES];
        new SecureRandom().nextBytes(seed);
        return new Ed25519Identity(seed);
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        var signature = new byte[SIGNATURE_LENGTH_BYTES];
        Ed25519.sign(seed, 0, publicBytes, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    /** The 64 bytes of a key file: seed, then public key. The caller erases them. */
    byte[] privateKeyBytes() {
        var bytes = Arrays.copyOf(seed, SEED_LENGTH_BYTES + PublicKey.LENGTH_BYTES);
        System.arraycopy(publicBytes, 0, bytes, SEED_LENGTH_BYTES, PublicKey.LENGTH_BYTES);
        return bytes;
    }

    /** The id, never the key. */
    @Override
    public String toString() {
        return nodeId().hex();
    }
}
