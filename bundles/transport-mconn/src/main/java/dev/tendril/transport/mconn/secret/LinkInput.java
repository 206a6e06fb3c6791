package dev.tendril.transport.mconn.secret;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a link as an input stream, for what comes before the first frame. Takes no byte
 * ahead.
 */
final class LinkInput extends InputStream {

    private final ByteLink link;
    private final byte[] single = new byte[1];

    LinkInput(ByteLink link) {
        this.link = link;
    }

    @Override
    public int read() throws IOException {
        return link.read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int lengthBytes) throws IOException {
        return lengthBytes == 0 ? 0 : link.read(target, offset, lengthBytes);
    }
}
