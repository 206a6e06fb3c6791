package dev.tendril.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;

import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;
import dev.tendril.wire.proto.blocksync.BlockSyncMessage;
import dev.tendril.wire.proto.connection.Packet;
import dev.tendril.wire.proto.consensus.ConsensusMessage;
import dev.tendril.wire.proto.mempool.MempoolMessage;
import dev.tendril.wire.proto.pex.NetAddress;
import dev.tendril.wire.proto.pex.PexAddrs;
import dev.tendril.wire.proto.pex.PexMessage;
import dev.tendril.wire.proto.pex.PexRequest;
import dev.tendril.wire.proto.pex.PexUrl;
import dev.tendril.wire.proto.pex.PexUrlRequest;
import dev.tendril.wire.proto.pex.PexUrlResponse;
import dev.tendril.wire.proto.statesync.StateSyncMessage;
import dev.tendril.wire.proto.tenderdash.BlockRequest;
import dev.tendril.wire.proto.tenderdash.Envelope;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.stream.Stream;

/** Messages that Go wrote are understood without rest and written again byte for byte. */
final class ReactorMessageVectorsTest {

    @TestFactory
    Stream<DynamicTest> goldenMessages() {
        List<JsonValue> messages = Vectors.load().get("reactor_messages").list();
        assertEquals(27, messages.size());
        return messages.stream()
                .map(
                        vector -> {
                            String name = vector.get("name").text();
                            byte[] bytes = vector.get("hex").bytes();
                            return DynamicTest.dynamicTest(name, () -> roundTrip(name, bytes));
                        });
    }

    private static void roundTrip(String name, byte[] bytes) throws Exception {
        Message message = parser(name).parseFrom(bytes);

        assertNothingUnknown(message);
        assertArrayEquals(bytes, message.toByteArray());
    }

    private static void assertNothingUnknown(Message message) {
        assertEquals(0, message.getUnknownFields().getSerializedSize(), message::toString);
        for (Object value : message.getAllFields().values()) {
            if (value instanceof Message inner) {
                assertNothingUnknown(inner);
            }
        }
    }

    private static Parser<? extends Message> parser(String name) {
        String first = name.split(" ", 2)[0];
        return switch (first) {
            case "PacketPing", "PacketPong", "PacketMsg" -> Packet.parser();
            case "PexRequest", "PexAddrs" -> PexMessage.parser();
            case "mempool" -> MempoolMessage.parser();
            case "SnapshotsRequest", "SnapshotsResponse", "ChunkRequest", "ChunkResponse" ->
                    StateSyncMessage.parser();
            case "BlockRequest", "NoBlockResponse", "StatusRequest", "StatusResponse" ->
                    BlockSyncMessage.parser();
            default -> ConsensusMessage.parser();
        };
    }

    @Test
    void pexDialects_areWrittenAsGoDoes() {
        JsonValue pex = Vectors.load().get("pex");
        JsonValue first = pex.get("v034_cometbft_and_v035_legacy");
        PexAddrs.Builder addrs = PexAddrs.newBuilder();
        for (JsonValue fields : first.get("addrs_fields").list()) {
            addrs.addAddrs(
                    NetAddress.newBuilder()
                            .setId(fields.list().get(0).text())
                            .setIp(fields.list().get(1).text())
                            .setPort(fields.list().get(2).intValue()));
        }
        JsonValue second = pex.get("v035_v2_and_sei");
        PexUrlResponse.Builder urls = PexUrlResponse.newBuilder();
        second.get("urls")
                .list()
                .forEach(url -> urls.addAddresses(PexUrl.newBuilder().setUrl(url.text())));

        assertBytes(first.get("request"), request());
        assertBytes(first.get("addrs"), PexMessage.newBuilder().setAddrs(addrs).build());
        assertBytes(
                first.get("addrs_empty"),
                PexMessage.newBuilder().setAddrs(PexAddrs.getDefaultInstance()).build());
        assertBytes(
                second.get("request"),
                PexMessage.newBuilder().setUrlRequest(PexUrlRequest.getDefaultInstance()).build());
        assertBytes(second.get("response"), PexMessage.newBuilder().setUrlResponse(urls).build());
    }

    @Test
    void tenderdashEnvelope_isWrittenAsGoDoes() throws Exception {
        JsonValue vector = Vectors.load().get("pex").get("tenderdash_envelope");
        Envelope request =
                Envelope.parseFrom(vector.get("block_request_height_7_with_request_id").bytes());

        assertEquals(BlockRequest.newBuilder().setHeight(7).build(), request.getBlockRequest());
        assertEquals(1, request.getAttributesCount());
        assertBytes(vector.get("block_request_height_7_with_request_id"), request);
        assertBytes(
                vector.get("request"),
                Envelope.newBuilder().setPexRequest(PexUrlRequest.getDefaultInstance()).build());
        Envelope response = Envelope.parseFrom(vector.get("response").bytes());
        assertEquals(
                vector.get("urls").list().stream().map(JsonValue::text).toList(),
                response.getPexResponse().getAddressesList().stream().map(PexUrl::getUrl).toList());
        assertBytes(vector.get("response"), response);
    }

    private static PexMessage request() {
        return PexMessage.newBuilder().setRequest(PexRequest.getDefaultInstance()).build();
    }

    private static void assertBytes(JsonValue expected, Message message) {
        assertArrayEquals(expected.bytes(), message.toByteArray());
    }
}
