package dev.tendril.testkit.node;

import dev.tendril.api.address.PublicKey;
import dev.tendril.api.identity.NodeIdentity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.util.Arrays;

/**
 * A node key made from a word, with the JDK's Ed25519: the same word gives the same key in every
 * run. Immutable.
 */
public final class TestIdentity implements NodeIdentity {

    private static final String ALGORITHM = "Ed25519";
    private static final int KEY_BITS = 255;

    private final KeyPair pair;
    private final PublicKey publicKey;

    private TestIdentity(KeyPair pair) {
        this.pair = pair;
        this.publicKey = encoded((EdECPublicKey) pair.getPublic());
    }

    /**
     * {@return the identity of {@code word}}
     *
     * @param word any text
     */
    public static TestIdentity of(String word) {
        try {
            var seed =
                    MessageDigest.getInstance("SHA-256")
                            .digest(word.getBytes(StandardCharsets.UTF_8));
            var generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(KEY_BITS, new Fixed(seed));
            return new TestIdentity(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    private static PublicKey encoded(EdECPublicKey key) {
        var point = key.getPoint();
        var bigEndian = point.getY().toByteArray();
        var bytes = new byte[PublicKey.LENGTH_BYTES];
        for (var i = 0; i < Math.min(bigEndian.length, bytes.length); i++) {
            bytes[i] = bigEndian[bigEndian.length - 1 - i];
        }
        if (point.isXOdd()) {
            bytes[bytes.length - 1] |= (byte) 0x80;
        }
        return PublicKey.of(bytes);
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK signs with Ed25519", e);
        }
    }

    @Override
    public String toString() {
        return nodeId().hex();
    }

    /** Chance that is none: the seed of the key. */
    private static final class Fixed extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        private Fixed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(Arrays.copyOf(seed, bytes.length), 0, bytes, 0, bytes.length);
        }
    }
}
