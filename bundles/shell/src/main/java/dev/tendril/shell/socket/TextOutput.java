package dev.tendril.shell.socket;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Output of commands: without zero bytes, which mark its end on the socket. Stays open. */
final class TextOutput extends FilterOutputStream {

    TextOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b == 0 ? '?' : b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        var copy = new byte[length];
        for (var i = 0; i < length; i++) {
            copy[i] = bytes[offset + i] == 0 ? (byte) '?' : bytes[offset + i];
        }
        out.write(copy, 0, length);
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
