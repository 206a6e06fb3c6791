package dev.tendril.transport.mconn;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Outbox;
import dev.tendril.api.transport.Part;
import dev.tendril.support.count.Counters;
import dev.tendril.transport.mconn.crypto.Frames;
import dev.tendril.transport.mconn.packet.ChannelCounts;
import dev.tendril.transport.mconn.packet.KeepAlive;
import dev.tendril.transport.mconn.packet.RateLimit;
import dev.tendril.transport.mconn.packet.Turn;
import dev.tendril.transport.mconn.secret.BufferPool;
import dev.tendril.transport.mconn.secret.FrameWriter;
import dev.tendril.wire.PacketHeader;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sending half of a connection (wire.md 4). The sending thread pulls parts, packs them into
 * frames and writes when the buffer is full or nothing more waits; pong and ping go before data at
 * the next packet boundary.
 */
final class Sender {

    private static final int BATCH_FRAMES = 62;
    private static final int SMALL_BATCH_FRAMES = 4;

    private final Timers timers;
    private final TcpLink link;
    private final FrameWriter frames;
    private final BufferPool pool;
    private final KeepAlive keepAlive;
    private final Watchdog watchdog;
    private final RateLimit rate;
    private final ChannelCounts counts;
    private final Counters counters;
    private final int payloadMaxBytes;
    private final long flushIntervalNanos;
    private final int batchFrames;
    private final byte[] header = new byte[PacketHeader.MAX_BYTES];

    /** Held by whoever writes; nearly always the sending thread. */
    private final ReentrantLock writing = new ReentrantLock();

    private final ReentrantLock pauseLock = new ReentrantLock();
    private final Condition pauseEnds = pauseLock.newCondition();

    private volatile boolean pongDue;
    private volatile Optional<Outbox> pulling = Optional.empty();

    // Used while holding the lock "writing".
    private boolean bufferIsLeased;
    private long accountedBytes;
    private final Turn turn;
    private long batchBeginNanos;

    Sender(Parts parts, FrameWriter frames, BufferPool pool) {
        this.timers = parts.timers();
        this.turn = parts.turn();
        this.link = parts.link();
        this.keepAlive = parts.keepAlive();
        this.watchdog = parts.watchdog();
        this.rate = parts.rate();
        this.counts = parts.counts();
        this.counters = parts.counters();
        this.payloadMaxBytes = parts.payloadMaxBytes();
        this.flushIntervalNanos = parts.flushIntervalNanos();
        this.frames = frames;
        this.pool = pool;
        this.accountedBytes = link.sentBytes();
        this.batchFrames = rate.framesAtOnce(Frames.SEALED_BYTES, BATCH_FRAMES);
    }

    /** Sends one message and flushes. */
    void send(ChannelId channel, byte[] message) throws IOException, InterruptedException {
        Part part = new Part();
        writing.lockInterruptibly();
        try {
            int from = 0;
            do {
                int length = Math.min(payloadMaxBytes, message.length - from);
                part.set(channel, message, from, length, from + length == message.length);
                writeControl();
                writePart(part);
                from += length;
            } while (from < message.length);
            flush();
        } finally {
            takeBackBuffer();
            writing.unlock();
        }
        answerPing();
    }

    /** Sends what comes out of {@code outbox} until that is closed and drained. */
    void sendFrom(Outbox outbox) throws IOException, InterruptedException {
        writing.lockInterruptibly();
        pulling = Optional.of(outbox);
        try {
            pull(outbox);
        } finally {
            pulling = Optional.empty();
            takeBackBuffer();
            writing.unlock();
        }
        answerPing();
    }

    /** A ping came: the sending thread is to answer it. Called by the receiving thread. */
    void pongDue() throws IOException {
        pongDue = true;
        Optional<Outbox> outbox = pulling;
        if (outbox.isPresent()) {
            outbox.get().wake();
            endPause();
        } else {
            answerPing();
        }
    }

    /** Ends a pause for the rate, when the connection ends. */
    void endPause() {
        pauseLock.lock();
        try {
            pauseEnds.signalAll();
        } finally {
            pauseLock.unlock();
        }
    }

    /** Forgets the key, unless somebody is writing, who then does it. */
    void release() {
        if (writing.tryLock()) {
            try {
                frames.erase();
            } finally {
                writing.unlock();
            }
        }
    }

    private void pull(Outbox outbox) throws IOException, InterruptedException {
        Part part = new Part();
        boolean open = true;
        Deadline flushAt = Deadline.NEVER;
        while (open) {
            batchBeginNanos = timers.nanos();
            writeControl();
            while (outbox.next(payloadMaxBytes, channel -> true, part)) {
                boolean wroteBatch = writePart(part);
                if (pongDue || wroteBatch) {
                    writeControl();
                }
            }
            part.clear();
            flushAt = flushOrWait(flushAt);
            open = outbox.await(flushAt.min(new Deadline(keepAlive.pingAtNanos())));
        }
        flush();
    }

