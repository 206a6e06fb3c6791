package dev.tendril.wire;

import dev.tendril.api.channel.DecodeException;

/**
 * A packet as it lies in a buffer, read by hand and without objects (wire.md 4.1, 4.3). Reused for
 * one packet after the other by one thread; what it says about the data is valid while the buffer
 * is.
 *
 * <p>Accepts what the Go peers accept: fields in any order and repeated, the last one counts;
 * unknown fields are skipped.
 */
public final class PacketView {

    /** What a packet is. */
    public enum Kind {
        /** A question for a sign of life. */
        PING,
        /** The answer to it. */
        PONG,
        /** A piece of a message. */
        MESSAGE,
        /** None of them. */
        UNKNOWN
    }

    private static final int FIELD_PING = 1;
    private static final int FIELD_PONG = 2;
    private static final int FIELD_MSG = 3;
    private static final int FIELD_CHANNEL = 1;
    private static final int FIELD_EOF = 2;
    private static final int FIELD_DATA = 3;

    private final FieldCursor cursor = new FieldCursor();
    private int channel;
    private boolean eof;
    private int dataOffset;
    private int dataBytes;

    /** A view of nothing. */
    public PacketView() {}

    /**
     * Looks at the body of a packet.
     *
     * @throws DecodeException if it is malformed
     */
    public Kind read(byte[] buffer, int offset, int bodyBytes) throws DecodeException {
        cursor.enter(buffer, offset, bodyBytes);
        Kind kind = Kind.UNKNOWN;
        while (cursor.next()) {
            switch (cursor.field()) {
                case FIELD_PING -> kind = empty(Kind.PING, buffer);
                case FIELD_PONG -> kind = empty(Kind.PONG, buffer);
                case FIELD_MSG -> kind = message(buffer);
                default -> cursor.skip();
            }
        }
        return kind;
    }

    /** The channel of a message packet as it was sent, which may be none that exists. */
    public int channel() {
        return channel;
    }

    /** Whether a message packet ends its message. */
    public boolean isEof() {
        return eof;
    }

    /** Where in the buffer the data of a message packet begin. */
    public int dataOffset() {
        return dataOffset;
    }

    /** How long they are. */
    public int dataBytes() {
        return dataBytes;
    }

    private Kind empty(Kind kind, byte[] buffer) throws DecodeException {
        int outerEnd = enterMessage(buffer);
        while (cursor.next()) {
            cursor.skip();
        }
        cursor.leave(outerEnd);
        return kind;
    }

    private Kind message(byte[] buffer) throws DecodeException {
        int outerEnd = enterMessage(buffer);
        channel = 0;
        eof = false;
        dataOffset = 0;
        dataBytes = 0;
        while (cursor.next()) {
            switch (cursor.field()) {
                case FIELD_CHANNEL -> channel = (int) cursor.varint();
                case FIELD_EOF -> eof = cursor.varint() != 0;
                case FIELD_DATA -> {
                    dataBytes = cursor.lengthBytes();
                    dataOffset = cursor.advance(dataBytes);
                }
                default -> cursor.skip();
            }
        }
        cursor.leave(outerEnd);
        return Kind.MESSAGE;
    }

    /** Narrows the cursor to the embedded message and returns where the outer one ends. */
    private int enterMessage(byte[] buffer) throws DecodeException {
        int lengthBytes = cursor.lengthBytes();
        return cursor.narrow(buffer, lengthBytes);
    }
}
