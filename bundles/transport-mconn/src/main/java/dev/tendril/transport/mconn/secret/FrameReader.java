package dev.tendril.transport.mconn.secret;

import dev.tendril.transport.mconn.crypto.FrameCipher;
import dev.tendril.transport.mconn.crypto.Frames;
import dev.tendril.transport.mconn.reason.MconnFailure;
import dev.tendril.transport.mconn.reason.ProtocolFault;

import java.io.IOException;
import java.util.Optional;

/**
 * Turns frames back into a stream of bytes (wire.md 2.5). Reads as many frames as have arrived, up
 * to a large leased buffer, and opens them in place as one batch; while nothing arrives it waits
 * with a small buffer of its own. Belongs to the one thread that receives.
 */
public final class FrameReader {

    /** How many frames without data may follow each other. */
    public static final int EMPTY_FRAMES_MAX = 16;

    private final ByteLink link;
    private final FrameCipher cipher;
    private final FrameCounter counter;
    private final BufferPool pool;
    private final byte[] small = new byte[Frames.SEALED_BYTES];

    private byte[] buffer = small;
    private boolean bufferIsLeased;
    private int position;
    private int limit;
    private int nextFrame;
    private int openedEnd;
    private int filled;
    private int emptyFrames;
    private int batchFramesMax = 1;

    /**
     * A reader whose first frame has the nonce {@code firstNonce}; it reads one frame at a time at
     * first.
     */
    public FrameReader(ByteLink link, FrameCipher cipher, long firstNonce, BufferPool pool) {
        this.link = link;
        this.cipher = cipher;
        this.counter = new FrameCounter(firstNonce);
        this.pool = pool;
    }

    /** Lets it read up to {@code frames} frames at once, 1 to {@link BufferPool#FRAMES}. */
    public void allowBatches(int frames) {
        batchFramesMax = frames;
    }

    /** The array in which the current bytes lie; only to be read, and only until {@link #fill}. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where the current bytes begin. */
    public int position() {
        return position;
    }

    /** How many current bytes are left. */
    public int remaining() {
        return limit - position;
    }

    /** Marks bytes as read. */
    public void consume(int bytes) {
        position += bytes;
    }

    /** Whether {@link #fill} can go on without reading from the network. */
    public boolean hasOpenedFrames() {
        return nextFrame < openedEnd;
    }

    /**
     * Moves on to the next bytes, when none are left; blocks until there are some.
     *
     * @return false at the end of the stream, if it ends between two frames
     */
    public boolean fill() throws IOException {
        do {
            if (!hasOpenedFrames() && !readBatch()) {
                return false;
            }
            int dataBytes = Frames.length(buffer, nextFrame);
            if (dataBytes < 0 || dataBytes > Frames.DATA_MAX_BYTES) {
                throw new ProtocolFault(
                        MconnFailure.FRAME_LENGTH_INVALID,
                        "bytes: " + Integer.toUnsignedString(dataBytes));
            }
            position = nextFrame + Frames.LENGTH_BYTES;
            limit = position + dataBytes;
            nextFrame += Frames.SEALED_BYTES;
            countEmpty(dataBytes);
        } while (position == limit);
        return true;
    }

    /**
     * Gives the large buffer back, if it has one, and forgets the key. Nothing can be read
     * afterwards.
     */
    public void release() {
        position = 0;
        limit = 0;
        nextFrame = 0;
        openedEnd = 0;
        filled = 0;
        useSmall();
        cipher.erase();
    }

    private void countEmpty(int dataBytes) throws ProtocolFault {
        emptyFrames = dataBytes == 0 ? emptyFrames + 1 : 0;
        if (emptyFrames > EMPTY_FRAMES_MAX) {
            throw new ProtocolFault(MconnFailure.EMPTY_FRAMES, "in a row: " + emptyFrames);
        }
    }

    /** Reads and opens at least one frame; all opened ones have been used. */
    private boolean readBatch() throws IOException {
        keepPartialFrame();
        int capacityBytes = Math.min(buffer.length, batchFramesMax * Frames.SEALED_BYTES);
        while (filled < Frames.SEALED_BYTES) {
            int count = link.read(buffer, filled, capacityBytes - filled);
            if (count < 0) {
                return endOfStream();
            }
            filled += count;
        }
        int frames = filled / Frames.SEALED_BYTES;
        int opened = cipher.open(counter.first(frames), buffer, 0, frames);
        counter.used(opened);
        if (opened < frames) {
            throw new ProtocolFault(MconnFailure.FRAME_NOT_AUTHENTIC, "frame of batch: " + opened);
        }
        nextFrame = 0;
        openedEnd = frames * Frames.SEALED_BYTES;
        return true;
    }

    /**
     * Chooses the buffer for the next read and moves the bytes of a frame that has only begun to
     * its start.
     */
    private void keepPartialFrame() throws IOException {
        int partialBytes = filled - openedEnd;
        byte[] before = buffer;
        boolean wantsLarge = batchFramesMax > 1 && link.available() + partialBytes > small.length;
        if (wantsLarge && !bufferIsLeased) {
            Optional<byte[]> large = pool.lease();
            bufferIsLeased = large.isPresent();
            buffer = large.orElse(small);
        }
        byte[] target = wantsLarge ? buffer : small;
        System.arraycopy(before, openedEnd, target, 0, partialBytes);
        if (!wantsLarge) {
            useSmall();
        }
        position = 0;
        limit = 0;
        nextFrame = 0;
        openedEnd = 0;
        filled = partialBytes;
    }

    private void useSmall() {
        if (bufferIsLeased) {
            bufferIsLeased = false;
            byte[] large = buffer;
            buffer = small;
            pool.giveBack(large);
        }
    }

    private boolean endOfStream() throws ProtocolFault {
        if (filled > 0) {
            throw new ProtocolFault(MconnFailure.FRAME_TRUNCATED, "bytes: " + filled);
        }
        return false;
    }
}
