package dev.tendril.transport.mconn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.Handshake;
import dev.tendril.api.transport.HandshakeOffer;
import dev.tendril.api.transport.InboundChannels.Acceptance;
import dev.tendril.api.transport.InboundMessage;
import dev.tendril.support.thread.Threads;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;
import dev.tendril.transport.mconn.crypto.Frames;
import dev.tendril.transport.mconn.crypto.SunJceFrameCipher;
import dev.tendril.transport.mconn.secret.FrameWriter;
import dev.tendril.transport.mconn.secret.ScriptedLink;
import dev.tendril.wire.Delimited;
import dev.tendril.wire.NodeInfoCodec;
import dev.tendril.wire.NodeInfoDialect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whole recorded conversations over a socket: with the same keys, the same bytes. */
@Timeout(30)
final class RecordedConversationTest {

    private static final ChannelId PEX = new ChannelId(0);
    private static final ChannelId MEMPOOL = new ChannelId(0x30);

    /** A gets a pong, an address list and a ping. */
    @Test
    @Covers({"SC-01", "MC-03", "MC-15"})
    void sideA_saysAndHearsWhatWasRecorded() throws Exception {
        for (JsonValue scenario : Vectors.load().get("secret_connection").list()) {
            JsonValue plain = scenario.get("plaintext");
            try (Played played = new Played(scenario, "A", "B_to_A")) {
                byte[] addresses = plain.get("B_multiplexed_writes").list().get(1).bytes();
                InboundMessage message = played.connection.receiveMessage();
                assertEquals(PEX, message.channel());
                assertArrayEquals(tail(addresses, message.bytes().length), message.bytes());

                played.socket.shutdownOutput();
                played.receiveToTheEnd();
                assertArrayEquals(frames(scenario.get("A_to_B").list(), 3), played.heard(3));
            }
        }
    }

    /**
     * B gets a ping, a request, a transaction in three parts and a pong; its own pong was recorded
     * too.
     */
    @Test
    @Covers({"SC-01", "MC-03", "MC-07"})
    void sideB_saysAndHearsWhatWasRecorded() throws Exception {
        for (JsonValue scenario : Vectors.load().get("secret_connection").list()) {
            try (Played played = new Played(scenario, "B", "A_to_B")) {
                InboundMessage request = played.connection.receiveMessage();
                assertEquals(PEX, request.channel());
                assertArrayEquals(new byte[] {0x0a, 0}, request.bytes());
                InboundMessage transaction = played.connection.receiveMessage();
                assertEquals(MEMPOOL, transaction.channel());
                assertArrayEquals(
                        scenario.get("plaintext").get("mempool_message").bytes(),
                        transaction.bytes());
                assertArrayEquals(frames(scenario.get("B_to_A").list(), 4), played.heard(4));
            }
        }
    }

    @Test
    void multiplexedStream_isCutAndSealedAsRecorded() throws Exception {
        for (JsonValue scenario : Vectors.load().get("secret_connection").list()) {
            ScriptedLink link = new ScriptedLink(new byte[0]);
            byte[] key = scenario.get("A").get("send_key").bytes();
            FrameWriter writer = new FrameWriter(link, new SunJceFrameCipher(key, true), 2);
            writer.lend(new byte[8 * Frames.SEALED_BYTES], 8);
            byte[] stream = scenario.get("plaintext").get("A_multiplexed_stream").bytes();
            writer.write(stream, 0, stream.length);
            writer.flush();
            List<JsonValue> recorded = scenario.get("A_to_B").list();
            assertArrayEquals(frames(recorded.subList(3, recorded.size()), 3), link.written());
        }
    }

    private static byte[] frames(List<JsonValue> recorded, int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        recorded.subList(0, count).forEach(part -> all.writeBytes(part.get("tcp_bytes").bytes()));
        return all.toByteArray();
    }

    private static byte[] tail(byte[] bytes, int length) {
        return java.util.Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
    }

    /** One side played by us, the other one by the record. */
    private static final class Played implements AutoCloseable {

        private final SystemTimers timers = new SystemTimers(Live::fail);
        private final MconnTransport transport;
        private final SocketChannel socket;
        private final Connection connection;

        Played(JsonValue scenario, String side, String incoming) throws Exception {
            JsonValue ours = scenario.get(side);
            byte[] scalar = ours.get("eph_private_unclamped").bytes();
            transport =
                    new MconnTransport(
                            MconnOptions.defaults().withListen(Live.loopback()),
                            timers,
                            Threads.virtual(),
                            Live::fail,
                            target -> System.arraycopy(scalar, 0, target, 0, scalar.length),
                            SunJceFrameCipher::new);
            socket = RawPeer.socket(transport.endpoints().getFirst());
            List<JsonValue> all = scenario.get(incoming).list();
            socket.write(ByteBuffer.wrap(frames(all, all.size())));
            connection = transport.accept();
            String theirs = side.equals("A") ? "B" : "A";
            Handshake done =
                    connection.handshake(
                            new HandshakeOffer(
                                    info(scenario, side),
                                    new SeededIdentity(ours.get("ed25519_seed").bytes()),
                                    Optional.of(
                                            new NodeId(scenario.get(theirs).get("node_id").text())),
                                    channel -> new Acceptance.Accept(2_000_000)),
                            timers.deadlineIn(Duration.ofSeconds(10)));
            assertEquals(info(scenario, theirs), done.peer());
        }

        private static NodeInfo info(JsonValue scenario, String side) throws Exception {
            byte[] delimited = scenario.get("plaintext").get(side + "_node_info_delimited").bytes();
            return NodeInfoCodec.decode(
                    Delimited.read(
                            new ByteArrayInputStream(delimited), NodeInfoCodec.BODY_MAX_BYTES),
                    NodeInfoDialect.STANDARD);
        }

        void receiveToTheEnd() {
            org.junit.jupiter.api.Assertions.assertThrows(
                    java.io.IOException.class, connection::receiveMessage);
        }

        /** The ephemeral key and so many frames, as they came over the socket. */
        byte[] heard(int parts) throws Exception {
            ByteBuffer all = ByteBuffer.allocate(35 + (parts - 1) * Frames.SEALED_BYTES);
            while (all.hasRemaining() && socket.read(all) >= 0) {
                // until all have come
            }
            return all.array();
        }

        @Override
        public void close() throws Exception {
            connection.close();
            socket.close();
            transport.close();
            timers.close();
        }
    }
}
