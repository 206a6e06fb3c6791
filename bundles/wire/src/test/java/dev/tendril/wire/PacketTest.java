package dev.tendril.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import dev.tendril.api.channel.DecodeException;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;
import dev.tendril.wire.proto.connection.Packet;
import dev.tendril.wire.proto.connection.PacketMsg;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** The hand codec of packets against the generated classes and against recorded bytes. */
final class PacketTest {

    private static final int ROUNDS = 20_000;

    private final PacketView view = new PacketView();

    @Test
    @Covers("MC-15")
    void vectors_areWrittenAndRead() throws DecodeException {
        for (JsonValue vector : Vectors.load().get("mconn").get("packets").list()) {
            List<JsonValue> decoded = vector.get("decoded").list();
            byte[] body = vector.get("body").bytes();
            byte[] delimited = vector.get("delimited").bytes();
            PacketView.Kind kind = view.read(body, 0, body.length);
            switch (decoded.getFirst().text()) {
                case "ping" -> {
                    assertEquals(PacketView.Kind.PING, kind);
                    assertArrayEquals(delimited, written(PacketHeader::putPing));
                }
                case "pong" -> {
                    assertEquals(PacketView.Kind.PONG, kind);
                    assertArrayEquals(delimited, written(PacketHeader::putPong));
                }
                default -> {
                    assertEquals(PacketView.Kind.MESSAGE, kind);
                    assertEquals(decoded.get(1).intValue(), view.channel());
                    assertEquals(decoded.get(2).isTrue(), view.isEof());
                    assertArrayEquals(decoded.get(3).bytes(), data(body));
                    assertArrayEquals(delimited, message(view.channel(), view.isEof(), data(body)));
                }
            }
        }
    }

    @Test
    void bodyMaxBytes_isGosLimit() {
        for (JsonValue vector : Vectors.load().get("mconn").get("max_packet_body").list()) {
            assertEquals(
                    vector.get("largest_accepted_body").intValue(),
                    PacketHeader.bodyMaxBytes(
                            vector.get("max_packet_msg_payload_size").intValue()));
        }
    }

    @Test
    void putMessage_random_equalsGenerated() {
        RandomGenerator random = Seeds.random(PacketTest.class);
        for (int round = 0; round < ROUNDS; round++) {
            int channel = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextInt(256);
            boolean eof = random.nextBoolean();
            byte[] data =
                    new byte[random.nextInt(3) == 0 ? random.nextInt(3) : random.nextInt(2_000)];
            random.nextBytes(data);

            assertArrayEquals(
                    Delimited.of(generated(channel, eof, data).toByteArray()),
                    message(channel, eof, data));
        }
    }

    @Test
    void putMessage_edges_equalGenerated() {
        for (int channel : new int[] {0, 1, 127, 128, 255}) {
            for (int length : new int[] {0, 1, 127, 128, 1014, 1024, 16_383, 16_384, 1_000_000}) {
                for (boolean eof : new boolean[] {false, true}) {
                    byte[] data = new byte[length];
                    assertArrayEquals(
                            Delimited.of(generated(channel, eof, data).toByteArray()),
                            message(channel, eof, data));
                }
            }
        }
    }

