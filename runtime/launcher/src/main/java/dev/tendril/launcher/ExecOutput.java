package dev.tendril.launcher;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a node sends back for commands: their output, a zero byte, and {@code EXIT <status>}. */
final class ExecOutput {

    private static final String MARK = "EXIT ";
    private static final int BUFFER_BYTES = 8 * 1024;
    private static final int LINE_BYTES_MAX = 32;

    private ExecOutput() {}

    /**
     * Copies the output to {@code out} and returns the status behind it. Blocks until the node has
     * sent both.
     *
     * @throws EOFException when it ends without a status
     */
    static int copy(InputStream in, OutputStream out) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            var zero = indexOfZero(buffer, n);
            out.write(buffer, 0, zero < 0 ? n : zero);
            out.flush();
            if (zero >= 0) {
                var line = new ByteArrayOutputStream();
                line.write(buffer, zero + 1, n - zero - 1);
                return status(line, in);
            }
        }
        throw new EOFException("no exit status came");
    }

    private static int status(ByteArrayOutputStream line, InputStream in) throws IOException {
        while (line.size() < LINE_BYTES_MAX
                && !line.toString(StandardCharsets.UTF_8).contains("\n")) {
            var next = in.read();
            if (next < 0) {
                throw new EOFException("no exit status came");
            }
            line.write(next);
        }
        var text = line.toString(StandardCharsets.UTF_8).strip();
        if (!text.matches(MARK + "\\d{1,3}")) {
            throw new IOException("exit status is not one: " + text);
        }
        return Integer.parseInt(text.substring(MARK.length()));
    }

    private static int indexOfZero(byte[] buffer, int length) {
        for (var i = 0; i < length; i++) {
            if (buffer[i] == 0) {
                return i;
            }
        }
        return -1;
    }
}
