package dev.tendril.transport.mconn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.Handshake;
import dev.tendril.api.transport.HandshakeException;
import dev.tendril.api.transport.HandshakeFailure;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.testkit.node.TestNodes;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;
import dev.tendril.transport.mconn.secret.SecretSession;
import dev.tendril.wire.Delimited;
import dev.tendril.wire.NodeInfoCodec;
import dev.tendril.wire.NodeInfoDialect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Handshakes over real sockets, with good and bad peers. */
@Timeout(60)
final class HandshakeTest {

    private static final Duration SOON = Duration.ofMillis(200);

    @Test
    @Covers({"SC-01", "LS-11"})
    void handshake_bothSidesLearnAll() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            CompletableFuture<Handshake> listener =
                    live.async(
                            () ->
                                    live.transport
                                            .accept()
                                            .handshake(
                                                    Live.offer(Live.LISTENER, Optional.empty()),
                                                    live.timers.deadlineIn(Live.USUAL)));
            Handshake dialer = live.shake(live.dial());

            assertEquals(Live.LISTENER.publicKey(), dialer.key());
            assertEquals(TestNodes.info(Live.LISTENER.nodeId(), Live.CHANNEL), dialer.peer());
            assertEquals(Live.DIALER.publicKey(), listener.get().key());
            assertEquals(TestNodes.info(Live.DIALER.nodeId(), Live.CHANNEL), listener.get().peer());
        }
    }

    /** Silence, a byte, 34 bytes, the ephemeral key alone: each ends at the one deadline. */
    @Test
    @Covers({"W8.2-1", "W8.2-1a", "W8.2-1c", "N-RT-05"})
    void slowPeers_endAtTheDeadline_othersGoOn() throws Exception {
        byte[] key = HexFormat.of().parseHex("220a20" + "09".repeat(32));
        for (int said : new int[] {0, 1, 34, 35}) {
            try (Live live = new Live(MconnOptions.defaults());
                    SocketChannel slow = RawPeer.socket(live.endpoint())) {
                // Accepted here, so that the other accept cannot be given the slow peer.
                Connection accepted = live.transport.accept();
                CompletableFuture<Connection> waiting =
                        live.async(() -> live.answer(accepted, SOON));
                slow.write(ByteBuffer.wrap(Arrays.copyOf(key, said)));
                Live.Pair meanwhile = live.pair();

                HandshakeException failed = failure(waiting);
                assertEquals(HandshakeFailure.HANDSHAKE_TIMEOUT.code(), failed.reason().code());
                assertEquals(Blame.NOBODY, failed.blame());
                assertClosed(slow);
                meanwhile.dialed().close();
            }
        }
    }

    @Test
    @Covers({"W8.2-2", "SC-08"})
    void peerCloses_beforeItsKey_isClosed() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            CompletableFuture<Connection> waiting = live.accepting();
            RawPeer.socket(live.endpoint()).close();
            HandshakeException failed = failure(waiting);
            assertEquals(HandshakeFailure.HANDSHAKE_CLOSED.code(), failed.reason().code());
            assertEquals(Blame.NOBODY, failed.blame());
        }
    }

    @Test
    @Covers({"W8.2-3", "SC-08", "SC-09"})
    void negativeEphemeralVectors_overSockets() throws Exception {
        for (JsonValue vector : Vectors.load().get("negative").list()) {
            if (!vector.get("layer").text().equals("ephemeral")
                    || vector.get("name").text().startsWith("our own key")) {
                continue;
            }
            try (Live live = new Live(MconnOptions.defaults());
                    SocketChannel peer = RawPeer.socket(live.endpoint())) {
                CompletableFuture<Connection> waiting = live.accepting();
                peer.write(ByteBuffer.wrap(vector.get("bytes").bytes()));
                HandshakeException failed = failure(waiting);
                assertEquals(Blame.PEER, failed.blame(), vector.get("name").text());
                assertClosed(peer);
            }
        }
    }

    @Test
    @Covers("W8.2-4")
    void ownKeyReflected_isRefused() throws Exception {
        try (Live live = new Live(MconnOptions.defaults());
                SocketChannel mirror = RawPeer.socket(live.endpoint())) {
            CompletableFuture<Connection> waiting = live.accepting();
            ByteBuffer key = ByteBuffer.allocate(35);
            while (key.hasRemaining()) {
                mirror.read(key);
            }
            mirror.write(key.flip());
            HandshakeException failed = failure(waiting);
            assertEquals(HandshakeFailure.AUTHENTICATION_FAILED.code(), failed.reason().code());
            assertEquals(Blame.PEER, failed.blame());
        }
    }

    @Test
    @Covers({"W8.2-7", "W8.2-7l", "LS-11"})
    void dialedAnotherThanExpected_getsNoNodeInfo() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            CompletableFuture<Connection> listener = live.accepting();
            Connection dialed = live.dial();
            HandshakeException failed =
                    assertThrows(
                            HandshakeException.class,
                            () ->
                                    dialed.handshake(
                                            Live.offer(Live.DIALER, Optional.of(TestNodes.id(5))),
                                            live.timers.deadlineIn(Live.USUAL)));
            assertEquals(HandshakeFailure.WRONG_NODE_ID.code(), failed.reason().code());
            // The listener has had the key and the proof, and then the end.
            assertEquals(
                    HandshakeFailure.HANDSHAKE_CLOSED.code(), failure(listener).reason().code());
            assertEquals(35 + 1044, dialed.snapshot().sentBytes());
        }
    }

    @Test
    @Covers({"W8.2-7", "W8.2-7i", "W8.4-5", "LS-11"})
    void nodeInfoOfAnotherKey_isRefused() throws Exception {
        HandshakeException failed = nodeInfoFailure(infoOf(TestNodes.id(7)));
        assertEquals(HandshakeFailure.NODE_INFO_INVALID.code(), failed.reason().code());
        assertTrue(failed.reason().detail().startsWith("node id is not of the key"));
    }

    @Test
    @Covers({"W8.2-7", "W8.2-7j"})
    void nodeInfoWithAnIdInUpperCase_isRefused() throws Exception {
        NodeId id = TestIdentity.of("stranger").nodeId();
        byte[] said = infoOf(id);
        String upper = id.hex().toUpperCase(Locale.ROOT);
        String text = new String(said, ISO_8859_1).replace(id.hex(), upper);
        HandshakeException failed = nodeInfoFailure(text.getBytes(ISO_8859_1));
        assertEquals(HandshakeFailure.NODE_INFO_INVALID.code(), failed.reason().code());
        assertTrue(failed.reason().detail().contains("40 lower-case hex digits"));
    }

    @Test
    @Covers({"W8.2-2", "W8.2-2d"})
    void nodeInfoThatEndsHalfWay_isClosed() throws Exception {
        byte[] said = infoOf(TestIdentity.of("stranger").nodeId());
        HandshakeException failed = nodeInfoFailure(Arrays.copyOf(said, said.length / 2));
        assertEquals(HandshakeFailure.HANDSHAKE_CLOSED.code(), failed.reason().code());
        assertEquals(Blame.NOBODY, failed.blame());
    }

    private static byte[] infoOf(NodeId id) {
        NodeInfo info = TestNodes.info(id, Live.CHANNEL);
        return Delimited.of(NodeInfoCodec.encode(info, NodeInfoDialect.STANDARD));
    }

    /** How a handshake fails when the peer says {@code said}, and no more, as its node info. */
    private static HandshakeException nodeInfoFailure(byte[] said) throws Exception {
        try (Live live = new Live(MconnOptions.defaults());
                SocketChannel socket = RawPeer.socket(live.endpoint())) {
            CompletableFuture<Connection> waiting = live.accepting();
            SecretSession session =
                    RawPeer.handshake(TestIdentity.of("stranger"))
                            .run(new TcpLink(socket, () -> 0));
            session.writer().write(said, 0, said.length);
            session.writer().flush();
            socket.shutdownOutput();
            return failure(waiting);
        }
    }

    @Test
    void interrupted_isCancelled() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            Connection dialed = live.dial();
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> live.shake(dialed));
        }
    }

    @Test
    void secondHandshake_isOurBug() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            Live.Pair pair = live.pair();
            assertThrows(IllegalStateException.class, () -> live.shake(pair.dialed()));
        }
    }

    @Test
    void beforeTheHandshake_nothingCanBeSent() throws Exception {
        try (Live live = new Live(MconnOptions.defaults());
                Connection dialed = live.dial()) {
            assertThrows(IllegalStateException.class, dialed::receiveMessage);
            assertTrue(dialed.toString().startsWith("mconn "));
        }
    }

    static HandshakeException failure(CompletableFuture<?> handshake) {
        ExecutionException failed = assertThrows(ExecutionException.class, handshake::get);
        return assertInstanceOf(HandshakeException.class, failed.getCause());
    }

    /** The peer sees the end, after our key, and no word about why. */
    private static void assertClosed(SocketChannel peer) throws IOException {
        ByteBuffer heard = ByteBuffer.allocate(4_096);
        try {
            while (peer.read(heard) >= 0) {
                assertTrue(heard.hasRemaining());
            }
        } catch (IOException reset) {
            return;
        }
        assertTrue(heard.position() <= 35 + 1044, "bytes: " + heard.position());
    }
}
