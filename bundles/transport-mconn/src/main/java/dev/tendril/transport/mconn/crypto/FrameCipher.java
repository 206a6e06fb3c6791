package dev.tendril.transport.mconn.crypto;

/**
 * Seals or opens frames of one direction in batches, in place: one call for many frames. Belongs to
 * one thread at a time.
 *
 * <p>Frame <i>k</i> of a batch lies at {@code offset + k * Frames.SEALED_BYTES} and has the nonce
 * {@code firstNonce + k}; the caller never uses a nonce twice and never 2^64-1. An engine does
 * ChaCha20-Poly1305 (RFC 8439) without additional data; nothing else varies.
 */
public interface FrameCipher {

    /**
     * Turns plaintexts of {@link Frames#PLAIN_BYTES} into ciphertexts, each followed by its tag.
     *
     * @param firstNonce counter of the first frame, unsigned
     * @param frames number of frames
     */
    void seal(long firstNonce, byte[] buffer, int offset, int frames);

    /**
     * Turns frames back into plaintexts and stops at the first that is not authentic.
     *
     * @return how many were authentic, from the first on; the content of the others is undefined
     */
    int open(long firstNonce, byte[] buffer, int offset, int frames);

    /** Forgets the key; afterwards the engine must not be used. */
    void erase();

    /** Makes engines; safe for many threads. */
    @FunctionalInterface
    interface Engine {
        /**
         * A cipher for one direction.
         *
         * @param key 32 bytes; copied
         * @param sealing whether it will seal; it does only one of the two
         */
        FrameCipher create(byte[] key, boolean sealing);
    }
}
