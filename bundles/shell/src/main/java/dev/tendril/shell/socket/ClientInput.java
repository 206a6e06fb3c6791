package dev.tendril.shell.socket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * What a client sends. A broken connection is an end like any other: JLine would print the stack
 * trace of an exception. For one reading thread; {@link #end} may be called by others.
 */
final class ClientInput extends InputStream {

    private static final int BUFFER_BYTES = 4 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private volatile boolean ended;

    ClientInput(SocketChannel channel) {
        this.channel = channel;
    }

    /** From now on there is nothing to read any more. */
    void end() {
        ended = true;
        try {
            channel.shutdownInput();
        } catch (IOException e) {
            // It is closed already, which ends reads as well.
            return;
        }
    }

    @Override
    public int read() {
        return fill() ? Byte.toUnsignedInt(buffer.get()) : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        var count = Math.min(length, buffer.remaining());
        buffer.get(bytes, offset, count);
        return count;
    }

    @Override
    public int available() {
        return buffer.remaining();
    }

    private boolean fill() {
        if (buffer.hasRemaining()) {
            return !ended;
        }
        if (ended) {
            return false;
        }
        buffer.clear();
        try {
            while (buffer.position() == 0) {
                if (channel.read(buffer) < 0) {
                    ended = true;
                    break;
                }
            }
        } catch (IOException e) {
            ended = true;
        }
        buffer.flip();
        return buffer.hasRemaining() && !ended;
    }
}