    /** Flushes, or says when to, if parts may wait for more parts. */
    private Deadline flushOrWait(Deadline flushAt) throws IOException, InterruptedException {
        long nowNanos = timers.nanos();
        if (frames.pendingBytes() > 0 && flushIntervalNanos > 0 && !flushAt.isPast(nowNanos)) {
            return flushAt.min(new Deadline(nowNanos + flushIntervalNanos));
        }
        flush();
        takeBackBuffer();
        return Deadline.NEVER;
    }

    /** Whether it wrote to the network, and so whether time has passed. */
    private boolean writePart(Part part) throws IOException, InterruptedException {
        lendBuffer();
        int headerBytes =
                PacketHeader.putMessage(
                        header, 0, part.channel().value(), part.isLast(), part.lengthBytes());
        frames.write(header, 0, headerBytes);
        frames.write(part.bytes(), part.offset(), part.lengthBytes());
        counts.sent(part.channel().value(), part.lengthBytes(), part.isLast());
        return keepRate();
    }

    private void writeControl() throws IOException {
        boolean wrote = false;
        if (pongDue) {
            pongDue = false;
            lendBuffer();
            frames.write(header, 0, PacketHeader.putPong(header, 0));
            counters.increment("pongs-sent");
            wrote = true;
        }
        long nowNanos = timers.nanos();
        if (nowNanos >= keepAlive.pingAtNanos()) {
            lendBuffer();
            frames.write(header, 0, PacketHeader.putPing(header, 0));
            counters.increment("pings-sent");
            keepAlive.pinged(nowNanos);
            watchdog.pinged();
            wrote = true;
        }
        if (wrote) {
            frames.flush();
        }
    }

    private void flush() throws IOException, InterruptedException {
        if (frames.hasBuffer()) {
            frames.flush();
            keepRate();
        }
    }

    /** One account per batch: nothing to do unless something was written to the network. */
    private boolean keepRate() throws IOException, InterruptedException {
        long sentBytes = link.sentBytes();
        if (sentBytes == accountedBytes) {
            return false;
        }
        long batchBytes = sentBytes - accountedBytes;
        accountedBytes = sentBytes;
        long nowNanos = timers.nanos();
        rate.account(batchBytes, nowNanos);
        turn.use(batchBytes, batchBeginNanos, link.writeStartNanos());
        if (rate.isExceeded(nowNanos)) {
            counters.increment("send-rate-pauses");
            pauseForRate();
        }
        batchBeginNanos = timers.nanos();
        return true;
    }

    /** Waits until the rate allows more; answers and sends pings meanwhile. */
    private void pauseForRate() throws IOException, InterruptedException {
        while (rate.isExceeded(timers.nanos())) {
            writeControl();
            pauseLock.lockInterruptibly();
            try {
                if (!pongDue) {
                    timers.await(pauseLock, pauseEnds, new Deadline(rate.freeAtNanos()));
                }
            } finally {
                pauseLock.unlock();
            }
        }
    }

    /** Answers a ping when no thread pulls: whoever holds the lock has answered or will. */
    private void answerPing() throws IOException {
        while (pongDue && pulling.isEmpty() && writing.tryLock()) {
            try {
                writeControl();
            } finally {
                takeBackBuffer();
                writing.unlock();
            }
        }
    }

    private void lendBuffer() {
        if (frames.hasBuffer()) {
            return;
        }
        Optional<byte[]> leased = pool.lease();
        bufferIsLeased = leased.isPresent();
        if (bufferIsLeased) {
            frames.lend(leased.get(), batchFrames);
        } else {
            int few = Math.min(SMALL_BATCH_FRAMES, batchFrames);
            frames.lend(new byte[few * Frames.SEALED_BYTES], few);
        }
    }

    private void takeBackBuffer() {
        if (frames.hasBuffer()) {
            byte[] buffer = frames.takeBack();
            if (bufferIsLeased) {
                bufferIsLeased = false;
                pool.giveBack(buffer);
            }
        }
    }

    /** What a sender shares with the rest of its connection, and how it behaves. */
    record Parts(
            Timers timers,
            TcpLink link,
            KeepAlive keepAlive,
            Watchdog watchdog,
            RateLimit rate,
            ChannelCounts counts,
            Counters counters,
            int payloadMaxBytes,
            long flushIntervalNanos,
            Turn turn) {}
}
