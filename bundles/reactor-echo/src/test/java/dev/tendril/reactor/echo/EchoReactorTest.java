package dev.tendril.reactor.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;

import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.reactor.Settings;
import dev.tendril.reactor.echo.proto.PingMessage;
import dev.tendril.reactor.echo.proto.PongMessage;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;
import dev.tendril.testkit.node.TestNodes;
import dev.tendril.testkit.reactor.FakeChannel;
import dev.tendril.testkit.reactor.FakeReactorContext;
import dev.tendril.testkit.time.ManualTimers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class EchoReactorTest {

    private static final PeerInfo PEER = TestNodes.peer(1, 0x7a);

    private final ManualTimers timers = new ManualTimers();
    private final List<Throwable> failures = new ArrayList<>();
    private final TaskScope scope =
            new TaskScope(Threads.virtual(), (name, failure) -> failures.add(failure));
    private FakeReactorContext context = new FakeReactorContext(timers, Settings.NONE, 1);

    @AfterEach
    void endsWhenInterrupted() {
        scope.close();
        assertTrue(failures.isEmpty(), failures::toString);
    }

    @Test
    void run_pingsEverybodyEveryFiveSeconds() throws InterruptedException {
        var channel = start(Optional.empty());

        timers.advance(Duration.ofMillis(4_999));
        context.awaitIdle();
        assertEquals(List.of(), channel.sent());
        timers.advance(Duration.ofMillis(1));
        assertEquals(broadcast("👋"), channel.takeSent());
        context.awaitIdle();
        timers.advance(Duration.ofSeconds(5));
        assertEquals(broadcast("👋"), channel.takeSent());
    }

    @Test
    void run_intervalIsASetting() throws InterruptedException {
        context = new FakeReactorContext(timers, new Settings(Map.of("interval", "200ms")), 1);
        var channel = start(Optional.empty());

        timers.advance(Duration.ofMillis(200));

        assertEquals(broadcast("👋"), channel.takeSent());
    }

    @Test
    void ping_isAnsweredWithItsContent() throws InterruptedException {
        var channel = start(Optional.empty());

        context.up(PEER);
        context.received(PEER, EchoReactor.ECHO.id(), ping("hello"));

        assertEquals(pong("hello"), channel.takeSent());
    }

    @Test
    void ping_isAnsweredWithTheReplyOfTheBundle() throws InterruptedException {
        var channel = start(Optional.of("👋👋"));

        context.received(PEER, EchoReactor.ECHO.id(), ping("hello"));

        assertEquals(pong("👋👋"), channel.takeSent());
    }

    @Test
    void pong_isNotAnswered() throws InterruptedException {
        var channel = start(Optional.empty());

        context.received(
                PEER, EchoReactor.ECHO.id(), PongMessage.newBuilder().setContent("👋").build());
        context.down(PEER);
        context.awaitIdle();

        assertEquals(List.of(), channel.sent());
        assertEquals(List.of(), channel.reports());
    }

    @Test
    void anythingElse_isAnOffence() throws InterruptedException {
        var channel = start(Optional.empty());

        context.received(PEER, EchoReactor.ECHO.id(), "no message of this protocol");

        var report = channel.takeReport();
        assertEquals(PEER.ref(), report.from());
        assertInstanceOf(Behaviour.Offence.class, report.behaviour());
    }

    private FakeChannel<Message> start(Optional<String> reply) throws InterruptedException {
        var reactor = new EchoReactor(reply);
        assertEquals(List.of(EchoReactor.ECHO), reactor.channels());
        scope.fork("reactor-echo", () -> reactor.run(context));
        context.awaitIdle();
        return context.fakeChannel(EchoReactor.ECHO);
    }

    private static Message ping(String content) {
        return PingMessage.newBuilder().setContent(content).build();
    }

    private static FakeChannel.Sent<Message> broadcast(String content) {
        return new FakeChannel.Sent<>(Optional.empty(), ping(content));
    }

    private static FakeChannel.Sent<Message> pong(String content) {
        return new FakeChannel.Sent<>(
                Optional.of(PEER.ref()), PongMessage.newBuilder().setContent(content).build());
    }
}
