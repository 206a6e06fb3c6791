package dev.tendril.peermanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.PeerManagerClosedException;
import dev.tendril.api.time.Deadline;
import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;

/** The verbs that wait, on a clock that is moved by hand. */
@Timeout(120) // a lost wake-up fails, it does not hang
class BlockingTest {

    private static final Who A = Who.of(1);
    private static final Who B = Who.of(2);

    @Test
    @Covers({"PMD-01", "PMD-03", "SP-12"})
    void dialNext_waitsUntilAnAddressComes() throws Exception {
        try (var m = new Manager(o -> o)) {
            var asked = Asked.of(m.node::dialNext);
            asked.awaitWaiting();
            assertFalse(asked.isAnswered());
            m.node.dial(A.address());
            assertEquals(A.address(), asked.get().address());
        }
    }

    @Test
    @Covers("PMD-01")
    void dialNext_interrupted_takesNoSlot() throws Exception {
        try (var m = new Manager(o -> o)) {
            var asked = Asked.of(m.node::dialNext);
            asked.awaitWaiting();
            asked.interrupt();
            assertEquals(InterruptedException.class, asked.failure());
            assertEquals(0, m.node.snapshot().gauges().get("slots.outbound"));
        }
    }

    @Test
    @Covers({"PMD-04", "SP-12"})
    void dialFailed_wakesDialNext() throws Exception {
        try (var m = new Manager(o -> o.maxOutbound(Limit.of(1)).withoutRetries())) {
            var from = m.connectIn(Who.of(90));
            m.node.learned(List.of(A.address(), B.address()), from);
            var first = m.node.dialNext();
            var asked = Asked.of(m.node::dialNext);
            asked.awaitWaiting();
            m.node.dialFailed(first, Reason.of("refused"), Blame.NOBODY);
            assertFalse(asked.get().address().equals(first.address()));
        }
    }

    @Test
    @Covers({"PMD-05", "L-1", "I-9", "D-8"})
    void dialNext_returnsWhenTheBackOffEnds_notEarlier() throws Exception {
        try (var m = new Manager(o -> o.retryMin(Duration.ofMillis(200)))) {
            var from = m.connectIn(Who.of(90));
            m.node.learned(List.of(A.address()), from);
            m.node.dialFailed(m.node.dialNext(), Reason.of("refused"), Blame.NOBODY);
            var asked = Asked.of(m.node::dialNext);
            m.timers.awaitWaiting(2);
            m.timers.advance(Duration.ofMillis(200).minusNanos(1));
            m.timers.awaitWaiting(2);
            assertFalse(asked.isAnswered());
            m.timers.advance(Duration.ofNanos(1));
            assertEquals(A.address(), asked.get().address());
        }
    }

    @Test
    @Covers({"PMD-06", "SP-12"})
    void disconnected_wakesDialNext() throws Exception {
        try (var m = new Manager(o -> o)) {
            m.node.dial(A.address());
            var ref = m.connectOut(m.node.dialNext(), A);
            m.advance(Duration.ofMinutes(1));
            var asked = Asked.of(m.node::dialNext);
            asked.awaitWaiting();
            m.disconnect(ref);
            assertEquals(A.address(), asked.get().address());
        }
    }

    @Test
    @Covers({"PMR-04", "PMR-05"})
    void errored_wakesEvictNext_once() throws Exception {
        try (var m = new Manager(o -> o)) {
            var ref = m.connectIn(A);
            var asked = Asked.of(m.node::evictNext);
            asked.awaitWaiting();
            m.node.errored(ref, Behaviour.offence(Behaviour.Severity.FATAL, "bad", ""), "test");
            assertEquals(ref, asked.get().peer());
            var again = Asked.of(m.node::evictNext);
            again.awaitWaiting();
            assertFalse(again.isAnswered());
            again.interrupt();
            assertEquals(InterruptedException.class, again.failure());
        }
    }

