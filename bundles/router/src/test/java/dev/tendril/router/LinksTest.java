package dev.tendril.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.channel.SendResult;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.router.fake.FakeConnection;
import dev.tendril.router.fake.Sim;
import dev.tendril.router.fake.TestNode;
import dev.tendril.router.fake.TestReactor;
import dev.tendril.router.fake.Texts;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Channels that come and go while connections last. */
class LinksTest {

    private static final ChannelId EXTENSION = new ChannelId(0x7e);
    private static final ChannelId ECHO = new ChannelId(0x30);

    private static TestReactor extension() {
        return new TestReactor("extension", true, List.of(Texts.channel(EXTENSION.value())));
    }

    @Test
    @Covers({"N-CH-01", "N-CH-04", "D-31"})
    void reactor_deployedOntoALiveConnection_worksOnceBothSidesKnow() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var extension = extension();
                    var echo = new TestReactor("echo", Texts.channel(ECHO.value()));
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(extension);
                        var links = extension.context().links();
                        FakeConnection connection =
                                node.transport().comes(node.stranger("peer", EXTENSION.value()));
                        var peer =
                                extension.await(ReactorEvent.Up.class, 1).getFirst().peer().ref();
                        node.router().addReactor(echo);
                        var own = extension.await(ReactorEvent.OwnChannels.class, 1).getFirst();
                        assertEquals(Set.of(ECHO, EXTENSION), own.ours());
                        assertEquals(own.ours(), links.ours());
                        var channel = echo.context().channel(Texts.channel(ECHO.value()));
                        assertEquals(SendResult.NO_CHANNEL, channel.send(peer, "too early"));
                        links.peerWasTold(peer, own.ours());
                        assertEquals(SendResult.NO_CHANNEL, channel.send(peer, "half told"));
                        links.peerServes(peer, Set.of(ECHO, EXTENSION));
                        var up = echo.await(ReactorEvent.Up.class, 1).getFirst();
                        assertEquals(Set.of(ECHO), up.channels());
                        assertEquals(SendResult.QUEUED, channel.send(peer, "hello"));
                        assertEquals(ECHO, connection.awaitSent(1).getFirst().channel());
                        connection.arrives(ECHO.value(), Texts.bytes("hi"));
                        echo.await(ReactorEvent.Received.class, 1);
                        links.peerServes(peer, Set.of(EXTENSION));
                        var changed = echo.await(ReactorEvent.Channels.class, 1).getFirst();
                        assertEquals(Set.of(), changed.channels());
                        assertEquals(SendResult.NO_CHANNEL, channel.send(peer, "gone"));
                        assertFalse(connection.isClosed());
                    }
                });
    }

    @Test
    @Covers({"N-CH-02", "N-CH-04"})
    void reactor_removedForGood_isToldAndLateMessagesAreNotPunished() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var extension = extension();
                    var echo = new TestReactor("echo", Texts.channel(ECHO.value()));
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.router().addReactor(extension);
                        node.router().addReactor(echo);
                        extension.context();
                        echo.context();
                        var connection =
                                node.transport()
                                        .comes(
                                                node.stranger(
                                                        "peer", ECHO.value(), EXTENSION.value()));
                        echo.await(ReactorEvent.Up.class, 1);
                        var told = new ReactorEvent.OwnChannels(Set.of(EXTENSION));
                        node.router().removeReactor(echo);
                        sim.timers().sleep(Duration.ofSeconds(4));
                        assertFalse(
                                extension.events().contains(told),
                                "nobody is told within the grace");
                        sim.timers().sleep(Duration.ofSeconds(2));
                        assertEquals(told, extension.events().getLast());
                        connection.arrives(ECHO.value(), Texts.bytes("late"));
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertFalse(connection.isClosed());
                        assertEquals(
                                Set.of(EXTENSION),
                                node.router().snapshot().links().getFirst().channels());
                    }
                });
    }

    @Test
    @Covers("N-CH-01")
    void reactor_deployedOntoAClassicConnection_waitsForTheNextOne() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var texts = new TestReactor("texts", Texts.channel(1));
                    var late = new TestReactor("late", Texts.channel(2));
                    try (var node = TestNode.of(sim, "node").start()) {
                        node.manager().replaceOlder();
                        node.router().addReactor(texts);
                        texts.context();
                        node.transport().comes(node.stranger("peer", 1, 2));
                        texts.await(ReactorEvent.Up.class, 1);
                        node.router().addReactor(late);
                        late.context();
                        sim.timers().sleep(Duration.ofMinutes(1));
                        assertEquals(List.of(), late.events());
                        node.transport().comes(node.stranger("peer", 1, 2));
                        late.await(ReactorEvent.Up.class, 1);
                    }
                });
    }

    @Test
    @Covers("N-CH-01")
    void announcedChannel_thatIsServedLater_isUsableAtOnce() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var announced = List.of(new ChannelId(2));
                    var late = new TestReactor("late", Texts.channel(2));
                    try (var node =
                            TestNode.of(sim, "node", b -> b.announcedChannels(announced)).start()) {
                        node.transport().comes(node.stranger("peer", 2));
                        node.manager().awaitReady(1);
                        node.router().addReactor(late);
                        late.await(ReactorEvent.Up.class, 1);
                        assertEquals(announced, node.router().self().channels());
                    }
                });
    }
}
