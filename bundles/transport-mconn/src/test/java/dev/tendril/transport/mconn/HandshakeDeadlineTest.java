package dev.tendril.transport.mconn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tendril.api.decision.Blame;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.Handshake;
import dev.tendril.api.transport.HandshakeException;
import dev.tendril.api.transport.HandshakeFailure;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.testkit.time.Eventually;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

/**
 * One deadline holds for the whole handshake: no byte and no message of a peer puts it off. Time
 * moves only between what the peer says, and only when that has been read.
 */
@Timeout(60)
final class HandshakeDeadlineTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration QUARTER = LIMIT.dividedBy(4);
    private static final int KEY_BYTES = 35;
    private static final int FRAME_BYTES = 1044;

    @Test
    @Covers({"W8.2-1", "W8.2-1b", "N-RT-05"})
    void aByteEachQuarterOfIt_endsAtIt() throws Exception {
        byte[] key = HexFormat.of().parseHex("220a20" + "09".repeat(32));
        try (Virtual virtual = new Virtual();
                SocketChannel peer = RawPeer.socket(virtual.endpoint())) {
            Connection connection = virtual.transport.accept();
            CompletableFuture<Handshake> shaking = virtual.shaking(connection, LIMIT);
            for (int said = 0; said < 3; said++) {
                virtual.timers.advance(QUARTER);
                peer.write(ByteBuffer.wrap(key, said, 1));
                awaitReceived(connection, said + 1);
                assertFalse(shaking.isDone());
            }
            assertEndsAfterOneQuarter(virtual, shaking);
        }
    }

    @Test
    @Covers({"W8.2-1", "N-RT-05"})
    void proofInTheLastQuarter_thenSilence_endsAtIt() throws Exception {
        try (Virtual virtual = new Virtual();
                SocketChannel peer = RawPeer.socket(virtual.endpoint())) {
            Connection connection = virtual.transport.accept();
            CompletableFuture<Handshake> shaking = virtual.shaking(connection, LIMIT);
            virtual.timers.advance(QUARTER.multipliedBy(3));
            RawPeer.handshake(TestIdentity.of("silent")).run(new TcpLink(peer, () -> 0));
            awaitReceived(connection, KEY_BYTES + FRAME_BYTES);
            assertFalse(shaking.isDone());
            assertEndsAfterOneQuarter(virtual, shaking);
        }
    }

    private static void assertEndsAfterOneQuarter(
            Virtual virtual, CompletableFuture<Handshake> shaking) {
        virtual.timers.advance(QUARTER.minusNanos(1));
        assertFalse(shaking.isDone());
        virtual.timers.advance(Duration.ofNanos(1));
        HandshakeException failed = HandshakeTest.failure(shaking);
        assertEquals(HandshakeFailure.HANDSHAKE_TIMEOUT.code(), failed.reason().code());
        assertEquals(Blame.NOBODY, failed.blame());
        assertEquals(LIMIT.toNanos(), virtual.timers.nanos());
    }

    private static void awaitReceived(Connection connection, long bytes) throws Exception {
        try (SystemTimers real = new SystemTimers(Live::fail)) {
            new Eventually(real)
                    .holds(
                            "bytes read: " + bytes,
                            LIMIT,
                            () -> connection.snapshot().receivedBytes() == bytes);
        }
    }
}
