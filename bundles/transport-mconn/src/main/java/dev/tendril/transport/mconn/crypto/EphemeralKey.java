package dev.tendril.transport.mconn.crypto;

import org.bouncycastle.math.ec.rfc7748.X25519;

import java.util.Arrays;

/**
 * An X25519 key pair for one handshake (wire.md 2.2, 2.3). {@link #erase} it after the agreement.
 */
public final class EphemeralKey {

    private final byte[] privateKey;
    private final byte[] publicKey;

    private EphemeralKey(byte[] privateKey) {
        this.privateKey = privateKey;
        this.publicKey = new byte[X25519.POINT_SIZE];
        X25519.generatePublicKey(privateKey, 0, publicKey, 0);
    }

    /** Takes a fresh key from {@code source}; what the source throws ends the handshake. */
    public static EphemeralKey from(RandomBytes source) {
        byte[] scalar = new byte[X25519.SCALAR_SIZE];
        source.fill(scalar);
        return new EphemeralKey(scalar);
    }

    /** The public key as it is sent; a copy. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /**
     * The shared secret with a peer's key, into {@code sharedSecret}. Bit 255 of the peer's key is
     * ignored here (RFC 7748).
     *
     * @return false if the result is all zero, that is if the peer's key is of low order
     */
    public boolean agree(byte[] remotePublic, byte[] sharedSecret) {
        return X25519.calculateAgreement(privateKey, 0, remotePublic, 0, sharedSecret, 0);
    }

    /**
     * Whether {@code remotePublic} is our own key, sent back; bit 255, which changes nothing, is
     * ignored.
     */
    public boolean isReflected(byte[] remotePublic) {
        byte[] normal = remotePublic.clone();
        normal[normal.length - 1] &= 0x7f;
        return Arrays.equals(normal, publicKey);
    }

    /** Overwrites the private key with zeros. */
    public void erase() {
        Arrays.fill(privateKey, (byte) 0);
    }

    /** Fills arrays with unpredictable bytes; safe for many threads. */
    @FunctionalInterface
    public interface RandomBytes {
        /** Overwrites all of {@code target}. */
        void fill(byte[] target);
    }
}
