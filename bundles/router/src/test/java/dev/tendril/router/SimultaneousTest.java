package dev.tendril.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.router.fake.FakeConnection;
import dev.tendril.router.fake.Sim;
import dev.tendril.router.fake.TestNode;
import dev.tendril.router.fake.TestReactor;
import dev.tendril.router.fake.Texts;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;

/** Many connections of one peer at once. */
class SimultaneousTest {

    @Test
    @Covers({"I-2", "I-3", "I-11", "N-RT-03", "D-43"})
    void connect_ofOnePeerManyTimesAtOnce_leavesOneConnectionAndCleanEvents() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    for (int round = 0; round < 20; round++) {
                        var reactor = new TestReactor("texts", Texts.channel(1));
                        try (var node = TestNode.of(sim, "node").start()) {
                            node.manager().replaceOlder();
                            node.router().addReactor(reactor);
                            reactor.context();
                            var connections = new ArrayList<FakeConnection>();
                            for (int i = 0; i < 8; i++) {
                                connections.add(node.transport().comes(node.stranger("peer", 1)));
                            }
                            sim.timers().sleep(Duration.ofSeconds(1));
                            assertEquals(1, node.router().snapshot().links().size());
                            assertEquals(1, node.manager().connected().size());
                            assertEquals(
                                    7,
                                    connections.stream().filter(FakeConnection::isClosed).count());
                            assertAlternates(reactor);
                            assertOrdered(node);
                        }
                    }
                });
    }

    private static void assertAlternates(TestReactor reactor) {
        var open = 0L;
        var last = 0L;
        for (var event : reactor.events()) {
            switch (event) {
                case ReactorEvent.Up(var peer, var channels) -> {
                    assertEquals(0, open, "two connections of one peer are up");
                    open = peer.ref().connection();
                    assertTrue(open > last);
                    last = open;
                }
                case ReactorEvent.Down(var peer, var reason) -> {
                    assertEquals(open, peer.connection());
                    open = 0;
                }
                default -> throw new AssertionError(event.toString());
            }
        }
        assertTrue(open > 0);
    }

    /** Each connection is disconnected before the next is ready. */
    private static void assertOrdered(TestNode node) {
        var heard = node.manager().heard();
        var brief = node.manager().connected().getFirst().ref().nodeId().brief();
        for (int i = 1; i < 8; i++) {
            var gone = heard.indexOf("disconnected " + brief + "#" + i + " replaced US");
            var next = heard.indexOf("ready " + brief + "#" + (i + 1));
            assertTrue(gone >= 0 && gone < next, heard::toString);
        }
    }
}
