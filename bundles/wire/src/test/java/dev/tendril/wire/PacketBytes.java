package dev.tendril.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;

import dev.tendril.wire.proto.connection.Packet;
import dev.tendril.wire.proto.connection.PacketMsg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.random.RandomGenerator;

/** Random bodies of packets: unusual but well formed, or damaged. */
final class PacketBytes {

    private PacketBytes() {}

    /**
     * Members in any number but never the same twice in a row, fields in any order, unknown fields
     * between.
     */
    static byte[] wellFormed(RandomGenerator random) {
        return written(
                out -> {
                    int members = random.nextInt(4);
                    boolean hasMessage = false;
                    for (int i = 0; i < members; i++) {
                        unknown(out, random, 4);
                        int member = 1 + random.nextInt(hasMessage ? 2 : 3);
                        out.writeByteArray(member, member == 3 ? message(random) : empty(random));
                        hasMessage |= member == 3;
                    }
                    unknown(out, random, 4);
                });
    }

    /**
     * Whether there are several messages: generated Java code merges them, Go takes the last
     * (wire.md 0.3).
     */
    static boolean hasMessageTwice(byte[] body) throws InvalidProtocolBufferException {
        return UnknownFieldSet.parseFrom(body)
                        .getField(Packet.MSG_FIELD_NUMBER)
                        .getLengthDelimitedList()
                        .size()
                > 1;
    }

    /** A well formed body with some bytes changed, left out or cut off. */
    static byte[] damaged(RandomGenerator random) {
        byte[] body = wellFormed(random);
        if (body.length == 0) {
            return body;
        }
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        int kept = random.nextInt(3) == 0 ? random.nextInt(body.length) : body.length;
        return java.util.Arrays.copyOf(body, kept);
    }

    private static byte[] message(RandomGenerator random) {
        return written(
                out -> {
                    int fields = random.nextInt(6);
                    for (int i = 0; i < fields; i++) {
                        switch (random.nextInt(4)) {
                            case 0 ->
                                    out.writeInt32(
                                            PacketMsg.CHANNEL_ID_FIELD_NUMBER, channel(random));
                            case 1 ->
                                    out.writeBool(PacketMsg.EOF_FIELD_NUMBER, random.nextBoolean());
                            case 2 -> out.writeBytes(PacketMsg.DATA_FIELD_NUMBER, data(random));
                            default -> unknown(out, random, 4);
                        }
                    }
                });
    }

    private static int channel(RandomGenerator random) {
        return random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(256);
    }

    private static ByteString data(RandomGenerator random) {
        byte[] data = new byte[random.nextInt(40)];
        random.nextBytes(data);
        return ByteString.copyFrom(data);
    }

    private static byte[] empty(RandomGenerator random) {
        return written(out -> unknown(out, random, 1));
    }

    private static void unknown(CodedOutputStream out, RandomGenerator random, int firstNumber)
            throws IOException {
        int number = firstNumber + random.nextInt(3_000);
        switch (random.nextInt(9)) {
            case 0 -> out.writeUInt64(number, random.nextLong());
            case 1 -> out.writeFixed64(number, random.nextLong());
            case 2 -> out.writeFixed32(number, random.nextInt());
            case 3 -> out.writeBytes(number, data(random));
            case 4 -> {
                out.writeTag(number, 3);
                out.writeUInt32(1, 7);
                out.writeTag(number, 4);
            }
            default -> {}
        }
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            writing.to(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }
}
