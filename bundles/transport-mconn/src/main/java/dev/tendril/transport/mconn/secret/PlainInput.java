package dev.tendril.transport.mconn.secret;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of frames as an input stream, for the messages of the handshake. */
public final class PlainInput extends InputStream {

    private final FrameReader reader;

    /** A stream over {@code reader}, which keeps what is not read. */
    public PlainInput(FrameReader reader) {
        this.reader = reader;
    }

    @Override
    public int read() throws IOException {
        if (reader.remaining() == 0 && !reader.fill()) {
            return -1;
        }
        int next = reader.buffer()[reader.position()] & 0xff;
        reader.consume(1);
        return next;
    }

    @Override
    public int read(byte[] target, int offset, int lengthBytes) throws IOException {
        if (lengthBytes == 0) {
            return 0;
        }
        if (reader.remaining() == 0 && !reader.fill()) {
            return -1;
        }
        int count = Math.min(lengthBytes, reader.remaining());
        System.arraycopy(reader.buffer(), reader.position(), target, offset, count);
        reader.consume(count);
        return count;
    }
}
