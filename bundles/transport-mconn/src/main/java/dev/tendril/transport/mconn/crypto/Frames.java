package dev.tendril.transport.mconn.crypto;

/** The measures of a frame (wire.md 2.5): length, data and padding, and behind them the tag. */
public final class Frames {

    /** The little-endian number of data bytes at the start of the plaintext. */
    public static final int LENGTH_BYTES = 4;

    /** Most data bytes in one frame. */
    public static final int DATA_MAX_BYTES = 1024;

    /** The plaintext: always of this size. */
    public static final int PLAIN_BYTES = LENGTH_BYTES + DATA_MAX_BYTES;

    /** The Poly1305 tag. */
    public static final int TAG_BYTES = 16;

    /** A frame on the wire. */
    public static final int SEALED_BYTES = PLAIN_BYTES + TAG_BYTES;

    private Frames() {}

    /** Writes the number of data bytes at the start of a plaintext. */
    public static void putLength(byte[] buffer, int offset, int dataBytes) {
        buffer[offset] = (byte) dataBytes;
        buffer[offset + 1] = (byte) (dataBytes >>> 8);
        buffer[offset + 2] = (byte) (dataBytes >>> 16);
        buffer[offset + 3] = (byte) (dataBytes >>> 24);
    }

    /** Reads it; negative or over {@link #DATA_MAX_BYTES} if the peer lies. */
    public static int length(byte[] buffer, int offset) {
        return (buffer[offset] & 0xff)
                | (buffer[offset + 1] & 0xff) << 8
                | (buffer[offset + 2] & 0xff) << 16
                | (buffer[offset + 3] & 0xff) << 24;
    }
}
