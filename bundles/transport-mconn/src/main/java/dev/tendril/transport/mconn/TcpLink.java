package dev.tendril.transport.mconn;

import dev.tendril.api.time.Ticker;
import dev.tendril.transport.mconn.secret.ByteLink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP socket that counts its bytes and tells a watchdog about slow writes. */
final class TcpLink implements ByteLink {

    private final SocketChannel channel;
    private final Ticker ticker;
    private final InputStream availability;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();

    private volatile WriteWatch watch = WriteWatch.NONE;

    // Each is used by one thread only: the one that reads, the one that writes.
    private long readEndNanos;
    private long writeStartNanos;

    TcpLink(SocketChannel channel, Ticker ticker) throws IOException {
        this.ticker = ticker;
        this.channel = channel;
        this.availability = channel.socket().getInputStream();
    }

    /** Who is told about writes from now on. */
    void watch(WriteWatch newWatch) {
        watch = newWatch;
    }

    @Override
    public int read(byte[] buffer, int offset, int lengthBytes) throws IOException {
        int count = channel.read(ByteBuffer.wrap(buffer, offset, lengthBytes));
        readEndNanos = ticker.nanos();
        if (count > 0) {
            received.addAndGet(count);
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        return availability.available();
    }

    @Override
    public void write(byte[] buffer, int offset, int lengthBytes) throws IOException {
        WriteWatch watching = watch;
        writeStartNanos = ticker.nanos();
        ByteBuffer source = ByteBuffer.wrap(buffer, offset, lengthBytes);
        while (source.hasRemaining()) {
            watching.writing();
            sent.addAndGet(channel.write(source));
        }
        watching.written();
    }

    /** When the last read was done; for the reading thread. */
    long readEndNanos() {
        return readEndNanos;
    }

    /** When the last write began; for the writing thread. */
    long writeStartNanos() {
        return writeStartNanos;
    }

    long receivedBytes() {
        return received.get();
    }

    long sentBytes() {
        return sent.get();
    }

    /** Hears about the progress of writes. */
    interface WriteWatch {

        /** Hears and does nothing. */
        WriteWatch NONE =
                new WriteWatch() {
                    @Override
                    public void writing() {}

                    @Override
                    public void written() {}
                };

        void writing();

        void written();
    }
}
