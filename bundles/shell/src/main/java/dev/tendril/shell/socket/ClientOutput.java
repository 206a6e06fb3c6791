package dev.tendril.shell.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a client is sent, at once. Blocks while the client does not read. Safe for use by many
 * threads.
 */
final class ClientOutput extends OutputStream {

    private final SocketChannel channel;
    private final ReentrantLock lock = new ReentrantLock();

    ClientOutput(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        var buffer = ByteBuffer.wrap(bytes, offset, length);
        lock.lock();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } finally {
            lock.unlock();
        }
    }
}
