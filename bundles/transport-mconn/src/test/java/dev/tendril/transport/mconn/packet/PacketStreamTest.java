package dev.tendril.transport.mconn.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.decision.Blame;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;
import dev.tendril.transport.mconn.reason.MconnFailure;
import dev.tendril.transport.mconn.reason.ProtocolFault;
import dev.tendril.wire.PacketHeader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Packets and messages out of a stream of bytes, right and wrong. */
final class PacketStreamTest {

    private static final Map<Integer, Integer> CAPACITIES = Map.of(0, 64_000, 0x30, 20);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    W8.3-1a | body 1035 bytes
                    W8.3-1b | length prefix only, 2^32
                    W8.3-1c | varint overflow
                    W8.3-1j | unknown channel 0x99
                    W8.3-1h | channel 256
                    W8.3-1g | channel -1
                            | empty packet
                    W8.3-1e | only unknown field 9
                    W8.3-1k | capacity exceeded in one packet
                    W8.3-1l | capacity exceeded by the third packet
                    W8.3-1f | data field as varint
                    W8.3-1d | truncated inner message
                    """)
    @Covers({"W8.3-1", "MC-10", "MC-11", "MC-12", "MC-13"})
    void negative_endsTheConnection(String id, String name) {
        List<JsonValue> negative = layer("negative");
        assertEquals(12, negative.size());
        JsonValue vector =
                negative.stream()
                        .filter(one -> one.get("name").text().equals(name))
                        .findFirst()
                        .orElseThrow();
        ProtocolFault fault = assertThrows(ProtocolFault.class, () -> feed(vector));
        assertEquals(NegativePackets.expected(vector), fault.failure());
        assertEquals(Blame.PEER, fault.failure().blame());
    }

    @Test
    @Covers({"W8.3-1", "W8.3-1i", "MC-16"})
    void largestChannelNumber_isUnknown() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        packet(bytes, Integer.MAX_VALUE, true, new byte[1]);
        ProtocolFault fault =
                assertThrows(
                        ProtocolFault.class,
                        () ->
                                PacketFeed.read(
                                        bytes.toByteArray(),
                                        1_044,
                                        1_024,
                                        PacketFeed.accepting(CAPACITIES)));
        assertEquals(MconnFailure.UNKNOWN_CHANNEL, fault.failure());
    }

    private static List<String> feed(JsonValue vector) throws Exception {
        Map<Integer, Integer> capacities = new LinkedHashMap<>();
        vector.get("capacities")
                .object()
                .forEach(
                        (channel, bytes) ->
                                capacities.put(Integer.decode(channel), bytes.intValue()));
        return PacketFeed.read(
                vector.get("bytes").bytes(), 1_044, 1_024, PacketFeed.accepting(capacities));
    }

    @Test
    void acceptedQuirks_areAccepted() throws Exception {
        List<JsonValue> quirks = layer("accepted_quirks");
        assertEquals(4, quirks.size());
        List<List<String>> events = new ArrayList<>();
        for (JsonValue quirk : quirks) {
            events.add(
                    PacketFeed.read(
                            quirk.get("bytes").bytes(),
                            1_044,
                            1_024,
                            PacketFeed.accepting(CAPACITIES)));
        }
        assertEquals(
                List.of(List.of("ping"), List.of("0:61"), List.of("pong"), List.of("0:")), events);
    }

    @Test
    @Covers({"W8.3-4", "W8.3-4b", "W8.3-5"})
    void onePartPerByte_isAccepted() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] message = "hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int i = 0; i < message.length; i++) {
            packet(bytes, 0x30, i == message.length - 1, new byte[] {message[i]});
        }
        packet(bytes, 0x30, true, new byte[0]);
        assertEquals(
                List.of("48:" + HexFormat.of().formatHex(message), "48:"),
                PacketFeed.read(
                        bytes.toByteArray(), 1_044, 1_024, PacketFeed.accepting(CAPACITIES)));
    }

    @Test
    @Covers({"W8.3-4", "W8.3-4a"})
    void endlessMessage_endsAtItsCapacity() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 21; i++) {
            packet(bytes, 0x30, false, new byte[1]);
        }
        ProtocolFault fault =
                assertThrows(
                        ProtocolFault.class,
                        () ->
                                PacketFeed.read(
                                        bytes.toByteArray(),
                                        1_044,
                                        1_024,
                                        PacketFeed.accepting(CAPACITIES)));
        assertEquals(MconnFailure.MESSAGE_TOO_LARGE, fault.failure());
    }

    @Test
    @Covers("MC-12")
    void largestPacket_isAccepted_oneMoreIsNot() throws Exception {
        for (int payload : new int[] {1_024, 1_400, 65_536, 1_000_000}) {
            ByteArrayOutputStream largest = new ByteArrayOutputStream();
            packet(largest, 1, true, new byte[payload]);
            var accepting = PacketFeed.accepting(Map.of(1, 2_000_000));
            assertEquals(
                    1, PacketFeed.read(largest.toByteArray(), 3_000, payload, accepting).size());
            ByteArrayOutputStream larger = new ByteArrayOutputStream();
            packet(larger, 1, true, new byte[payload + 1]);
            assertThrows(
                    ProtocolFault.class,
                    () -> PacketFeed.read(larger.toByteArray(), 3_000, payload, accepting));
        }
    }

    /** What the other side's splitting vectors describe, put together again. */
    @Test
    void split_asGoDoes() throws Exception {
        for (JsonValue vector : Vectors.load().get("mconn").get("split").list()) {
            int payload = vector.get("payload").intValue();
            byte[] message = new byte[vector.get("message_length").intValue()];
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            List<Integer> lengths = new ArrayList<>();
            int from = 0;
            do {
                int length = Math.min(payload, message.length - from);
                int before = bytes.size();
                packet(
                        bytes,
                        0x30,
                        from + length == message.length,
                        Arrays.copyOfRange(message, from, from + length));
                lengths.add(bytes.size() - before);
                from += length;
            } while (from < message.length);

            assertEquals(
                    vector.get("delimited_lengths").list().stream()
                            .map(JsonValue::intValue)
                            .toList(),
                    lengths);
            assertEquals(vector.get("packets").intValue(), lengths.size());
            List<String> messages =
                    PacketFeed.read(
                            bytes.toByteArray(),
                            1_044,
                            payload,
                            PacketFeed.accepting(Map.of(0x30, 1_000_000)));
            assertEquals(List.of("48:" + HexFormat.of().formatHex(message)), messages);
        }
    }

    @Test
    void random_anyPieces_giveTheSameMessages() throws Exception {
        RandomGenerator random = Seeds.random(PacketStreamTest.class);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] data =
                    new byte[random.nextInt(2) == 0 ? random.nextInt(20) : random.nextInt(5_000)];
            random.nextBytes(data);
            packet(bytes, 7, true, data);
            expected.add("7:" + HexFormat.of().formatHex(data));
        }
        for (int pieces : new int[] {1, 500, 1_044, 3_333, 100_000}) {
            assertEquals(
                    expected,
                    PacketFeed.read(
                            bytes.toByteArray(),
                            pieces,
                            5_000,
                            PacketFeed.accepting(Map.of(7, 10_000))));
        }
    }

    @Test
    void endOfStreamWithinAPacket_isMalformed() {
        byte[] cutOff = {5, 0x1a};
        assertEquals(
                MconnFailure.PACKET_MALFORMED,
                assertThrows(
                                ProtocolFault.class,
                                () ->
                                        PacketFeed.read(
                                                cutOff,
                                                1_044,
                                                1_024,
                                                PacketFeed.accepting(CAPACITIES)))
                        .failure());
    }

    static void packet(ByteArrayOutputStream out, int channel, boolean eof, byte[] data) {
        byte[] header = new byte[PacketHeader.MAX_BYTES];
        int length = PacketHeader.putMessage(header, 0, channel, eof, data.length);
        out.write(header, 0, length);
        out.writeBytes(data);
    }

    private static List<JsonValue> layer(String name) {
        List<JsonValue> found =
                Vectors.load().get(name).list().stream()
                        .filter(vector -> vector.get("layer").text().equals("mconn"))
                        .toList();
        assertTrue(!found.isEmpty());
        return found;
    }
}
