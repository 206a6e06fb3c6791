package dev.tendril.transport.mconn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tendril.api.decision.Blame;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.ConnectionClosedException;
import dev.tendril.api.transport.InboundMessage;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.transport.mconn.reason.MconnFailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.StandardSocketOptions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

/** Connections whose stream of frames breaks after the handshake, and what they say of it. */
@Timeout(60)
final class BrokenStreamTest {

    private static final byte[] MESSAGE = HexFormat.of().parseHex("061a0408301001");

    @Test
    void reset_isNobodysFault() throws Exception {
        assertEnds(
                MconnFailure.CONNECTION_RESET,
                Blame.NOBODY,
                peer -> {
                    peer.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                    peer.close();
                });
    }

    @Test
    @Covers("W8.2-6")
    void frameWithAFlippedBit_isThePeersFault() throws Exception {
        assertEnds(
                MconnFailure.FRAME_NOT_AUTHENTIC,
                Blame.PEER,
                peer ->
                        peer.writeChanged(
                                MESSAGE,
                                frame -> {
                                    frame[500] ^= 1;
                                    return frame;
                                }));
    }

    @Test
    @Covers("W8.2-6")
    void endOneByteBeforeTheFrameDoes_isNobodysFault() throws Exception {
        assertEnds(
                MconnFailure.FRAME_TRUNCATED,
                Blame.NOBODY,
                peer -> {
                    peer.writeChanged(MESSAGE, frame -> Arrays.copyOf(frame, 1_043));
                    peer.channel.shutdownOutput();
                });
    }

    /** An honest frame comes before, so that the connection is known to work. */
    private static void assertEnds(MconnFailure expected, Blame blame, Doing doing)
            throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            CompletableFuture<Connection> accepting = live.accepting();
            try (RawPeer peer = RawPeer.connect(live.endpoint(), TestIdentity.of("raw"))) {
                Connection connection = accepting.get();
                peer.write(MESSAGE);
                assertEquals(0, connection.receiveMessage().bytes().length);
                CompletableFuture<InboundMessage> received = live.async(connection::receiveMessage);
                doing.to(peer);
                ConnectionClosedException ended = MconnConnectionTest.ended(received);
                assertEquals(expected.code(), ended.reason().code());
                assertEquals(blame, ended.blame());
            }
        }
    }

    /** What the peer does to the stream. */
    private interface Doing {
        void to(RawPeer peer) throws Exception;
    }
}
