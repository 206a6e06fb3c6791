package dev.tendril.transport.mconn.secret;

import java.io.IOException;

/**
 * A stream of bytes in both directions, as a socket has it. One thread reads and one writes, at the
 * same time.
 */
public interface ByteLink {

    /**
     * Reads at least one byte and at most {@code lengthBytes}; blocks; -1 at the end of the stream.
     */
    int read(byte[] buffer, int offset, int lengthBytes) throws IOException;

    /** How many bytes can be read without blocking; an estimate. */
    int available() throws IOException;

    /** Writes all of it; blocks. */
    void write(byte[] buffer, int offset, int lengthBytes) throws IOException;
}
