package dev.tendril.transport.mconn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.ConnectionClosedException;
import dev.tendril.api.transport.ConnectionSnapshot.Traffic;
import dev.tendril.api.transport.HandshakeOffer;
import dev.tendril.api.transport.InboundChannels;
import dev.tendril.api.transport.InboundChannels.Acceptance.Accept;
import dev.tendril.api.transport.InboundChannels.Acceptance.Unknown;
import dev.tendril.api.transport.InboundMessage;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.testkit.node.TestNodes;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;
import dev.tendril.transport.mconn.packet.NegativePackets;
import dev.tendril.transport.mconn.reason.MconnFailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;

/** Connections after the handshake, over real sockets. */
@Timeout(60)
final class MconnConnectionTest {

    private static final ChannelId CHANNEL = new ChannelId(Live.CHANNEL);

    @Test
    @Covers({"MC-03", "SC-04"})
    void messages_ofAllSizes_bothWays() throws Exception {
        RandomGenerator random = Seeds.random(MconnConnectionTest.class);
        try (Live live = new Live(MconnOptions.defaults())) {
            Live.Pair pair = live.pair();
            List<byte[]> messages = new ArrayList<>();
            for (int length : new int[] {0, 1, 1_014, 1_023, 1_024, 1_025, 64_000, 200_000}) {
                byte[] message = new byte[length];
                random.nextBytes(message);
                messages.add(message);
            }
            CompletableFuture<Integer> back = live.async(() -> exchange(pair.accepted(), messages));
            assertEquals(messages.size(), exchange(pair.dialed(), messages));
            assertEquals(messages.size(), back.get());

            Traffic traffic = pair.dialed().snapshot().channels().get(CHANNEL);
            long bytes = messages.stream().mapToLong(message -> message.length).sum();
            assertEquals(new Traffic(messages.size(), bytes, messages.size(), bytes), traffic);
        }
    }

    private static int exchange(Connection connection, List<byte[]> messages) throws Exception {
        int received = 0;
        for (byte[] message : messages) {
            connection.sendMessage(CHANNEL, message);
            InboundMessage got = connection.receiveMessage();
            assertEquals(CHANNEL, got.channel());
            assertArrayEquals(message, got.bytes());
            received++;
        }
        return received;
    }

