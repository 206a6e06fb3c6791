package dev.tendril.wire;

/**
 * Writes packets by hand (wire.md 4.1): what stands before the data of a message packet, and the
 * two packets without data. Equal to what the generated classes write.
 */
public final class PacketHeader {

    /** Longest header: two lengths, tag, channel, end of message, tag and length of the data. */
    public static final int MAX_BYTES = 5 + 1 + 5 + 3 + 2 + 1 + 5;

    private static final int TAG_PING = 0x0a;
    private static final int TAG_PONG = 0x12;
    private static final int TAG_MSG = 0x1a;
    private static final int TAG_CHANNEL = 0x08;
    private static final int TAG_EOF = 0x10;
    private static final int TAG_DATA = 0x1a;
    private static final int EMPTY_PACKET_BYTES = 3;

    private PacketHeader() {}

    /**
     * Writes everything of a delimited message packet that precedes its data, and returns how many
     * bytes that are; the data follow it on the wire.
     *
     * @param channel 0..255
     * @param eof whether the data end their message
     * @param dataBytes how long the data are; 0 or more
     */
    public static int putMessage(
            byte[] target, int offset, int channel, boolean eof, int dataBytes) {
        int innerBytes = innerBytes(channel, eof, dataBytes);
        int bodyBytes = 1 + Varints.sizeBytes(innerBytes) + innerBytes;
        int at = Varints.put(target, offset, bodyBytes);
        target[at++] = TAG_MSG;
        at = Varints.put(target, at, innerBytes);
        if (channel != 0) {
            target[at++] = TAG_CHANNEL;
            at = Varints.put(target, at, channel);
        }
        if (eof) {
            target[at++] = TAG_EOF;
            target[at++] = 1;
        }
        if (dataBytes != 0) {
            target[at++] = TAG_DATA;
            at = Varints.put(target, at, dataBytes);
        }
        return at - offset;
    }

    /** Writes a delimited ping and returns its length. */
    public static int putPing(byte[] target, int offset) {
        return putEmpty(target, offset, TAG_PING);
    }

    /** Writes a delimited pong and returns its length. */
    public static int putPong(byte[] target, int offset) {
        return putEmpty(target, offset, TAG_PONG);
    }

    /**
     * Size of the body of the largest packet that {@code payloadBytes} of data make: channel 1 to
     * 127, last (wire.md 4.2).
     */
    public static int bodyMaxBytes(int payloadBytes) {
        int innerBytes = innerBytes(1, true, payloadBytes);
        return 1 + Varints.sizeBytes(innerBytes) + innerBytes;
    }

    private static int innerBytes(int channel, boolean eof, int dataBytes) {
        int bytes = channel == 0 ? 0 : 1 + Varints.sizeBytes(channel);
        bytes += eof ? 2 : 0;
        return dataBytes == 0 ? bytes : bytes + 1 + Varints.sizeBytes(dataBytes) + dataBytes;
    }

    private static int putEmpty(byte[] target, int offset, int tag) {
        target[offset] = EMPTY_PACKET_BYTES - 1;
        target[offset + 1] = (byte) tag;
        target[offset + 2] = 0;
        return EMPTY_PACKET_BYTES;
    }
}
