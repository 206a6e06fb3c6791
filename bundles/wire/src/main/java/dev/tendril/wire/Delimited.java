package dev.tendril.wire;

import dev.tendril.api.channel.DecodeException;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Messages with their length before them (wire.md 0.2). */
public final class Delimited {

    private static final int FIRST_CHUNK_BYTES = 1024;

    private Delimited() {}

    /** The length of {@code body}, then {@code body}; a fresh array. */
    public static byte[] of(byte[] body) {
        byte[] whole = new byte[Varints.sizeBytes(body.length) + body.length];
        int at = Varints.put(whole, 0, body.length);
        System.arraycopy(body, 0, whole, at, body.length);
        return whole;
    }

    /**
     * Reads one body. Blocks as {@code in} does; reads no byte behind the message. Memory grows
     * with what arrives, not with what is claimed.
     *
     * @param bodyMaxBytes a larger length is refused before the body is read
     * @throws DecodeException if the length is no number or too large
     * @throws EOFException if the stream ends before the message does
     */
    public static byte[] read(InputStream in, int bodyMaxBytes)
            throws IOException, DecodeException {
        VarintReader length = new VarintReader();
        while (!length.add(readByte(in))) {
            // one byte at a time: nothing behind the number may be taken
        }
        long bodyBytes = length.take();
        if (bodyBytes < 0 || bodyBytes > bodyMaxBytes) {
            throw new DecodeException(
                    "message larger than its limit, bytes: "
                            + Long.toUnsignedString(bodyBytes)
                            + ", limit: "
                            + bodyMaxBytes);
        }
        return readBody(in, (int) bodyBytes);
    }

    private static byte[] readBody(InputStream in, int bodyBytes) throws IOException {
        byte[] body = new byte[Math.min(bodyBytes, FIRST_CHUNK_BYTES)];
        int filled = 0;
        while (filled < bodyBytes) {
            if (filled == body.length) {
                body = Arrays.copyOf(body, Math.min(bodyBytes, 2 * body.length));
            }
            int count = in.read(body, filled, body.length - filled);
            if (count < 0) {
                throw new EOFException("stream ended within a message");
            }
            filled += count;
        }
        return body;
    }

    private static byte readByte(InputStream in) throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("stream ended before a message");
        }
        return (byte) next;
    }
}