    @Test
    @Covers("MC-01")
    void sendFrom_closedOutbox_isDrainedAndFlushed() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            Live.Pair pair = live.pair();
            QueueOutbox outbox = new QueueOutbox(live.timers, Live.CHANNEL);
            for (int i = 0; i < 1_000; i++) {
                outbox.add(new byte[] {(byte) i});
            }
            outbox.close();
            pair.dialed().sendFrom(outbox);
            for (int i = 0; i < 1_000; i++) {
                assertEquals((byte) i, pair.accepted().receiveMessage().bytes()[0]);
            }
            long sentBytes = pair.dialed().snapshot().sentBytes();
            assertTrue(sentBytes < 40 * 1_044, "coalesced, bytes: " + sentBytes);
        }
    }

    @Test
    void sendFrom_loneMessage_leavesAtOnce() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            Live.Pair pair = live.pair();
            QueueOutbox outbox = new QueueOutbox(live.timers, Live.CHANNEL);
            CompletableFuture<Boolean> sending = sending(live, pair.dialed(), outbox);
            for (int i = 0; i < 10; i++) {
                outbox.add(new byte[] {(byte) i});
                assertEquals(i, pair.accepted().receiveMessage().bytes()[0]);
            }
            outbox.close();
            assertTrue(sending.get());
            assertEquals(0, live.transport.counters().get("buffers-leased"));
        }
    }

    @Test
    void sendFrom_flushInterval_stillDelivers() throws Exception {
        MconnOptions.Rates rates = new MconnOptions.Rates(0, 0, Duration.ofMillis(20));
        try (Live live = new Live(MconnOptions.defaults().withRates(rates))) {
            Live.Pair pair = live.pair();
            QueueOutbox outbox = new QueueOutbox(live.timers, Live.CHANNEL);
            sending(live, pair.dialed(), outbox);
            for (int i = 0; i < 10; i++) {
                outbox.add(new byte[] {(byte) i});
            }
            for (int i = 0; i < 10; i++) {
                assertEquals(i, pair.accepted().receiveMessage().bytes()[0]);
            }
        }
    }

    @Test
    @Covers({"W8.3-1", "MC-10", "MC-11", "MC-13", "MC-16"})
    void negativePackets_endTheConnection_eachWithItsReason() throws Exception {
        for (JsonValue vector : Vectors.load().get("negative").list()) {
            if (vector.get("layer").text().equals("mconn")
                    && !vector.get("name").text().startsWith("capacity")) {
                ConnectionClosedException ended = endAfter(vector.get("bytes").text());
                String name = vector.get("name").text();
                assertEquals(NegativePackets.expected(vector).code(), ended.reason().code(), name);
                assertEquals(Blame.PEER, ended.blame(), name);
                assertFalse(ended.reason().detail().isEmpty());
            }
        }
    }

    /** How a connection ends when the peer says this. */
    static ConnectionClosedException endAfter(String hex) throws Exception {
        MconnOptions options =
                MconnOptions.defaults().withPayloads(new MconnOptions.Payloads(1_024, 1_024));
        try (Live live = new Live(options)) {
            CompletableFuture<Connection> accepting = live.accepting();
            try (RawPeer peer = RawPeer.connect(live.endpoint(), TestIdentity.of("raw"))) {
                Connection connection = accepting.get();
                CompletableFuture<InboundMessage> received = live.async(connection::receiveMessage);
                peer.write(hex);
                ConnectionClosedException ended = ended(received);
                assertEquals(
                        ended.reason(),
                        assertThrows(ConnectionClosedException.class, connection::receiveMessage)
                                .reason());
                assertEquals(
                        ended.reason(),
                        assertThrows(
                                        ConnectionClosedException.class,
                                        () -> connection.sendMessage(CHANNEL, new byte[1]))
                                .reason());
                return ended;
            }
        }
    }

    /** What the channel of peer exchange takes. */
    @Test
    @Covers("W8.3-6j")
    void messageOf64001Bytes_onTheChannelOfPeerExchange_endsTheConnection() throws Exception {
        ChannelId pex = new ChannelId(0);
        InboundChannels channels =
                channel -> channel.equals(pex) ? new Accept(64_000) : new Unknown();
        try (Live live = new Live(MconnOptions.defaults())) {
            CompletableFuture<Connection> accepting =
                    live.async(() -> shake(live, live.transport.accept(), Live.LISTENER, channels));
            Connection dialed = shake(live, live.dial(), Live.DIALER, channels);
            Connection accepted = accepting.get();
            dialed.sendMessage(pex, new byte[64_000]);
            assertEquals(64_000, accepted.receiveMessage().bytes().length);
            dialed.sendMessage(pex, new byte[64_001]);
            ConnectionClosedException ended = ended(live.async(accepted::receiveMessage));
            assertEquals(MconnFailure.MESSAGE_TOO_LARGE.code(), ended.reason().code());
            assertEquals(Blame.PEER, ended.blame());
        }
    }

    private static Connection shake(
            Live live, Connection connection, NodeIdentity self, InboundChannels channels)
            throws Exception {
        HandshakeOffer offer =
                new HandshakeOffer(
                        TestNodes.info(self.nodeId(), 0), self, Optional.empty(), channels);
        connection.handshake(offer, live.timers.deadlineIn(Live.USUAL));
        return connection;
    }

    @Test
    void rates_areKept_inBothDirections() throws Exception {
        long perSecond = 200_000;
        for (MconnOptions.Rates rates :
                List.of(
                        new MconnOptions.Rates(perSecond, 0, Duration.ZERO),
                        new MconnOptions.Rates(0, perSecond, Duration.ZERO))) {
            try (Live live = new Live(MconnOptions.defaults().withRates(rates))) {
                Live.Pair pair = live.pair();
                QueueOutbox outbox = new QueueOutbox(live.timers, Live.CHANNEL);
                long startNanos = live.timers.nanos();
                outbox.add(new byte[100_000]);
                outbox.add(new byte[1]);
                sending(live, pair.dialed(), outbox);
                pair.accepted().receiveMessage();
                pair.accepted().receiveMessage();
                long nanos = live.timers.nanos() - startNanos;
                // 100 kB at 200 kB/s is half a second, less the tenth that may run ahead; the
                // upper bound leaves room for a busy machine, PaceTest has the exact mean.
                assertTrue(nanos >= 350_000_000L, "nanos: " + nanos + ", rates: " + rates);
                assertTrue(nanos <= 15_000_000_000L, "nanos: " + nanos + ", rates: " + rates);
                boolean sends = rates.sendPerSecondBytes() > 0;
                assertEquals(sends, pauses(pair.dialed(), "send-rate-pauses") > 0);
                assertEquals(!sends, pauses(pair.accepted(), "receive-rate-pauses") > 0);
            }
        }
    }

    private static long pauses(Connection connection, String counter) {
        return connection.snapshot().counters().getOrDefault(counter, 0L);
    }

    @Test
    @Covers("MC-09")
    void close_endsBothSides_withOneReasonEach() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            Live.Pair pair = live.pair();
            CompletableFuture<InboundMessage> here = live.async(pair.dialed()::receiveMessage);
            CompletableFuture<InboundMessage> there = live.async(pair.accepted()::receiveMessage);
            pair.dialed().close();
            assertEquals(ConnectionClosedException.CLOSED_HERE, ended(here).reason().code());
            assertEquals(ConnectionClosedException.PEER_CLOSED, ended(there).reason().code());
            assertEquals(Blame.US, ended(here).blame());
            assertEquals(Blame.NOBODY, ended(there).blame());
            assertEquals(0, live.transport.counters().get("buffers-leased"));
        }
    }

    @Test
    @Covers({"SC-02", "SC-03"})
    void severalWritersAndReaders_loseNothing() throws Exception {
        int each = 200;
        try (Live live = new Live(MconnOptions.defaults())) {
            Live.Pair pair = live.pair();
            List<CompletableFuture<Integer>> readers = new ArrayList<>();
            List<CompletableFuture<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                readers.add(live.async(() -> sum(pair.accepted(), each)));
                writers.add(live.async(() -> write(pair.dialed(), each)));
            }
            int sum = readers.get(0).get() + readers.get(1).get();
            assertEquals(writers.get(0).get() + writers.get(1).get(), sum);
        }
    }

    private static int write(Connection connection, int messages) throws Exception {
        int sum = 0;
        for (int i = 0; i < messages; i++) {
            connection.sendMessage(CHANNEL, new byte[i * 13]);
            sum += i * 13;
        }
        return sum;
    }

    private static int sum(Connection connection, int messages) throws Exception {
        int sum = 0;
        for (int i = 0; i < messages; i++) {
            sum += connection.receiveMessage().bytes().length;
        }
        return sum;
    }

    @Test
    @Covers({"W8.2-9", "W8.2-9b"})
    void twoConnections_neverShareAKey() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            byte[] first = ephemeralKey(live);
            byte[] second = ephemeralKey(live);
            assertFalse(java.util.Arrays.equals(first, second));
        }
    }

    private static byte[] ephemeralKey(Live live) throws Exception {
        CompletableFuture<Connection> accepting = live.accepting();
        try (SocketChannel peer = RawPeer.socket(live.endpoint())) {
            ByteBuffer key = ByteBuffer.allocate(35);
            while (key.hasRemaining()) {
                peer.read(key);
            }
            return key.array();
        } finally {
            HandshakeTest.failure(accepting);
        }
    }

    /** A seed answers and closes: the answer counts, although our next write fails. */
    @Test
    void answerThenClose_theAnswerIsReceived() throws Exception {
        try (Live live = new Live(MconnOptions.defaults())) {
            Live.Pair pair = live.pair();
            pair.accepted().sendMessage(CHANNEL, new byte[] {42});
            pair.accepted().close();
            QueueOutbox outbox = new QueueOutbox(live.timers, Live.CHANNEL);
            for (int i = 0; i < 100; i++) {
                outbox.add(new byte[10_000]);
            }
            CompletableFuture<Boolean> sending = sending(live, pair.dialed(), outbox);
            assertEquals(42, pair.dialed().receiveMessage().bytes()[0]);
            assertThrows(ConnectionClosedException.class, pair.dialed()::receiveMessage);
            assertThrows(ExecutionException.class, sending::get);
        }
    }

    static CompletableFuture<Boolean> sending(
            Live live, Connection connection, QueueOutbox outbox) {
        return live.async(
                () -> {
                    connection.sendFrom(outbox);
                    return true;
                });
    }

    static ConnectionClosedException ended(CompletableFuture<?> call) {
        ExecutionException failed = assertThrows(ExecutionException.class, call::get);
        return assertInstanceOf(ConnectionClosedException.class, failed.getCause());
    }
}
