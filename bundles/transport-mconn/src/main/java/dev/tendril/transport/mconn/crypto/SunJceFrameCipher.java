package dev.tendril.transport.mconn.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/**
 * The engine that is always there: ChaCha20-Poly1305 of the JDK, one reused {@code Cipher}, byte
 * arrays only (direct buffers bypass the JDK's intrinsics).
 */
public final class SunJceFrameCipher implements FrameCipher {

    private static final int NONCE_BYTES = 12;
    private static final int COUNTER_OFFSET = 4;

    private final Cipher cipher;
    private final int mode;
    private final FrameKey key;
    private final byte[] nonce = new byte[NONCE_BYTES];
    private boolean erased;

    /**
     * Builds the engine for one direction.
     *
     * @throws IllegalStateException if the JDK has no ChaCha20-Poly1305
     */
    public SunJceFrameCipher(byte[] key, boolean sealing) {
        this.key = new FrameKey(key.clone());
        this.mode = sealing ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
        try {
            this.cipher = Cipher.getInstance("ChaCha20-Poly1305", "SunJCE");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cipher not available, name: ChaCha20-Poly1305", e);
        }
    }

    @Override
    public void seal(long firstNonce, byte[] buffer, int offset, int frames) {
        try {
            for (int k = 0; k < frames; k++) {
                int at = offset + k * Frames.SEALED_BYTES;
                init(firstNonce + k);
                cipher.doFinal(buffer, at, Frames.PLAIN_BYTES, buffer, at);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("frame not sealed, nonce: " + firstNonce, e);
        }
    }

    @Override
    public int open(long firstNonce, byte[] buffer, int offset, int frames) {
        int opened = 0;
        try {
            for (; opened < frames; opened++) {
                int at = offset + opened * Frames.SEALED_BYTES;
                init(firstNonce + opened);
                cipher.doFinal(buffer, at, Frames.SEALED_BYTES, buffer, at);
            }
            return opened;
        } catch (AEADBadTagException e) {
            return opened;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("frame not opened, nonce: " + firstNonce, e);
        }
    }

    /** The JDK's cipher keeps a copy of its key and overwrites it only when it gets another one. */
    @Override
    public void erase() {
        if (erased) {
            return;
        }
        erased = true;
        key.destroy();
        try {
            cipher.init(mode, key, new IvParameterSpec(new byte[NONCE_BYTES]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key not erased", e);
        }
    }

    private void init(long counter) throws GeneralSecurityException {
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[COUNTER_OFFSET + i] = (byte) (counter >>> (8 * i));
        }
        cipher.init(mode, key, new IvParameterSpec(nonce));
    }

    /**
     * A key that can be erased. The cipher overwrites the array it got from {@code getEncoded}:
     * always hand out copies.
     */
    private static final class FrameKey implements SecretKey {

        private static final long serialVersionUID = 1L;

        private final transient byte[] bytes;

        FrameKey(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public String getAlgorithm() {
            return "ChaCha20";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            return bytes.clone();
        }

        @Override
        public void destroy() {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
