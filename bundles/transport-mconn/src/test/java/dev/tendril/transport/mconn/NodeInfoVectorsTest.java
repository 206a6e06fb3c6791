package dev.tendril.transport.mconn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.node.ProtocolVersions;
import dev.tendril.api.transport.Handshake;
import dev.tendril.api.transport.HandshakeException;
import dev.tendril.api.transport.HandshakeFailure;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;
import dev.tendril.transport.mconn.secret.SecretSession;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Node infos that must be refused, over real sockets, from the peer whose id they carry. */
@Timeout(60)
final class NodeInfoVectorsTest {

    private final JsonValue vectors = Vectors.load();

    /** The key of the id that the vectors carry. */
    private final SeededIdentity owner =
            new SeededIdentity(
                    vectors.get("secret_connection")
                            .list()
                            .getFirst()
                            .get("B")
                            .get("ed25519_seed")
                            .bytes());

    @TestFactory
    @Covers({"W8.2-7", "W8.2-7a", "W8.2-7b", "W8.4-5"})
    Stream<DynamicTest> brokenRule_isRefused_namingIt() {
        List<JsonValue> broken = negative(false);
        assertEquals(23, broken.size());
        return broken.stream()
                .map(
                        vector ->
                                DynamicTest.dynamicTest(
                                        vector.get("name").text(), () -> assertRefused(vector)));
    }

    private void assertRefused(JsonValue vector) throws Exception {
        HandshakeException failed = HandshakeTest.failure(handshake(vector.get("bytes").bytes()));
        assertEquals(HandshakeFailure.NODE_INFO_INVALID.code(), failed.reason().code());
        assertEquals(Blame.PEER, failed.blame());
        String detail = failed.reason().detail();
        assertTrue(detail.contains(rule(vector.get("name").text())), detail);
    }

    private static String rule(String name) {
        String first = name.substring(0, name.indexOf(' '));
        return switch (name) {
            case "17 channels" -> "field: channels (more than 16)";
            case "duplicate channel" -> "field: channels (one twice)";
            case "id too short" -> "node id is not 40 lower-case hex digits";
            case "length prefix 10241" -> "bytes: 10241, limit: 10240";
            case "id of another key" -> "node id is not of the key";
            default -> "field: " + first;
        };
    }

    /** Nothing is wrong with them: the transport lets them in, and whoever asks is told. */
    @TestFactory
    @Covers({"W8.2-7", "W8.2-7e", "W8.2-7f", "W8.2-7g", "W8.2-7h"})
    Stream<DynamicTest> merelyIncompatible_shakesHands_andIsTold() {
        List<JsonValue> incompatible = negative(true);
        assertEquals(4, incompatible.size());
        return incompatible.stream()
                .map(
                        vector ->
                                DynamicTest.dynamicTest(
                                        vector.get("name").text(),
                                        () -> assertIncompatible(vector)));
    }

    private void assertIncompatible(JsonValue vector) throws Exception {
        Handshake done = handshake(vector.get("bytes").bytes()).get();
        assertEquals(owner.publicKey(), done.key());
        assertEquals(owner.nodeId(), done.peer().nodeId());
        assertEquals(
                Optional.of(incompatibility(vector.get("name").text())),
                local(vector).incompatibleWith(done.peer()).map(reason -> reason.code()));
    }

    private static String incompatibility(String name) {
        return switch (name) {
            case "other network", "network differs in case" -> "network";
            case "other block version" -> "block-version";
            case "no common channel" -> "no-common-channel";
            default -> "";
        };
    }

    private static NodeInfo local(JsonValue vector) {
        return new NodeInfo(
                new ProtocolVersions(8, vector.get("local_block").longValue(), 0),
                Live.LISTENER.nodeId(),
                "tcp://192.0.2.1:26656",
                vector.get("local_network").text(),
                "",
                vector.get("local_channels").list().stream()
                        .map(channel -> new ChannelId(channel.intValue()))
                        .toList(),
                "ours",
                "off",
                "");
    }

    private List<JsonValue> negative(boolean incompatible) {
        return vectors.get("negative").list().stream()
                .filter(vector -> vector.get("layer").text().equals("node_info"))
                .filter(
                        vector ->
                                incompatibility(vector.get("name").text()).isEmpty()
                                        != incompatible)
                .toList();
    }

    /** What becomes of a handshake in which the owner says {@code said} as its node info. */
    private CompletableFuture<Handshake> handshake(byte[] said) throws Exception {
        try (Live live = new Live(MconnOptions.defaults());
                SocketChannel socket = RawPeer.socket(live.endpoint())) {
            CompletableFuture<Handshake> shaking =
                    live.async(
                            () ->
                                    live.transport
                                            .accept()
                                            .handshake(
                                                    Live.offer(Live.LISTENER, Optional.empty()),
                                                    live.timers.deadlineIn(
                                                            Duration.ofSeconds(20))));
            SecretSession session = RawPeer.handshake(owner).run(new TcpLink(socket, () -> 0));
            session.writer().write(said, 0, said.length);
            session.writer().flush();
            shaking.handle((done, failed) -> true).get();
            return shaking;
        }
    }
}
