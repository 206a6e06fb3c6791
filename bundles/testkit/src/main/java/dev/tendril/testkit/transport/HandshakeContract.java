package dev.tendril.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.PublicKey;
import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.ConnectionClosedException;
import dev.tendril.api.transport.Handshake;
import dev.tendril.api.transport.HandshakeException;
import dev.tendril.api.transport.HandshakeFailure;
import dev.tendril.api.transport.HandshakeOffer;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.testkit.node.TestNodes;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Optional;

/**
 * What a handshake promises (ADR 062, Connections; conformance list 11): it proves both keys, tells
 * nothing to the wrong one, and ends in time. After each case no thread is left.
 */
@Timeout(60)
public abstract class HandshakeContract implements TransportFixture.Factory {

    private TransportFixture world;

    /** For subclasses. */
    @SuppressWarnings({"NullAway.Init", "initialization"}) // the world is made before each case
    protected HandshakeContract() {}

    @BeforeEach
    final void open() {
        world = new TransportFixture(this);
    }

    @AfterEach
    final void close() throws Exception {
        world.close();
    }

    @Test
    @Covers("TC-20")
    final void handshake_givesEachSideTheOthersInfoAndKey() throws Exception {
        var ends = world.connect();
        var dialer = TransportFixture.offer("dialer");
        var listener = TransportFixture.offer("listener");
        var there =
                world.start("handshake", () -> ends.listener().handshake(listener, world.late()));
        assertTells(listener, ends.dialer().handshake(dialer, world.late()));
        assertTells(dialer, there.get());
    }

    private static void assertTells(HandshakeOffer offer, Handshake handshake) {
        assertEquals(offer.self(), handshake.peer());
        assertEquals(offer.identity().publicKey(), handshake.key());
    }

    @Test
    @Covers("TC-21")
    final void handshake_byAnInterruptedThread_isCancelledAndClosed() throws Exception {
        var ends = world.connect();
        var shaking =
                world.start(
                        "handshake",
                        () -> {
                            Thread.currentThread().interrupt();
                            return ends.dialer()
                                    .handshake(TransportFixture.offer("dialer"), world.late());
                        });
        assertThrows(InterruptedException.class, shaking::get);
        assertThrows(ConnectionClosedException.class, ends.dialer()::receiveMessage);
    }

    @Test
    final void handshake_whenTheThreadIsInterrupted_isCancelledAndClosed() throws Exception {
        var ends = world.connect();
        var shaking =
                world.start(
                        "handshake",
                        () ->
                                ends.dialer()
                                        .handshake(
                                                TransportFixture.offer("dialer"), Deadline.NEVER));
        shaking.awaitBlocked();
        shaking.thread().interrupt();
        assertThrows(InterruptedException.class, shaking::get);
        assertThrows(ConnectionClosedException.class, ends.dialer()::receiveMessage);
    }

    @Test
    @Covers({"TC-22", "L-2"})
    final void handshake_withASilentPeer_endsAtTheDeadline() throws Exception {
        var ends = world.connect();
        var startNanos = world.timers().nanos();
        var limit = Duration.ofMillis(200);
        var failure =
                assertThrows(
                        HandshakeException.class,
                        () ->
                                ends.dialer()
                                        .handshake(
                                                TransportFixture.offer("dialer"),
                                                world.timers().deadlineIn(limit)));
        assertEquals(HandshakeFailure.HANDSHAKE_TIMEOUT.code(), failure.reason().code());
        assertTrue(world.timers().nanos() - startNanos >= limit.toNanos());
        assertThrows(ConnectionClosedException.class, ends.dialer()::receiveMessage);
    }

    @Test
    final void handshake_withAPeerThatCloses_isClosed() throws Exception {
        var ends = world.connect();
        var shaking =
                world.start(
                        "handshake",
                        () ->
                                ends.dialer()
                                        .handshake(TransportFixture.offer("dialer"), world.late()));
        shaking.awaitBlocked();
        ends.listener().close();
        var failure = assertThrows(HandshakeException.class, shaking::get);
        assertEquals(HandshakeFailure.HANDSHAKE_CLOSED.code(), failure.reason().code());
    }