    @Test
    void read_randomWellFormed_equalsGenerated() throws Exception {
        RandomGenerator random = Seeds.random(PacketTest.class);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = PacketBytes.wellFormed(random);
            Packet expected = Packet.parseFrom(body);
            assertSame(expected, view.read(body, 0, body.length), body);
        }
    }

    /**
     * Whatever the hand codec takes, the generated one takes and understands alike; it may refuse
     * more.
     */
    @Test
    void read_randomlyDamaged_isRefusedOrEqualsGenerated() {
        RandomGenerator random = Seeds.random(PacketTest.class);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = PacketBytes.damaged(random);
            PacketView.Kind kind;
            try {
                kind = view.read(body, 0, body.length);
            } catch (DecodeException e) {
                refused++;
                continue;
            }
            try {
                Packet expected = Packet.parseFrom(body);
                if (!PacketBytes.hasMessageTwice(body)) {
                    assertSame(expected, kind, body);
                }
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError("taken by hand only: " + hex(body), e);
            }
        }
        assertTrue(refused > ROUNDS / 100, "too few refused: " + refused);
    }

    @Test
    @Covers("W8.3-1")
    void read_malformed_isRefused() {
        for (String hex :
                List.of(
                        "0a",
                        "0a05",
                        "1a021801",
                        "1a0508",
                        "0801",
                        "00",
                        "0700",
                        "0c",
                        "1b",
                        "0f",
                        "1a0308ffff",
                        "1a021a05",
                        "ffffffffffffffffffff01",
                        "1a020a00")) {
            byte[] body = HexFormat.of().parseHex(hex);
            assertThrows(DecodeException.class, () -> view.read(body, 0, body.length), hex);
        }
    }

    @Test
    void read_withoutKnownMember_isUnknown() throws DecodeException {
        assertEquals(PacketView.Kind.UNKNOWN, view.read(new byte[0], 0, 0));
        byte[] onlyUnknown = HexFormat.of().parseHex("4a0178");
        assertEquals(PacketView.Kind.UNKNOWN, view.read(onlyUnknown, 0, 3));
        byte[] group = HexFormat.of().parseHex("4b08014c");
        assertEquals(PacketView.Kind.UNKNOWN, view.read(group, 0, 4));
    }

    /** Go replaces a repeated member; generated Java code would merge the two (wire.md 0.3). */
    @Test
    void read_memberTwice_lastOneCounts() throws DecodeException {
        byte[] twice = HexFormat.of().parseHex("1a0408301001" + "1a031a0161");
        assertEquals(PacketView.Kind.MESSAGE, view.read(twice, 0, twice.length));
        assertEquals(0, view.channel());
        assertEquals(false, view.isEof());
        assertEquals(1, view.dataBytes());
    }

    @Test
    @Covers("MC-16")
    void read_channelOutOfRange_isNotTruncated() throws DecodeException {
        byte[] body = generated(1025, true, new byte[] {1}).toByteArray();
        view.read(body, 0, body.length);
        assertEquals(1025, view.channel());
    }

    private static void assertSame(
            Packet expected, PacketView.Kind kind, PacketView view, byte[] body) {
        switch (expected.getSumCase()) {
            case PING -> assertEquals(PacketView.Kind.PING, kind, () -> hex(body));
            case PONG -> assertEquals(PacketView.Kind.PONG, kind, () -> hex(body));
            case MSG -> {
                assertEquals(PacketView.Kind.MESSAGE, kind, () -> hex(body));
                PacketMsg message = expected.getMsg();
                assertEquals(message.getChannelId(), view.channel(), () -> hex(body));
                assertEquals(message.getEof(), view.isEof(), () -> hex(body));
                int from = view.dataOffset();
                assertArrayEquals(
                        message.getData().toByteArray(),
                        Arrays.copyOfRange(body, from, from + view.dataBytes()),
                        () -> hex(body));
            }
            case SUM_NOT_SET -> assertEquals(PacketView.Kind.UNKNOWN, kind, () -> hex(body));
        }
    }

    private void assertSame(Packet expected, PacketView.Kind kind, byte[] body) {
        assertSame(expected, kind, view, body);
    }

    private byte[] data(byte[] body) {
        return Arrays.copyOfRange(body, view.dataOffset(), view.dataOffset() + view.dataBytes());
    }

    private static byte[] message(int channel, boolean eof, byte[] data) {
        byte[] target = new byte[PacketHeader.MAX_BYTES + data.length + 7];
        int header = PacketHeader.putMessage(target, 7, channel, eof, data.length);
        System.arraycopy(data, 0, target, 7 + header, data.length);
        return Arrays.copyOfRange(target, 7, 7 + header + data.length);
    }

    private static Packet generated(int channel, boolean eof, byte[] data) {
        return Packet.newBuilder()
                .setMsg(
                        PacketMsg.newBuilder()
                                .setChannelId(channel)
                                .setEof(eof)
                                .setData(ByteString.copyFrom(data)))
                .build();
    }

    private static byte[] written(Put put) {
        byte[] target = new byte[8];
        int length = put.put(target, 0);
        return Arrays.copyOf(target, length);
    }

    private static String hex(byte[] body) {
        return HexFormat.of().formatHex(body);
    }

    private interface Put {
        int put(byte[] target, int offset);
    }
}
