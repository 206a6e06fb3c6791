package dev.tendril.transport.mconn.secret;

import dev.tendril.transport.mconn.crypto.FrameCipher;
import dev.tendril.transport.mconn.crypto.Frames;
import dev.tendril.transport.mconn.reason.ProtocolFault;

import java.io.IOException;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into frames (wire.md 2.5): bytes are copied straight into the plaintext
 * areas of a buffer of frames, which is sealed in place as one batch and written at once, when it
 * is full or at {@link #flush}. Padding is zero; a frame without data is never sent. Belongs to the
 * one thread that sends.
 */
public final class FrameWriter {

    private static final byte[] NO_BUFFER = {};

    private final ByteLink link;
    private final FrameCipher cipher;
    private final FrameCounter counter;

    private byte[] buffer = NO_BUFFER;
    private int framesMax;
    private int fullFrames;
    private int dataBytes;

    /** A writer whose first frame has the nonce {@code firstNonce}. */
    public FrameWriter(ByteLink link, FrameCipher cipher, long firstNonce) {
        this.link = link;
        this.cipher = cipher;
        this.counter = new FrameCounter(firstNonce);
    }

    /**
     * Lends it a buffer; its content is of no interest.
     *
     * @param framesMax how many frames to seal and write at once; the buffer is at least as long
     */
    public void lend(byte[] newBuffer, int framesMax) {
        if (this.framesMax != 0) {
            throw new IllegalStateException("writer has a buffer");
        }
        this.buffer = newBuffer;
        this.framesMax = framesMax;
    }

    /** Takes the buffer back; what was not flushed is lost. */
    public byte[] takeBack() {
        byte[] lent = buffer;
        buffer = NO_BUFFER;
        framesMax = 0;
        fullFrames = 0;
        dataBytes = 0;
        return lent;
    }

    /** Whether it has a buffer. */
    public boolean hasBuffer() {
        return framesMax != 0;
    }

    /** Appends bytes; writes to the network whenever the buffer is full, and then blocks. */
    public void write(byte[] source, int offset, int lengthBytes) throws IOException {
        int at = offset;
        int left = lengthBytes;
        while (left > 0) {
            int count = Math.min(left, Frames.DATA_MAX_BYTES - dataBytes);
            int target = fullFrames * Frames.SEALED_BYTES + Frames.LENGTH_BYTES + dataBytes;
            System.arraycopy(source, at, buffer, target, count);
            dataBytes += count;
            at += count;
            left -= count;
            if (dataBytes == Frames.DATA_MAX_BYTES) {
                Frames.putLength(buffer, fullFrames * Frames.SEALED_BYTES, dataBytes);
                fullFrames++;
                dataBytes = 0;
                if (fullFrames == framesMax) {
                    send(fullFrames);
                }
            }
        }
    }

    /** How many bytes {@link #flush} would put on the network. */
    public int pendingBytes() {
        return (fullFrames + (dataBytes > 0 ? 1 : 0)) * Frames.SEALED_BYTES;
    }

    /** Writes everything to the network; blocks. */
    public void flush() throws IOException {
        int frames = fullFrames;
        if (dataBytes > 0) {
            int start = fullFrames * Frames.SEALED_BYTES;
            Frames.putLength(buffer, start, dataBytes);
            int dataEnd = start + Frames.LENGTH_BYTES + dataBytes;
            Arrays.fill(buffer, dataEnd, start + Frames.PLAIN_BYTES, (byte) 0);
            frames++;
        }
        if (frames > 0) {
            send(frames);
        }
    }

    /** Forgets the key. */
    public void erase() {
        cipher.erase();
    }

    private void send(int frames) throws ProtocolFault, IOException {
        cipher.seal(counter.first(frames), buffer, 0, frames);
        counter.used(frames);
        fullFrames = 0;
        dataBytes = 0;
        link.write(buffer, 0, frames * Frames.SEALED_BYTES);
    }
}
