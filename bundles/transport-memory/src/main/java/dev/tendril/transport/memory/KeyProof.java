package dev.tendril.transport.memory;

import dev.tendril.api.address.PublicKey;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Whether a signature shows that somebody holds a key. Safe for use by many threads. */
@FunctionalInterface
public interface KeyProof {

    /**
     * {@return whether {@code signature} is that of {@code message} by the holder of {@code key}}
     *
     * @param key the key
     * @param message what was signed, only read
     * @param signature the signature, only read
     */
    boolean holds(PublicKey key, byte[] message, byte[] signature);

    /** {@return Ed25519 as the JDK checks it} */
    static KeyProof ed25519() {
        return KeyProof::checkEd25519;
    }

    private static boolean checkEd25519(PublicKey key, byte[] message, byte[] signature) {
        // DER of SubjectPublicKeyInfo with the algorithm 1.3.101.112 (RFC 8410 section 4), without
        // the key itself.
        var header = HexFormat.of().parseHex("302a300506032b6570032100");
        var encoded = Arrays.copyOf(header, header.length + PublicKey.LENGTH_BYTES);
        System.arraycopy(key.bytes(), 0, encoded, header.length, PublicKey.LENGTH_BYTES);
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        } catch (GeneralSecurityException notAKeyOrSignature) {
            return false;
        }
    }
}
