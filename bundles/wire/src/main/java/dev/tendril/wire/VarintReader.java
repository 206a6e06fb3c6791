package dev.tendril.wire;

import dev.tendril.api.channel.DecodeException;

/**
 * Puts an unsigned LEB128 number together from bytes that come one by one. Accepts forms that are
 * longer than needed, as the Go peers do; refuses more than 64 bits (wire.md 0.1). Reusable;
 * belongs to one thread.
 */
public final class VarintReader {

    private static final int LAST_SHIFT = 63;

    private long value;
    private int shift;

    /** A reader at its start. */
    public VarintReader() {}

    /**
     * Takes the next byte.
     *
     * @return whether the number is complete; if so, {@link #take} it before the next byte
     * @throws DecodeException if it does not fit 64 bits
     */
    public boolean add(byte next) throws DecodeException {
        if (shift == LAST_SHIFT && (next & 0xfe) != 0) {
            throw new DecodeException("varint longer than 64 bits");
        }
        value |= (long) (next & 0x7f) << shift;
        shift += 7;
        return next >= 0;
    }

    /** The number, unsigned; the reader is at its start again. */
    public long take() {
        long result = value;
        value = 0;
        shift = 0;
        return result;
    }

    /** Whether a number has begun and is not complete. */
    public boolean isPartial() {
        return shift != 0;
    }
}
