package dev.tendril.wire;

import dev.tendril.api.channel.DecodeException;

/**
 * Walks over the fields of a protobuf message in a buffer, without objects. Belongs to one thread.
 */
final class FieldCursor {

    private static final int WIRE_VARINT = 0;
    private static final int WIRE_64 = 1;
    private static final int WIRE_BYTES = 2;
    private static final int WIRE_GROUP = 3;
    private static final int WIRE_GROUP_END = 4;
    private static final int WIRE_32 = 5;
    private static final int GROUP_DEPTH_MAX = 16;
    private static final long TAG_MAX = 0xffff_ffffL;

    private byte[] buffer = {};
    private int at;
    private int end;
    private int field;
    private int wireType;

    void enter(byte[] newBuffer, int offset, int lengthBytes) {
        buffer = newBuffer;
        at = offset;
        end = offset + lengthBytes;
    }

    /**
     * Restricts the walk to the next {@code lengthBytes} bytes; the result goes to {@link #leave}.
     */
    int narrow(byte[] sameBuffer, int lengthBytes) {
        int outerEnd = end;
        enter(sameBuffer, at, lengthBytes);
        return outerEnd;
    }

    void leave(int outerEnd) {
        at = end;
        end = outerEnd;
    }

    /** Reads the next tag; false at the end. */
    boolean next() throws DecodeException {
        if (at == end) {
            return false;
        }
        long tag = rawVarint();
        field = (int) (tag >>> 3);
        wireType = (int) tag & 7;
        if (tag < 0 || tag > TAG_MAX || field == 0) {
            throw new DecodeException("field number out of range");
        }
        return true;
    }

    int field() {
        return field;
    }

    long varint() throws DecodeException {
        require(WIRE_VARINT);
        return rawVarint();
    }

    /** The length of a field that has one, which then lies at the cursor. */
    int lengthBytes() throws DecodeException {
        require(WIRE_BYTES);
        return rawLength();
    }

    /** Steps over bytes and returns where they began. */
    int advance(int bytes) throws DecodeException {
        int from = at;
        if (bytes > end - at) {
            throw new DecodeException("field longer than its message");
        }
        at += bytes;
        return from;
    }

    void skip() throws DecodeException {
        skip(0);
    }

    private void skip(int depth) throws DecodeException {
        switch (wireType) {
            case WIRE_VARINT -> rawVarint();
            case WIRE_64 -> advance(Long.BYTES);
            case WIRE_BYTES -> advance(rawLength());
            case WIRE_32 -> advance(Integer.BYTES);
            case WIRE_GROUP -> skipGroup(field, depth + 1);
            default -> throw new DecodeException("wire type not allowed here: " + wireType);
        }
    }

    private void skipGroup(int group, int depth) throws DecodeException {
        if (depth > GROUP_DEPTH_MAX) {
            throw new DecodeException("groups nested too deep");
        }
        while (next()) {
            if (wireType == WIRE_GROUP_END) {
                if (field != group) {
                    throw new DecodeException("group ended by another field: " + field);
                }
                return;
            }
            skip(depth);
        }
        throw new DecodeException("group without end");
    }

    private void require(int expected) throws DecodeException {
        if (wireType != expected) {
            throw new DecodeException("wrong wire type, field: " + field);
        }
    }

    private int rawLength() throws DecodeException {
        long length = rawVarint();
        if (length < 0 || length > end - at) {
            throw new DecodeException("field longer than its message");
        }
        return (int) length;
    }

    private long rawVarint() throws DecodeException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at == end) {
                throw new DecodeException("message ends within a number");
            }
            byte next = buffer[at++];
            if (shift == Long.SIZE - 1 && (next & 0xfe) != 0) {
                break;
            }
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new DecodeException("varint longer than 64 bits");
    }
}
