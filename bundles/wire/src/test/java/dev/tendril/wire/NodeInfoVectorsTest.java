package dev.tendril.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.channel.DecodeException;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.node.ProtocolVersions;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;
import dev.tendril.wire.proto.node.TenderdashNodeInfo;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.ByteArrayInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

final class NodeInfoVectorsTest {

    @TestFactory
    Stream<DynamicTest> standard_isReadAndWrittenAsGoDoes() {
        return vectors("comet")
                .map(
                        vector ->
                                DynamicTest.dynamicTest(
                                        vector.get("name").text(),
                                        () -> {
                                            NodeInfo expected = info(vector.get("fields"));
                                            byte[] body = vector.get("body").bytes();
                                            assertEquals(expected, decode(body));
                                            assertArrayEquals(
                                                    body,
                                                    NodeInfoCodec.encode(
                                                            expected, NodeInfoDialect.STANDARD));
                                            assertArrayEquals(
                                                    vector.get("delimited").bytes(),
                                                    Delimited.of(body));
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> tenderdash_isReadAndWrittenAsGoDoes() {
        return vectors("tenderdash")
                .map(
                        vector ->
                                DynamicTest.dynamicTest(
                                        vector.get("name").text(), () -> tenderdash(vector)));
    }

    private static void tenderdash(JsonValue vector) throws Exception {
        byte[] body = vector.get("body").bytes();
        TenderdashNodeInfo message = TenderdashNodeInfo.parseFrom(body);
        assertArrayEquals(body, message.toByteArray());
        assertEquals(
                vector.get("fields").get("pro_tx_hash").text(),
                HexFormat.of().formatHex(message.getProTxHash().toByteArray()));

        NodeInfo info = NodeInfoCodec.decode(body, NodeInfoDialect.TENDERDASH);
        List<ChannelId> usable =
                channels(vector.get("fields")).stream()
                        .filter(number -> number <= ChannelId.MAX)
                        .map(ChannelId::new)
                        .toList();
        assertEquals(usable, info.channels());
        NodeInfo again =
                NodeInfoCodec.decode(
                        NodeInfoCodec.encode(info, NodeInfoDialect.TENDERDASH),
                        NodeInfoDialect.TENDERDASH);
        assertEquals(info, again);
    }

    @Test
    void decode_bothDialects_readEachOthersLowChannels() throws DecodeException {
        JsonValue vector = vectors("comet").findFirst().orElseThrow();
        NodeInfo info = info(vector.get("fields"));

        assertEquals(
                info, NodeInfoCodec.decode(vector.get("body").bytes(), NodeInfoDialect.TENDERDASH));
        assertEquals(info, decode(NodeInfoCodec.encode(info, NodeInfoDialect.TENDERDASH)));
    }

    @Test
    void decode_unpackedChannels_areUnderstood() throws DecodeException {
        NodeInfo info =
                info(vectors("comet").findFirst().orElseThrow().get("fields"))
                        .withChannels(List.of());
        byte[] without = NodeInfoCodec.encode(info, NodeInfoDialect.STANDARD);
        byte[] unpacked = HexFormat.of().parseHex(HexFormat.of().formatHex(without) + "30403021");

        List<ChannelId> expected = List.of(new ChannelId(0x40), new ChannelId(0x21));
        assertEquals(expected, decode(unpacked).channels());
        assertEquals(
                expected, NodeInfoCodec.decode(unpacked, NodeInfoDialect.TENDERDASH).channels());
    }

    @Test
    @Covers("NI-01")
    void decode_ofNothing_isRefused() {
        assertThrows(DecodeException.class, () -> decode(new byte[0]));
    }

    @Test
    void decode_knownFieldWithWrongWireType_isRefused() {
        JsonValue vector = vectors("comet").findFirst().orElseThrow();
        byte[] appended = HexFormat.of().parseHex(vector.get("body").text() + "3801");

        assertThrows(DecodeException.class, () -> decode(appended));
    }

    @TestFactory
    @Covers({"W8.2-7", "NI-02", "NI-03", "NI-05", "NI-09"})
    Stream<DynamicTest> negative_isRefused() {
        List<JsonValue> negative =
                Vectors.load().get("negative").list().stream()
                        .filter(vector -> vector.get("layer").text().equals("node_info"))
                        .toList();
        assertEquals(27, negative.size());
        return negative.stream()
                .map(
                        vector ->
                                DynamicTest.dynamicTest(
                                        vector.get("name").text(),
                                        () -> assertTrue(isRefused(vector))));
    }

    /** Refused as such, or as incompatible, or because the id is not that of the key. */
    private static boolean isRefused(JsonValue vector) throws Exception {
        NodeInfo theirs;
        try {
            theirs =
                    decode(
                            Delimited.read(
                                    new ByteArrayInputStream(vector.get("bytes").bytes()),
                                    NodeInfoCodec.BODY_MAX_BYTES));
        } catch (DecodeException e) {
            return true;
        }
        if (vector.has("authenticated_id")) {
            return !theirs.nodeId().hex().equals(vector.get("authenticated_id").text());
        }
        NodeInfo ours =
                new NodeInfo(
                        new ProtocolVersions(8, vector.get("local_block").longValue(), 0),
                        new NodeId("00".repeat(20)),
                        "tcp://0.0.0.0:26656",
                        vector.get("local_network").text(),
                        "",
                        vector.get("local_channels").list().stream()
                                .map(channel -> new ChannelId(channel.intValue()))
                                .toList(),
                        "local",
                        "",
                        "");
        return ours.incompatibleWith(theirs).isPresent();
    }

    private static NodeInfo decode(byte[] body) throws DecodeException {
        return NodeInfoCodec.decode(body, NodeInfoDialect.STANDARD);
    }

    private static Stream<JsonValue> vectors(String dialect) {
        return Vectors.load().get("node_info").list().stream()
                .filter(vector -> vector.get("dialect").text().equals(dialect));
    }

    private static List<Integer> channels(JsonValue fields) {
        return fields.get("channels").list().stream().map(JsonValue::intValue).toList();
    }

    private static NodeInfo info(JsonValue fields) {
        return new NodeInfo(
                new ProtocolVersions(
                        fields.get("p2p").longValue(),
                        fields.get("block").longValue(),
                        fields.get("app").longValue()),
                new NodeId(fields.get("id").text()),
                fields.get("listen_addr").text(),
                fields.get("network").text(),
                fields.get("version").text(),
                channels(fields).stream().map(ChannelId::new).toList(),
                fields.get("moniker").text(),
                fields.get("tx_index").text(),
                fields.get("rpc_address").text());
    }
}
