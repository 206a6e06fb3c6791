package dev.tendril.transport.mconn.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** How strictly a peer's proof of identity is checked (wire.md 2.6, 8.4). */
public final class NodeSignatures {

    private NodeSignatures() {}

    /**
     * Whether the key is one that somebody can own: canonical and in the subgroup of prime order.
     * The eight points of small order, for which anybody can sign, are not; neither is a sum of one
     * of them with an honest key.
     */
    public static boolean acceptableKey(byte[] publicKey) {
        return publicKey.length == Ed25519.PUBLIC_KEY_SIZE
                && Ed25519.validatePublicKeyFull(publicKey, 0);
    }

    /**
     * Whether {@code signature} is the Ed25519 signature of {@code message} by {@code publicKey}
     * (RFC 8032).
     */
    public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && publicKey.length == Ed25519.PUBLIC_KEY_SIZE
                && Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
    }
}
