package dev.tendril.peermanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Decision;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.BanTarget;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;

/** Answers to "why?", from decisions. */
@Timeout(120) // a lost wake-up fails, it does not hang
class WhyTest {

    private static final Who A = Who.of(1);

    @Test
    void unknownNode_wasNeverHeardOf_andTheSearchIsNamed() {
        try (var m = new Manager(o -> o)) {
            for (var why :
                    List.of(m.node.why(A.id()), m.node.why("20.9.9.9"), m.node.why("20.9.9.9:1"))) {
                assertFalse(why.known());
                assertEquals("never heard of", why.state());
                assertEquals(3, why.searched().size());
                assertFalse(why.advice().isEmpty());
            }
        }
    }

    @Test
    void failedDial_isExplained_withWhatComesNext() throws Exception {
        try (var m = new Manager(o -> o.retryMin(Duration.ofSeconds(40)))) {
            m.node.dial(A.address());
            m.node.dialFailed(
                    m.node.dialNext(),
                    new Reason("connection-refused", "nobody listens"),
                    Blame.NOBODY);
            for (var why :
                    List.of(
                            m.node.why(A.id()),
                            m.node.why(A.ip()),
                            m.node.why(A.address().hostPort()))) {
                assertTrue(why.known());
                assertTrue(why.state().contains("connection-refused"), why.state());
                assertEquals("dialed in 40 s", why.next());
                assertEquals("dial-failed", why.decisions().getFirst().verb());
                assertEquals("operator", why.decisions().getLast().reason().code());
                assertEquals("1", why.decisions().getFirst().inputs().get("failures"));
            }
        }
    }

    @Test
    void repetitions_doNotPushOutWhatHappenedOnce() throws Exception {
        try (var m = new Manager(o -> o.retryMin(Duration.ofSeconds(1)))) {
            m.disconnect(m.connectIn(A));
            for (var i = 0; i < 10; i++) {
                m.node.dial(A.address());
                m.node.dialFailed(m.node.dialNext(), Reason.of("connection-refused"), Blame.NOBODY);
            }
            var decisions = m.node.why(A.id()).decisions();
            assertEquals(16, decisions.size());
            var verbs = decisions.stream().map(Decision::verb).toList();
            assertEquals("dial-failed", verbs.getFirst());
            assertEquals("disconnect", verbs.get(verbs.indexOf("connect") - 1));
            var failed = decisions.stream().filter(d -> d.verb().equals("dial-failed")).toList();
            assertEquals("1", failed.getLast().inputs().get("failures"));
            assertEquals("10", failed.getFirst().inputs().get("failures"));
        }
    }

    @Test
    void bannedAndConnectedPeers_areExplained() {
        try (var m = new Manager(o -> o)) {
            m.connectIn(A);
            assertTrue(m.node.why(A.id()).state().startsWith("ready, in as connection 1"));
            m.node.ban(new BanTarget.Id(Who.of(2).id()), Duration.ofHours(1), "spam");
            var why = m.node.why(Who.of(2).id());
            assertTrue(why.state().contains("spam"), why.state());
            assertEquals("this node itself", m.node.why(CoreFixture.SELF.id()).state());
        }
    }

    @Test
    void strangers_areCountedAndSampled_neverGathered() {
        try (var m = new Manager(o -> o.maxHandshakes(1))) {
            m.node.screen(A.endpoint());
            for (var i = 0; i < 5_000; i++) {
                m.node.screen(Who.of(2 + i).endpoint());
            }
            assertEquals(5_000, m.node.snapshot().counters().get("reason.screen.handshakes-full"));
            assertTrue(m.node.decisions(10_000).size() <= 64);
            assertEquals(0, m.node.snapshot().gauges().get("store.waiting"));
        }
    }
}
