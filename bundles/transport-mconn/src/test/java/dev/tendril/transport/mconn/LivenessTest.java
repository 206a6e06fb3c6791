package dev.tendril.transport.mconn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.ConnectionClosedException;
import dev.tendril.api.transport.InboundMessage;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.testkit.time.Eventually;
import dev.tendril.transport.mconn.reason.MconnFailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Signs of life and what their absence does, over real sockets. */
@Timeout(60)
final class LivenessTest {

    private static final ChannelId CHANNEL = new ChannelId(Live.CHANNEL);
    private static final String PING = "0a00";
    private static final String PONG = "1200";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    @Covers({"MC-06", "MC-07", "W8.3-2b"})
    void pings_areAnswered_unsolicitedPongsIgnored() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            CompletableFuture<Connection> accepting = live.accepting();
            try (RawPeer peer = RawPeer.connect(live.endpoint(), TestIdentity.of("raw"))) {
                Connection connection = accepting.get();
                CompletableFuture<InboundMessage> received = live.async(connection::receiveMessage);
                QueueOutbox outbox = new QueueOutbox(live.timers, Live.CHANNEL);
                MconnConnectionTest.sending(live, connection, outbox);
                peer.write("02" + PONG + "02" + PONG + "02" + PONG);
                for (int i = 0; i < 3; i++) {
                    peer.write("02" + PING);
                    assertEquals(PONG, peer.readPacket());
                }
                peer.write("061a0408301001");
                assertEquals(0, received.get().bytes().length);
                assertEquals(3, connection.snapshot().counters().get("pings-received"));
                assertEquals(3, connection.snapshot().counters().get("pongs-received"));
            }
        }
    }

    @Test
    void ping_withoutSendingThread_isAnsweredToo() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            CompletableFuture<Connection> accepting = live.accepting();
            try (RawPeer peer = RawPeer.connect(live.endpoint(), TestIdentity.of("raw"))) {
                Connection connection = accepting.get();
                live.async(connection::receiveMessage);
                peer.write("02" + PING);
                assertEquals(PONG, peer.readPacket());
            }
        }
    }

    @Test
    @Covers({"W8.3-2", "W8.3-2a"})
    void pingFlood_endsTheConnection_withItsReason() throws Exception {
        StringBuilder pings = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            pings.append("02").append(PING);
        }
        ConnectionClosedException ended = MconnConnectionTest.endAfter(pings.toString());
        assertEquals(MconnFailure.PING_FLOOD.code(), ended.reason().code());
        assertEquals(Blame.PEER, ended.blame());
    }

    @Test
    @Covers({"MC-05", "MC-17", "W8.3-2c"})
    void silentPeer_isGivenUp_betweenOneAndTwoTimeouts() throws Exception {
        Duration interval = Duration.ofMillis(250);
        Duration timeout = Duration.ofMillis(200);
        try (Live live = new Live(pinging(interval, timeout))) {
            long startNanos = live.timers.nanos();
            CompletableFuture<Connection> accepting = live.accepting();
            try (RawPeer peer = RawPeer.connect(live.endpoint(), TestIdentity.of("raw"))) {
                Connection connection = accepting.get();
                CompletableFuture<InboundMessage> received = live.async(connection::receiveMessage);
                CompletableFuture<Boolean> sending =
                        MconnConnectionTest.sending(
                                live, connection, new QueueOutbox(live.timers, Live.CHANNEL));
                ConnectionClosedException ended = MconnConnectionTest.ended(received);
                long afterNanos = live.timers.nanos() - startNanos;

                assertEquals(MconnFailure.PONG_TIMEOUT.code(), ended.reason().code());
                assertTrue(afterNanos >= interval.plus(timeout).toNanos(), "nanos: " + afterNanos);
                assertEquals(PING, peer.readPacket());
                assertFalse(sending.isDone() && !sending.isCompletedExceptionally());
            }
        }
    }

    @Test
    @Covers({"MC-08", "W8.3-2"})
    void pongs_keepItRunning_andMeasure() throws Exception {
        Duration interval = Duration.ofSeconds(60);
        Duration roundTrip = Duration.ofMillis(41);
        try (Virtual virtual = new Virtual();
                SocketChannel socket = RawPeer.socket(virtual.endpoint());
                SystemTimers real = new SystemTimers(Live::fail)) {
            Connection connection = virtual.transport.accept();
            RawPeer peer = virtual.shaken(connection, socket);
            virtual.async(connection::receiveMessage);
            virtual.sending(connection);
            for (int round = 1; round <= 8; round++) {
                int pongs = round;
                // The clock stands when the ping is due, so that there is one time to read.
                virtual.timers.advance(round == 1 ? interval : interval.minus(roundTrip));
                assertEquals(PING, peer.readPacket());
                virtual.timers.advance(roundTrip);
                peer.write("02" + PONG);
                new Eventually(real)
                        .holds(
                                "pongs are counted",
                                LIMIT,
                                () -> count(connection, "pongs-received") == pongs);
            }
            assertEquals(Optional.of(roundTrip), connection.snapshot().roundTrip());
        }
    }

    /** A peer that sends data but never a pong lives here, until it is silent too. */
    @Test
    @Covers({"W8.3-2", "W8.3-2d", "MC-05", "D-47"})
    void busyPeerWithoutPongs_survives() throws Exception {
        try (Virtual virtual = new Virtual();
                SocketChannel socket = RawPeer.socket(virtual.endpoint())) {
            Connection connection = virtual.transport.accept();
            RawPeer peer = virtual.shaken(connection, socket);
            virtual.sending(connection);
            for (int i = 0; i < 3; i++) {
                virtual.timers.advance(Duration.ofSeconds(i == 0 ? 60 : 14));
                assertEquals(PING, peer.readPacket());
                // The watchdog's alarm at 45 seconds, and the sender until the next ping.
                virtual.timers.awaitWaiting(2);
                virtual.timers.advance(Duration.ofSeconds(44));
                peer.write("061a0408301001");
                assertEquals(0, connection.receiveMessage().bytes().length);
                virtual.timers.advance(Duration.ofSeconds(2));
            }
            virtual.timers.advance(Duration.ofSeconds(14));
            assertEquals(PING, peer.readPacket());
            virtual.timers.awaitWaiting(2);
            CompletableFuture<InboundMessage> received = virtual.async(connection::receiveMessage);
            virtual.timers.advance(Duration.ofSeconds(45));
            assertEquals(
                    MconnFailure.PONG_TIMEOUT.code(),
                    MconnConnectionTest.ended(received).reason().code());
        }
    }

    private static long count(Connection connection, String name) {
        return connection.snapshot().counters().getOrDefault(name, 0L);
    }

    @Test
    @Covers({"W8.3-3", "N-QU-08"})
    void peerThatNeverReads_stallsOnlyItsOwnSender() throws Exception {
        MconnOptions options =
                MconnOptions.defaults()
                        .withRates(new MconnOptions.Rates(0, 0, Duration.ZERO))
                        .withLiveness(
                                new MconnOptions.Liveness(
                                        Duration.ofSeconds(60),
                                        Duration.ofSeconds(45),
                                        Duration.ofMillis(300)));
        try (Live live = new Live(options)) {
            CompletableFuture<Connection> accepting = live.accepting();
            try (RawPeer peer = RawPeer.connect(live.endpoint(), TestIdentity.of("raw"))) {
                Connection connection = accepting.get();
                QueueOutbox outbox = new QueueOutbox(live.timers, Live.CHANNEL);
                for (int i = 0; i < 1_000; i++) {
                    outbox.add(new byte[Live.MESSAGE_MAX_BYTES]);
                }
                CompletableFuture<Boolean> sending =
                        MconnConnectionTest.sending(live, connection, outbox);
                Live.Pair other = live.pair();
                other.dialed().sendMessage(CHANNEL, new byte[3]);
                assertEquals(3, other.accepted().receiveMessage().bytes().length);

                assertEquals(
                        MconnFailure.WRITE_STALLED.code(),
                        MconnConnectionTest.ended(sending).reason().code());
                assertTrue(outbox.size() > 0);
                assertTrue(peer.channel.isOpen());
            }
        }
    }

    private static MconnOptions pinging(Duration interval, Duration timeout) {
        return MconnOptions.defaults()
                .withLiveness(new MconnOptions.Liveness(interval, timeout, LIMIT));
    }
}
