package dev.tendril.transport.mconn.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The part of STROBE-128 v1.0.2 that Merlin needs (wire.md 2.4.2). Belongs to one thread.
 *
 * <p>Operations may be continued ({@code more}); a continuation must repeat the flags of what it
 * continues.
 */
final class Strobe {

    private static final int RATE = 166;
    private static final int FLAG_I = 1;
    private static final int FLAG_A = 2;
    private static final int FLAG_C = 4;
    private static final int FLAG_M = 16;
    private static final int FLAG_K = 32;

    private final byte[] state = new byte[Keccak.STATE_BYTES];
    private int position;
    private int positionBegin;
    private int currentFlags;

    Strobe(String protocolLabel) {
        byte[] header = {1, (byte) (RATE + 2), 1, 0, 1, 96};
        byte[] name = ascii("STROBEv1.0.2");
        System.arraycopy(header, 0, state, 0, header.length);
        System.arraycopy(name, 0, state, header.length, name.length);
        Keccak.permute(state);
        metaAd(ascii(protocolLabel), false);
    }

    void metaAd(byte[] data, boolean more) {
        begin(FLAG_M | FLAG_A, more);
        absorb(data);
    }

    void ad(byte[] data, boolean more) {
        begin(FLAG_A, more);
        absorb(data);
    }

    byte[] prf(int lengthBytes) {
        begin(FLAG_I | FLAG_A | FLAG_C, false);
        return squeeze(lengthBytes);
    }

    void key(byte[] data) {
        begin(FLAG_A | FLAG_C, false);
        for (byte b : data) {
            state[position] = b;
            advance();
        }
    }

    /** Overwrites the state with zeros; the object must not be used afterwards. */
    void erase() {
        Arrays.fill(state, (byte) 0);
    }

    byte[] stateCopy() {
        return state.clone();
    }

    int position() {
        return position;
    }

    int positionBegin() {
        return positionBegin;
    }

    int currentFlags() {
        return currentFlags;
    }

    static byte[] ascii(String label) {
        return label.getBytes(StandardCharsets.US_ASCII);
    }

    private void begin(int flags, boolean more) {
        if (more) {
            if (flags != currentFlags) {
                throw new IllegalStateException("continued with other flags, flags: " + flags);
            }
            return;
        }
        int previousBegin = positionBegin;
        positionBegin = position + 1;
        currentFlags = flags;
        absorb(new byte[] {(byte) previousBegin, (byte) flags});
        if ((flags & (FLAG_C | FLAG_K)) != 0 && position != 0) {
            runF();
        }
    }

    private void absorb(byte[] data) {
        for (byte b : data) {
            state[position] ^= b;
            advance();
        }
    }

    private byte[] squeeze(int lengthBytes) {
        byte[] out = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes; i++) {
            out[i] = state[position];
            state[position] = 0;
            advance();
        }
        return out;
    }

    private void advance() {
        position++;
        if (position == RATE) {
            runF();
        }
    }

    private void runF() {
        state[position] ^= (byte) positionBegin;
        state[position + 1] ^= 0x04;
        state[RATE + 1] ^= (byte) 0x80;
        Keccak.permute(state);
        position = 0;
        positionBegin = 0;
    }
}