    @Test
    @Covers("PMR-06")
    void upgrade_wakesEvictNext() throws Exception {
        try (var m = new Manager(o -> o.maxOutbound(Limit.of(1)).upgrades(1))) {
            m.node.dial(A.address());
            var operators = m.connectOut(m.node.dialNext(), A);
            m.disconnect(operators);
            m.advance(Duration.ofSeconds(1));
            var victim = m.connectOut(m.node.dialNext(), A);
            var b = m.connectIn(B);
            m.node.selfDeclared(B.address(), b);
            m.node.errored(b, Behaviour.merit(10, "good"), "test");
            m.disconnect(b);
            var asked = Asked.of(m.node::evictNext);
            asked.awaitWaiting();
            m.connectOut(m.node.dialNext(), B);
            assertEquals(victim, asked.get().peer());
        }
    }

    /** One wait of the manager's own thread, however much has failed or gone. */
    @Test
    @Covers("D-34")
    void failuresAndDisconnects_leaveOneWait() throws Exception {
        try (var m = new Manager(o -> o.duplicateIp(true))) {
            m.timers.awaitWaiting(1);
            for (var i = 1; i <= 50; i++) {
                m.disconnect(m.connectIn(Who.of(i)));
                m.node.dial(Who.of(i).address());
                m.node.dialFailed(m.node.dialNext(), Reason.of("refused"), Blame.NOBODY);
            }
            m.timers.awaitWaiting(1);
            assertEquals(1, m.timers.waiting());
            m.close();
            assertEquals(0, m.timers.waiting());
        }
    }

    @Test
    @Covers("PMR-07")
    void upgradeThatComesIn_wakesEvictNext() throws Exception {
        try (var m = new Manager(o -> o.maxInbound(Limit.of(1)).upgrades(1))) {
            m.node.dial(B.address());
            var b = m.connectOut(m.node.dialNext(), B);
            m.node.errored(b, Behaviour.merit(10, "good"), "test");
            m.disconnect(b);
            var victim = m.connectIn(A);
            var asked = Asked.of(m.node::evictNext);
            asked.awaitWaiting();
            m.connectIn(B);
            assertEquals(victim, asked.get().peer());
        }
    }

    @Test
    @Covers({"PMS-06", "L-6"})
    void close_endsEveryWait() throws Exception {
        var m = new Manager(o -> o);
        m.node.dial(A.address());
        m.node.dialFailed(m.node.dialNext(), Reason.of("refused"), Blame.NOBODY);
        var dial = Asked.of(m.node::dialNext);
        var evict = Asked.of(m.node::evictNext);
        var updates = m.node.subscribe();
        var update = Asked.of(updates::next);
        m.timers.awaitWaiting(2); // the manager's own, and whoever waits for the back-off
        m.close();
        assertFalse(m.threads().isEmpty());
        for (var thread : m.threads()) {
            assertTrue(thread.join(Duration.ofSeconds(60)), thread::toString);
        }
        assertEquals(PeerManagerClosedException.class, dial.failure());
        assertEquals(PeerManagerClosedException.class, evict.failure());
        assertEquals(PeerManagerClosedException.class, update.failure());
        assertEquals(0, m.timers.waiting());
        assertEquals(Deadline.NEVER, m.timers.next());
    }

    @Test
    @Covers({"N-PM-10", "D-4", "I-12", "L-5"})
    void subscriberThatNeverReads_delaysNobody_andStaysSmall() throws Exception {
        try (var m = new Manager(o -> o)) {
            var never = m.node.subscribe();
            var reads = m.node.subscribe();
            for (var i = 0; i < 1_000; i++) {
                m.disconnect(m.connectIn(A));
            }
            var last = m.connectIn(A);
            assertTrue(m.node.snapshot().gauges().get("subscriptions.backlog") <= 1);
            assertEquals(last, reads.next().ref());
            never.close();
        }
    }

    @Test
    @Covers("N-PM-20")
    void optionsReplaced_wakeDialNext() throws Exception {
        try (var m = new Manager(o -> o)) {
            var asked = Asked.of(m.node::dialNext);
            asked.awaitWaiting();
            m.node.options(CoreFixture.calm().persistent(List.of(A.address())).build());
            assertEquals(A.address(), asked.get().address());
            assertEquals(List.of(A.address()), m.node.persistent());
        }
    }
}
