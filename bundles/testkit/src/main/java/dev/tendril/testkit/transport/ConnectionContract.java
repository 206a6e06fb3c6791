package dev.tendril.testkit.transport;

import static dev.tendril.testkit.transport.TransportFixture.CHANNEL;
import static dev.tendril.testkit.transport.TransportFixture.MESSAGE_SIZE_MAX_BYTES;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.ConnectionClosedException;
import dev.tendril.api.transport.ConnectionSnapshot.Traffic;
import dev.tendril.api.transport.InboundChannels.Acceptance;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;
import dev.tendril.testkit.transport.TransportFixture.Ends;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a connection promises after its handshake (ADR 062, Connections; conformance list 11). After
 * each case no thread is left.
 */
@Timeout(60)
public abstract class ConnectionContract implements TransportFixture.Factory {

    private static final ChannelId OTHER = new ChannelId(0x71);

    private TransportFixture world;

    /** For subclasses. */
    @SuppressWarnings({"NullAway.Init", "initialization"}) // the world is made before each case
    protected ConnectionContract() {}

    @BeforeEach
    final void open() {
        world = new TransportFixture(this);
    }

    @AfterEach
    final void close() throws Exception {
        world.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @Covers("TC-25")
    final void message_arrivesOnItsChannel_bothWays() throws Exception {
        var ends = world.connected();
        assertDelivers(ends.dialer(), ends.listener());
        assertDelivers(ends.listener(), ends.dialer());
    }

    private static void assertDelivers(Connection from, Connection to) throws Exception {
        from.sendMessage(CHANNEL, bytes("hello"));
        var received = to.receiveMessage();
        assertEquals(CHANNEL, received.channel());
        assertArrayEquals(bytes("hello"), received.bytes());
    }

    @Test
    @Covers({"TC-26", "TC-23"})
    final void outbox_isSentInOrderAndFlushedBeforeTheEnd() throws Exception {
        var ends = world.connected();
        var outbox = new FakeOutbox(world.timers());
        for (var i = 0; i < 100; i++) {
            outbox.add(CHANNEL, bytes("message " + i));
        }
        var sending = world.start("send", () -> sendAll(ends.dialer(), outbox));
        outbox.close();
        sending.get();
        ends.dialer().close();
        for (var i = 0; i < 100; i++) {
            assertArrayEquals(bytes("message " + i), ends.listener().receiveMessage().bytes());
        }
        assertClosed(ConnectionClosedException.PEER_CLOSED, ends.listener());
    }

    private static boolean sendAll(Connection connection, FakeOutbox outbox) throws Exception {
        connection.sendFrom(outbox);
        return true;
    }

    @Test
    final void messages_ofAllSizes_arriveAsTheyWere() throws Exception {
        var ends = world.connected();
        var random = Seeds.random(ConnectionContract.class);
        for (var size : new int[] {0, 1, 1_023, 1_024, 1_025, 100_000, MESSAGE_SIZE_MAX_BYTES}) {
            var message = new byte[size];
            random.nextBytes(message);
            var receiving = world.start("receive", ends.listener()::receiveMessage);
            ends.dialer().sendMessage(CHANNEL, message);
            assertArrayEquals(message, receiving.get().bytes());
        }
    }

    @Test
    @Covers("I-14")
    final void messages_ofBothWaysAtOnce_keepTheirOrder() throws Exception {
        var ends = world.connected();
        var count = 500;
        var there = world.start("send", () -> sendNumbers(ends.dialer(), count));
        var back = world.start("send-back", () -> sendNumbers(ends.listener(), count));
        var heard = world.start("receive", () -> receiveNumbers(ends.listener(), count));
        receiveNumbers(ends.dialer(), count);
        assertEquals(count, there.get());
        assertEquals(count, back.get());
        assertEquals(count, heard.get());
    }

    private static int sendNumbers(Connection connection, int count) throws Exception {
        for (var i = 0; i < count; i++) {
            connection.sendMessage(CHANNEL, bytes("number " + i));
        }
        return count;
    }

    private static int receiveNumbers(Connection connection, int count) throws Exception {
        for (var i = 0; i < count; i++) {
            assertArrayEquals(bytes("number " + i), connection.receiveMessage().bytes());
        }
        return count;
    }

    @Test
    @Covers("TC-27")
    final void connection_outlivesBothTransports() throws Exception {
        var here = world.listen();
        var there = world.listen();
        var ends = world.connect(here, there);
        world.shake(ends, TransportFixture::acceptChannel);
        here.close();
        there.close();
        assertDelivers(ends.dialer(), ends.listener());
        assertDelivers(ends.listener(), ends.dialer());
    }

    @Test
    @Covers({"TC-28", "TC-23"})
    final void close_endsEveryCallOnBothSides() throws Exception {
        var ends = world.connected();
        var receiving = world.start("receive", ends.dialer()::receiveMessage);
        receiving.awaitBlocked();
        ends.dialer().close();
        ends.dialer().close();
        assertEnded(ConnectionClosedException.CLOSED_HERE, receiving::get);
        assertClosed(ConnectionClosedException.CLOSED_HERE, ends.dialer());
        assertClosed(ConnectionClosedException.PEER_CLOSED, ends.listener());
        ends.listener().close();
        assertClosed(ConnectionClosedException.PEER_CLOSED, ends.listener());
    }

    private static void assertClosed(String code, Connection connection) {
        assertEnded(code, connection::receiveMessage);
        assertEnded(
                code,
                () -> {
                    connection.sendMessage(CHANNEL, bytes("too late"));
                    return true;
                });
    }

    private static void assertEnded(String code, java.util.concurrent.Callable<?> call) {
        var closed = assertThrows(ConnectionClosedException.class, call::call);
        assertEquals(code, closed.reason().code(), closed::toString);
    }

    @Test
    final void send_toAPeerThatDoesNotRead_waitsAndEndsWithTheConnection() throws Exception {
        var ends = world.connected();
        var sending =
                world.start(
                        "send",
                        () -> {
                            while (true) {
                                ends.dialer().sendMessage(CHANNEL, new byte[1_000_000]);
                            }
                        });
        sending.awaitBlocked();
        ends.dialer().close();
        assertEnded(ConnectionClosedException.CLOSED_HERE, sending::get);
    }

    @Test
    final void receive_whenTheThreadIsInterrupted_isCancelled() throws Exception {
        var ends = world.connected();
        var receiving = world.start("receive", ends.dialer()::receiveMessage);
        receiving.awaitBlocked();
        receiving.thread().interrupt();
        assertThrows(InterruptedException.class, receiving::get);
    }

    @Test
    final void channel_thatNobodyServesNow_isSkipped() throws Exception {
        var ends =
                world.connected(
                        channel ->
                                channel.equals(OTHER)
                                        ? new Acceptance.Discard()
                                        : TransportFixture.acceptChannel(channel));
        ends.dialer().sendMessage(OTHER, new byte[100_000]);
        assertDelivers(ends.dialer(), ends.listener());
    }

    @Test
    final void channel_thatWasNeverAnnounced_endsTheConnection() throws Exception {
        assertBlamed("unknown-channel", world.connected(), OTHER, bytes("what"));
    }

    @Test
    final void message_thatIsTooLong_endsTheConnection() throws Exception {
        var ends = world.connected(channel -> new Acceptance.Accept(1_000));
        ends.dialer().sendMessage(CHANNEL, new byte[1_000]);
        assertEquals(1_000, ends.listener().receiveMessage().bytes().length);
        assertBlamed("message-too-large", ends, CHANNEL, new byte[1_001]);
    }

    private static void assertBlamed(String code, Ends ends, ChannelId channel, byte[] message)
            throws Exception {
        ends.dialer().sendMessage(channel, message);
        var closed = assertThrows(ConnectionClosedException.class, ends.listener()::receiveMessage);
        assertEquals(code, closed.reason().code());
        assertEquals(Blame.PEER, closed.blame());
        assertThrows(ConnectionClosedException.class, ends.dialer()::receiveMessage);
    }

    @Test
    final void limits_areAskedAtEachMessage() throws Exception {
        var accepted = new java.util.concurrent.atomic.AtomicBoolean();
        var ends =
                world.connected(
                        channel ->
                                accepted.get()
                                        ? new Acceptance.Accept(100)
                                        : new Acceptance.Discard());
        ends.dialer().sendMessage(CHANNEL, bytes("nobody serves it"));
        var receiving = world.start("receive", ends.listener()::receiveMessage);
        receiving.awaitBlocked();
        accepted.set(true);
        ends.dialer().sendMessage(CHANNEL, bytes("now"));
        assertArrayEquals(bytes("now"), receiving.get().bytes());
    }

    @Test
    @Covers("TC-29")
    final void snapshot_countsMessages() throws Exception {
        var ends = world.connected();
        assertDelivers(ends.dialer(), ends.listener());
        assertEquals(Map.of(CHANNEL, new Traffic(1, 5, 0, 0)), ends.dialer().snapshot().channels());
        assertEquals(
                Map.of(CHANNEL, new Traffic(0, 0, 1, 5)), ends.listener().snapshot().channels());
    }

    @Test
    @Covers("TC-30")
    final void text_isNotEmpty_evenBeforeTheHandshake() throws Exception {
        var ends = world.connect();
        assertFalse(ends.dialer().toString().isBlank());
        assertFalse(ends.listener().toString().isBlank());
    }

    @Test
    @Covers("TC-24")
    final void endpoints_ofBothSides_match() throws Exception {
        var ends = world.connect();
        assertEquals(ends.dialer().localEndpoint(), ends.listener().remoteEndpoint());
        assertEquals(ends.dialer().remoteEndpoint(), ends.listener().localEndpoint());
        assertFalse(ends.dialer().localEndpoint().toString().isBlank());
    }

    @Test
    final void calls_beforeTheHandshake_areOurBug() throws Exception {
        var ends = world.connect();
        assertThrows(IllegalStateException.class, ends.dialer()::receiveMessage);
        assertThrows(
                IllegalStateException.class,
                () -> ends.dialer().sendMessage(CHANNEL, bytes("early")));
    }

    @Test
    final void close_beforeTheHandshake_endsIt() throws Exception {
        var ends = world.connect();
        ends.dialer().close();
        assertThrows(
                java.io.IOException.class,
                () ->
                        ends.listener()
                                .handshake(TransportFixture.offer("listener"), Deadline.NEVER));
    }
}
