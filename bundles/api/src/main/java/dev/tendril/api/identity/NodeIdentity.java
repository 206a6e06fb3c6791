package dev.tendril.api.identity;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PublicKey;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Who this node is, and the only way to sign as it. The private key never leaves the
 * implementation. Safe for use by many threads; no method blocks for long.
 */
@ConsumerType
public interface NodeIdentity {

    /** {@return the public half of the node key} */
    PublicKey publicKey();

    /** {@return the id that belongs to {@link #publicKey()}} */
    default NodeId nodeId() {
        return publicKey().nodeId();
    }

    /**
     * {@return the Ed25519 signature (RFC 8032, no context, no prehash) of {@code message}: 64
     * bytes that belong to the caller} {@code message} is only read during the call.
     *
     * @param message what is signed
     */
    byte[] sign(byte[] message);
}
