package dev.tendril.reactor.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.channel.SendResult;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.api.reactor.Settings;
import dev.tendril.reactor.extension.proto.ExtensionMessage;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;
import dev.tendril.testkit.node.TestNodes;
import dev.tendril.testkit.reactor.FakeChannel;
import dev.tendril.testkit.reactor.FakeReactorContext;
import dev.tendril.testkit.reactor.FakeReactorContext.Told;
import dev.tendril.testkit.time.ManualTimers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class ExtensionReactorTest {

    private static final PeerInfo ALICE = TestNodes.peer(1, 0x00, 0x7e);
    private static final PeerInfo BOB = TestNodes.peer(2, 0x00, 0x7e);
    private static final Set<ChannelId> OURS = Set.copyOf(TestNodes.channels(0x00, 0x7e));
    private static final Set<ChannelId> MORE = Set.copyOf(TestNodes.channels(0x00, 0x7a, 0x7e));

    private final ManualTimers timers = new ManualTimers();
    private final List<Throwable> failures = new ArrayList<>();
    private final TaskScope scope =
            new TaskScope(Threads.virtual(), (name, failure) -> failures.add(failure));
    private final FakeReactorContext context = new FakeReactorContext(timers, Settings.NONE, 1);
    private final FakeChannel<ExtensionMessage> channel =
            context.fakeChannel(ExtensionReactor.EXTENSION);

    @AfterEach
    void endsWhenInterrupted() {
        scope.close();
        assertTrue(failures.isEmpty(), failures::toString);
    }

    @Test
    void up_tellsThePeerOurChannels() throws InterruptedException {
        start();

        context.up(ALICE);

        assertEquals(sent(ALICE, 1, OURS), channel.takeSent());
        assertEquals(List.of(told(ALICE, OURS)), context.fakeLinks().told());
    }

    @Test
    void ownChannels_tellsEveryPeerWithNewerNumbers() throws InterruptedException {
        start();
        context.up(ALICE);
        context.up(BOB);
        channel.takeSent();
        channel.takeSent();

        context.fakeLinks().setOurs(MORE);
        context.put(new ReactorEvent.OwnChannels(MORE));

        assertEquals(sent(ALICE, 3, MORE), channel.takeSent());
        assertEquals(sent(BOB, 4, MORE), channel.takeSent());
    }

    @Test
    void down_isToldNoMore() throws InterruptedException {
        start();
        context.up(ALICE);
        context.up(BOB);
        context.down(ALICE);
        context.awaitIdle();
        channel.takeSent();
        channel.takeSent();

        context.put(new ReactorEvent.OwnChannels(MORE));

        assertEquals(Optional.of(BOB.ref()), channel.takeSent().to());
        context.awaitIdle();
        assertEquals(3, channel.sent().size());
    }

    @Test
    void sequence_growsOverRestartsOfTheReactor() throws InterruptedException {
        timers.advance(Duration.ofSeconds(1));
        start();
        context.up(ALICE);

        assertEquals(sent(ALICE, 1_000_000_000, OURS), channel.takeSent());
    }

    @Test
    void fullQueue_isTriedAgainWhenWritable() throws InterruptedException {
        start();
        channel.answer(SendResult.FULL);
        context.up(ALICE);
        context.awaitIdle();
        assertEquals(List.of(), channel.sent());

        channel.answer(SendResult.QUEUED);
        context.put(new ReactorEvent.Writable(ALICE.ref(), ExtensionReactor.EXTENSION.id()));

        assertEquals(sent(ALICE, 2, OURS), channel.takeSent());
    }

    @Test
    void received_tellsTheRouterWhatThePeerServes() throws InterruptedException {
        start();
        context.up(ALICE);

        receive(ALICE, Claims.message(5, MORE));
        receive(ALICE, Claims.message(6, MORE));
        context.awaitIdle();

        assertEquals(
                List.of(told(ALICE, OURS), new Told(ALICE.ref(), MORE, true)),
                context.fakeLinks().told());
        assertEquals(List.of(), channel.reports());
    }

    @Test
    void received_outOfOrder_isReportedAndNotBelieved() throws InterruptedException {
        start();
        context.up(ALICE);

        receive(ALICE, Claims.message(5, MORE));
        receive(ALICE, Claims.message(4, OURS));

        var report = channel.takeReport();
        assertEquals(ALICE.ref(), report.from());
        assertEquals("extension-out-of-order", report.behaviour().reason().code());
        assertEquals(2, context.fakeLinks().told().size());
    }

    @Test
    void received_sequencesAreOfOneConnection() throws InterruptedException {
        start();
        context.up(ALICE);
        receive(ALICE, Claims.message(500, MORE));
        context.down(ALICE);
        var again = TestNodes.peer(ALICE.ref().nodeId(), 9, 0x00, 0x7e);
        context.up(again);
        receive(again, Claims.message(1, OURS));
        context.awaitIdle();

        assertEquals(new Told(again.ref(), OURS, true), context.fakeLinks().told().getLast());
        assertEquals(List.of(), channel.reports());
    }

    @Test
    void received_ofALaterVersion_isPassedOver() throws InterruptedException {
        start();
        context.up(ALICE);

        receive(ALICE, ExtensionMessage.getDefaultInstance());
        context.awaitIdle();

        assertEquals(List.of(told(ALICE, OURS)), context.fakeLinks().told());
        assertEquals(List.of(), channel.reports());
    }

    private void start() throws InterruptedException {
        context.fakeLinks().setOurs(OURS);
        var reactor = new ExtensionReactor();
        assertEquals(List.of(ExtensionReactor.EXTENSION), reactor.channels());
        scope.fork("reactor-extension", () -> reactor.run(context));
        context.awaitIdle();
    }

    private void receive(PeerInfo from, ExtensionMessage message) {
        context.received(from, ExtensionReactor.EXTENSION.id(), message);
    }

    private static FakeChannel.Sent<ExtensionMessage> sent(
            PeerInfo to, long sequence, Set<ChannelId> channels) {
        return new FakeChannel.Sent<>(Optional.of(to.ref()), Claims.message(sequence, channels));
    }

    private static Told told(PeerInfo peer, Set<ChannelId> channels) {
        return new Told(peer.ref(), channels, false);
    }
}
