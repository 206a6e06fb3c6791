package dev.tendril.reactor.pex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.Direction;
import dev.tendril.api.channel.SendResult;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.node.ProtocolVersions;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.reactor.ReactorContext;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.api.reactor.Settings;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.node.TestNodes;
import dev.tendril.testkit.reactor.FakeReactorContext;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Whom the reactor asks, when and how. */
final class PexAskingTest extends PexWorld {

    @Test
    @Covers("PX-01")
    void outboundPeer_isAskedAtOnce() throws InterruptedException {
        start();
        var peer = peer(1, Direction.OUTBOUND, 0);
        up(peer);
        assertEquals(List.of(sent(peer, V1_REQUEST)), channel.sent());
    }

    @Test
    void outboundPeer_isNotAskedWhenNothingIsWanted() throws InterruptedException {
        context.fakePeers().setKnown(ENOUGH);
        start();
        up(peer(1, Direction.OUTBOUND, 0));
        timers.advance(Duration.ofSeconds(60));
        context.awaitIdle();
        assertEquals(List.of(), channel.sent());
    }

    @Test
    void inboundPeer_isAskedByTheScheduleOnly() throws InterruptedException {
        start();
        var peer = peer(1, Direction.INBOUND, 0);
        up(peer);
        assertEquals(List.of(), channel.sent());
        timers.advance(Duration.ofSeconds(6));
        context.awaitIdle();
        assertEquals(List.of(sent(peer, V1_REQUEST)), channel.sent());
    }

    @Test
    void dialect_isThatOfThePeersFamily() throws InterruptedException {
        start();
        var old = peer(1, Direction.OUTBOUND, 0, 0x60, 0x61);
        var other = peer(2, Direction.OUTBOUND, 0, 0x60, 0x61, 0x62, 0x63);
        var local = TestNodes.peer(3, 0);
        up(old);
        up(other);
        up(local);
        assertEquals(
                List.of(sent(old, V1_REQUEST), sent(other, URL_REQUEST), sent(local, URL_REQUEST)),
                channel.sent());
    }

    /** Tenderdash announces no channel that gives it away; its block version does. */
    @Test
    void dialect_ofTenderdash_isKnownByItsBlockVersion() throws InterruptedException {
        start();
        var plain = peer(1, Direction.OUTBOUND, 0);
        var node = plain.node();
        var tenderdash =
                new NodeInfo(
                        new ProtocolVersions(10, 14, 1),
                        node.nodeId(),
                        node.listenAddress(),
                        node.network(),
                        node.version(),
                        node.channels(),
                        node.moniker(),
                        "off",
                        "");
        var peer = new PeerInfo(plain.ref(), tenderdash, plain.direction(), plain.remote());
        up(peer);
        assertEquals(List.of(sent(peer, URL_REQUEST)), channel.sent());
    }

    @Test
    void dialect_mayBeSet() throws InterruptedException {
        context = new FakeReactorContext(timers, new Settings(Map.of("dialect", "url")), 1);
        channel = context.fakeChannel(PexReactor.CHANNEL);
        start();
        var peer = peer(1, Direction.OUTBOUND, 0);
        up(peer);
        assertEquals(List.of(sent(peer, URL_REQUEST)), channel.sent());
    }

    @Test
    void settings_thatCannotBeRead_endTheReactorWithAReason() {
        var wrong = new FakeReactorContext(timers, new Settings(Map.of("dialect", "v3")), 1);
        var refused =
                assertThrows(IllegalArgumentException.class, () -> new PexReactor().run(wrong));
        assertTrue(refused.getMessage().contains("key: dialect"), refused.getMessage());
    }

    @Test
    void request_thatCouldNotBeQueued_isNotWaitedFor() throws InterruptedException {
        channel.answer(SendResult.FULL);
        start();
        var peer = peer(1, Direction.OUTBOUND, 0);
        up(peer);
        channel.answer(SendResult.QUEUED);
        timers.advance(Duration.ofSeconds(6));
        context.awaitIdle();
        assertEquals(List.of(sent(peer, V1_REQUEST)), channel.sent());
    }

    /** A new version of the bundle must not get the node banned for asking again at once. */
    @Test
    void restart_leavesAlonePeersThatWereConnectedBefore() throws InterruptedException {
        var peer = peer(1, Direction.OUTBOUND, 0);
        context.fakePeers().setConnected(List.of(peer));
        start();
        up(peer);
        timers.advance(Duration.ofSeconds(10));
        context.awaitIdle();
        assertEquals(List.of(), channel.sent());
        receive(peer, addrs(1));
        assertEquals(List.of(), offences());
        timers.advance(Duration.ofSeconds(7));
        context.awaitIdle();
        assertEquals(1, channel.sent().size());
    }

    @Test
    void peerThatLosesTheChannel_isNotAsked() throws InterruptedException {
        start();
        var peer = peer(1, Direction.INBOUND, 0);
        up(peer);
        context.put(new ReactorEvent.Channels(peer.ref(), Set.of()));
        timers.advance(Duration.ofSeconds(30));
        context.awaitIdle();
        assertEquals(List.of(), channel.sent());
        context.put(new ReactorEvent.Channels(peer.ref(), Set.of(PexReactor.CHANNEL.id())));
        context.awaitIdle();
        timers.advance(Duration.ofSeconds(20));
        context.awaitIdle();
        assertEquals(1, channel.sent().size());
    }

    /** The mailbox is never empty, so Due never comes, and still somebody is asked in time. */
    @Test
    @Covers({"N-PEX-01", "D-37"})
    void schedule_isNotStoppedByTraffic() {
        var asked = peer(1, Direction.INBOUND, 0);
        var noise =
                new ReactorEvent.Received(
                        peer(2, Direction.INBOUND).ref(), PexReactor.CHANNEL.id(), URL_REQUEST);
        var calls = new AtomicInteger();
        var busy =
                (ReactorContext)
                        Proxy.newProxyInstance(
                                ReactorContext.class.getClassLoader(),
                                new Class<?>[] {ReactorContext.class},
                                (proxy, method, arguments) -> {
                                    if (!method.getName().equals("next")) {
                                        return method.invoke(context, arguments);
                                    }
                                    timers.advance(Duration.ofMillis(100));
                                    return switch (calls.incrementAndGet()) {
                                        case 1 -> new ReactorEvent.Up(asked, Set.of());
                                        case 61 -> throw new InterruptedException("6 s are over");
                                        default -> noise;
                                    };
                                });
        assertThrows(InterruptedException.class, () -> new PexReactor().run(busy));
        assertEquals(List.of(sent(asked, V1_REQUEST)), channel.sent());
    }
}