    @Test
    final void handshake_withAnotherThanExpected_tellsItNothing() throws Exception {
        var ends = world.connect();
        var dialer = TestIdentity.of("dialer");
        var offer =
                TransportFixture.offer(
                        dialer,
                        dialer.nodeId(),
                        Optional.of(TestNodes.id(1)),
                        TransportFixture::acceptChannel);
        assertFails(
                HandshakeFailure.WRONG_NODE_ID,
                HandshakeFailure.HANDSHAKE_CLOSED,
                offer,
                TransportFixture.offer("listener"),
                ends);
    }

    @Test
    final void handshake_withTheExpectedOne_succeeds() throws Exception {
        var ends = world.connect();
        var dialer = TestIdentity.of("dialer");
        var listener = TransportFixture.offer("listener");
        var offer =
                TransportFixture.offer(
                        dialer,
                        dialer.nodeId(),
                        Optional.of(listener.identity().nodeId()),
                        TransportFixture::acceptChannel);
        var there =
                world.start("handshake", () -> ends.listener().handshake(listener, world.late()));
        assertTells(listener, ends.dialer().handshake(offer, world.late()));
        assertTells(offer, there.get());
    }

    @Test
    final void handshake_withSomebodyWhoDoesNotHoldTheKey_fails() throws Exception {
        var victim = TestIdentity.of("victim").publicKey();
        var impostor = new Impostor(victim);
        var offer =
                TransportFixture.offer(
                        impostor,
                        victim.nodeId(),
                        Optional.empty(),
                        TransportFixture::acceptChannel);
        var ends = world.connect();
        var there = world.start("handshake", () -> ends.dialer().handshake(offer, world.late()));
        var failure =
                assertThrows(
                        HandshakeException.class,
                        () ->
                                ends.listener()
                                        .handshake(
                                                TransportFixture.offer("listener"), world.late()));
        assertEquals(HandshakeFailure.AUTHENTICATION_FAILED.code(), failure.reason().code());
        assertThrows(HandshakeException.class, there::get);
    }

    @Test
    final void handshake_withANodeInfoOfAnotherId_fails() throws Exception {
        var ends = world.connect();
        var liar =
                TransportFixture.offer(
                        TestIdentity.of("liar"),
                        TestNodes.id(7),
                        Optional.empty(),
                        TransportFixture::acceptChannel);
        var there = world.start("handshake", () -> ends.dialer().handshake(liar, world.late()));
        var failure =
                assertThrows(
                        HandshakeException.class,
                        () ->
                                ends.listener()
                                        .handshake(
                                                TransportFixture.offer("listener"), world.late()));
        assertEquals(HandshakeFailure.NODE_INFO_INVALID.code(), failure.reason().code());
        try {
            there.get();
        } catch (HandshakeException closed) {
            // The liar may have heard all he needed before he was found out.
            assertEquals(HandshakeFailure.HANDSHAKE_CLOSED.code(), closed.reason().code());
        }
    }

    private void assertFails(
            HandshakeFailure here,
            HandshakeFailure there,
            HandshakeOffer dialer,
            HandshakeOffer listener,
            TransportFixture.Ends ends) {
        var shaking =
                world.start("handshake", () -> ends.listener().handshake(listener, world.late()));
        var failure =
                assertThrows(
                        HandshakeException.class,
                        () -> ends.dialer().handshake(dialer, world.late()));
        assertEquals(here.code(), failure.reason().code());
        var other = assertThrows(HandshakeException.class, shaking::get);
        assertEquals(there.code(), other.reason().code());
    }

    @Test
    final void handshake_aSecondTime_isOurBug() throws Exception {
        var ends = world.connected();
        assertThrows(
                IllegalStateException.class,
                () -> ends.dialer().handshake(TransportFixture.offer("dialer"), world.late()));
    }

    /** Claims a key that it does not hold. */
    private record Impostor(PublicKey publicKey) implements NodeIdentity {

        @Override
        public byte[] sign(byte[] message) {
            return TestIdentity.of("impostor").sign(message);
        }
    }
}
