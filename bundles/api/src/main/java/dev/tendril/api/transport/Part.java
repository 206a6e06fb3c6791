package dev.tendril.api.transport;

import dev.tendril.api.channel.ChannelId;

import java.util.Arrays;

/**
 * A piece of a message on its way out, as an {@link Outbox} fills it in. One object is filled again
 * and again by the one thread that sends; the bytes belong to the queue and are only read.
 */
public final class Part {

    private static final byte[] NOTHING = {};

    private ChannelId channel = new ChannelId(0);
    private byte[] bytes = NOTHING;
    private int offset;
    private int lengthBytes;
    private boolean last = true;

    /** An empty part. */
    public Part() {}

    /**
     * Fills it in: {@code lengthBytes} bytes from {@code offset} on, {@code last} when they end
     * their message.
     *
     * @param channel the channel
     * @param bytes the array that holds the piece, not copied
     * @param offset where the piece begins
     * @param lengthBytes how long it is
     * @param last whether it ends its message
     */
    public void set(ChannelId channel, byte[] bytes, int offset, int lengthBytes, boolean last) {
        this.channel = channel;
        this.bytes = bytes;
        this.offset = offset;
        this.lengthBytes = lengthBytes;
        this.last = last;
    }

    /** Forgets the bytes, so that an idle sender holds no message. */
    public void clear() {
        bytes = NOTHING;
        offset = 0;
        lengthBytes = 0;
    }

    /** {@return the channel of the message} */
    public ChannelId channel() {
        return channel;
    }

    /** {@return the array that holds the piece; not to be changed} */
    public byte[] bytes() {
        return bytes;
    }

    /** {@return where in {@link #bytes()} the piece begins} */
    public int offset() {
        return offset;
    }

    /** {@return how long the piece is; 0 for an empty message} */
    public int lengthBytes() {
        return lengthBytes;
    }

    /** {@return whether it is the last piece of its message} */
    public boolean isLast() {
        return last;
    }

    /** {@return a copy of the piece alone} */
    public byte[] copy() {
        return Arrays.copyOfRange(bytes, offset, offset + lengthBytes);
    }
}
