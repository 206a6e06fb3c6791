package dev.tendril.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.Channel;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.Envelope;
import dev.tendril.api.peer.PeerManagerClosedException;
import dev.tendril.api.peer.PeerUpdate;
import dev.tendril.api.peer.PeerUpdates;
import dev.tendril.api.peer.Peers;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.ReactorContext;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.api.router.ChannelClosedException;
import dev.tendril.api.router.ChannelInUseException;
import dev.tendril.api.router.OpenChannel;
import dev.tendril.api.router.Router;
import dev.tendril.api.time.Timers;
import dev.tendril.router.fake.Sim;
import dev.tendril.router.fake.TestNode;
import dev.tendril.router.fake.Texts;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The ADR's example twice: as the ADR has it, a program that opens a channel, subscribes and loops,
 * and as a reactor with one mailbox. Both are run against each other.
 */
class EchoFormsTest {

    private static final ChannelDescriptor<String> ECHO = Texts.channel(1);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** ADR 062, Reactor Example: {@code RunEchoReactor} and {@code EchoReactor}. */
    private static final class AdrEcho {

        private final List<String> output = new CopyOnWriteArrayList<>();

        /** Wires up an echo reactor to a router and runs it until it is interrupted or closed. */
        void run(Router router, Peers peers, Timers timers, Threads threads)
                throws InterruptedException, ChannelInUseException {
            try (var channel = router.openChannel(ECHO);
                    var updates = peers.subscribe();
                    var scope =
                            new TaskScope(
                                    threads, (name, failure) -> output.add(name + " failed"))) {
                scope.fork("updates", () -> printUpdates(updates));
                echo(channel, timers);
            }
        }

        /** Go selects among four sources; here each wait has a deadline or a thread of its own. */
        private void echo(OpenChannel<String> channel, Timers timers) throws InterruptedException {
            var tick = timers.deadlineIn(INTERVAL);
            try {
                while (true) {
                    var envelope = channel.receive(tick);
                    if (envelope.isEmpty()) {
                        channel.broadcast("ping 👋");
                        tick = timers.deadlineIn(INTERVAL);
                    } else {
                        answer(channel, envelope.get());
                    }
                }
            } catch (ChannelClosedException stopped) {
                output.add("stopped");
            }
        }

        private void answer(OpenChannel<String> channel, Envelope<String> envelope) {
            var message = envelope.message();
            if (message.startsWith("ping ")) {
                channel.send(envelope.from(), "pong " + message.substring(5));
            } else if (message.startsWith("pong ")) {
                output.add("replied with " + message.substring(5));
            } else {
                channel.report(
                        envelope.from(),
                        Behaviour.offence(Behaviour.Severity.FATAL, "unexpected-message", message));
            }
        }

        private void printUpdates(PeerUpdates updates) throws InterruptedException {
            try {
                while (true) {
                    switch (updates.next()) {
                        case PeerUpdate.Up up -> output.add("up");
                        case PeerUpdate.Down down -> output.add("down " + down.reason().code());
                    }
                }
            } catch (PeerManagerClosedException stopped) {
                output.add("no more updates");
            }
        }
    }

    /** The same as a reactor. */
    private static final class LoopEcho implements Reactor {

        private final List<String> output;

        LoopEcho(List<String> output) {
            this.output = output;
        }

        @Override
        public List<ChannelDescriptor<?>> channels() {
            return List.of(ECHO);
        }

        @Override
        public void run(ReactorContext context) throws InterruptedException {
            var channel = context.channel(ECHO);
            var due = context.timers().deadlineIn(INTERVAL);
            while (true) {
                switch (context.next(due)) {
                    case ReactorEvent.Received received -> answer(channel, received);
                    case ReactorEvent.Due tick -> {
                        channel.broadcast("ping 👋");
                        due = context.timers().deadlineIn(INTERVAL);
                    }
                    case ReactorEvent.Up up -> output.add("up");
                    case ReactorEvent.Down down -> output.add("down " + down.reason().code());
                    case ReactorEvent.Channels changed -> {}
                    case ReactorEvent.Writable writable -> {}
                    case ReactorEvent.OwnChannels own -> {}
                }
            }
        }

        private void answer(Channel<String> channel, ReactorEvent.Received received) {
            var message = (String) received.message();
            if (message.startsWith("ping ")) {
                channel.send(received.from(), "pong " + message.substring(5));
            } else {
                output.add("replied with " + message.substring(5));
            }
        }
    }

    @Test
    @Covers({"RT-01", "CH-01", "CH-04"})
    void bothForms_echoEachOther() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var adr = new AdrEcho();
                    var loop = new CopyOnWriteArrayList<String>();
                    var one = TestNode.of(sim, "one");
                    var two = TestNode.of(sim, "two");
                    two.router().addReactor(source(new LoopEcho(loop)));
                    one.reach(two);
                    one.manager().persist(two.address());
                    var runner =
                            new TaskScope(sim.threads(), (name, failure) -> adr.output.add("bug"));
                    runner.fork("adr", () -> runAdr(adr, one, sim.timers(), sim.threads()));
                    sim.timers().sleep(Duration.ofMillis(1));
                    one.start();
                    two.start();
                    sim.timers().sleep(Duration.ofSeconds(11));
                    assertEquals(List.of("up", "replied with 👋", "replied with 👋"), adr.output);
                    assertEquals(List.of("up", "replied with 👋", "replied with 👋"), loop);
                    two.close();
                    sim.timers().sleep(Duration.ofSeconds(1));
                    assertEquals("down peer-closed", adr.output.getLast());
                    one.close();
                    runner.close();
                    assertTrue(adr.output.contains("stopped"), adr.output::toString);
                });
    }

    private static void runAdr(AdrEcho echo, TestNode node, Timers timers, Threads threads)
            throws InterruptedException {
        try {
            echo.run(node.router(), node.manager().updates(), timers, threads);
        } catch (ChannelInUseException taken) {
            throw new IllegalStateException(taken);
        }
    }

    private static ReactorSource source(Reactor reactor) {
        return new ReactorSource() {
            @Override
            public String name() {
                return "echo";
            }

            @Override
            public boolean hasLinks() {
                return false;
            }

            @Override
            public String owner() {
                return "test";
            }

            @Override
            public Optional<Reactor> fresh() {
                return Optional.of(reactor);
            }

            @Override
            public void release(Reactor released) {
                assertEquals(reactor, released);
            }
        };
    }
}
