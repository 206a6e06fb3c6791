package dev.tendril.transport.mconn;

import dev.tendril.api.address.PublicKey;
import dev.tendril.api.identity.NodeIdentity;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A node key from a seed, for tests. */
public final class SeededIdentity implements NodeIdentity {

    private final byte[] seed;
    private final PublicKey publicKey;

    /** The key with this 32-byte seed. */
    public SeededIdentity(byte[] seed) {
        this.seed = seed.clone();
        byte[] bytes = new byte[PublicKey.LENGTH_BYTES];
        Ed25519.generatePublicKey(seed, 0, bytes, 0);
        this.publicKey = PublicKey.of(bytes);
    }

    /** A key whose seed is 32 times {@code fill}. */
    public static SeededIdentity of(int fill) {
        byte[] seed = new byte[32];
        java.util.Arrays.fill(seed, (byte) fill);
        return new SeededIdentity(seed);
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
        return signature;
    }
}
