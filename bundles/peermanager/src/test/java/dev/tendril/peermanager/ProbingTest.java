package dev.tendril.peermanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.peer.DialTicket;
import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/** How addresses that nobody has verified are dialed. */
class ProbingTest {

    private static final Who A = Who.of(1);
    private static final Who B = Who.of(2);
    private static final Who C = Who.of(3);
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Probing FEELERS = new Probing(1, INTERVAL, 1, Duration.ZERO);
    private static final Probing BUDGET = new Probing(0, INTERVAL, 3, Duration.ofSeconds(2));

    /** One place for dials, taken by A. */
    private static CoreFixture full() {
        var f = CoreFixture.with(o -> o.probing(FEELERS).maxOutbound(Limit.of(1)).withoutRetries());
        f.know(A).connectOut(A);
        return f;
    }

    @Test
    void feeler_findsSomebody_whoIsVerifiedAndNotKept() {
        var f = full().know(B);
        var feeler = f.dial(B);
        assertEquals(DialTicket.Kind.FEELER, feeler.kind());
        assertEquals(1, f.gauge("slots.feeler"));

        assertEquals("found", CoreFixture.refused(f.dialed(feeler, B)));
        assertEquals("verified", f.peer(B).addresses().getFirst().origin());
        assertEquals(0, f.peer(B).addresses().getFirst().failures());
        assertEquals(0, f.gauge("slots.feeler"));
        assertEquals(1, f.gauge("slots.outbound"));
        assertEquals("found", f.decision("verify", B.id()).reason().code());
        f.advance(INTERVAL);
        assertEquals(Optional.empty(), f.next(), "nobody is unknown any more");
    }

    @Test
    void feeler_thatFindsNobody_isAFailureLikeOthers() {
        var f = full().know(B);
        f.fail(f.dial(B));
        assertEquals(1, f.peer(B).addresses().getFirst().failures());
        assertEquals("hearsay", f.peer(B).addresses().getFirst().origin());
        assertEquals(0, f.gauge("slots.feeler"));
    }

    @Test
    void feelers_keepTheirInterval_andTheirNumber() {
        var f = full().know(B, C);
        var first = f.dial();
        assertEquals(Optional.empty(), f.next());
        f.advance(INTERVAL);
        assertEquals(Optional.empty(), f.next(), "one is under way");

        f = full().know(B, C);
        f.fail(f.dial());
        assertEquals(Optional.empty(), f.next(), "too early");
        assertEquals(INTERVAL.toNanos(), f.core().nextDeadlineNanos(f.now()));
        f.advance(INTERVAL);
        assertEquals(DialTicket.Kind.FEELER, f.dial().kind());
        assertEquals(DialTicket.Kind.FEELER, first.kind());
    }

    @Test
    void feelers_areForNobodyElse() {
        var f = full().knowVerified(B, 0);
        assertEquals(Optional.empty(), f.next(), "verified");

        f = CoreFixture.with(o -> o.probing(FEELERS)).know(B);
        assertEquals(DialTicket.Kind.NORMAL, f.dial().kind(), "there is room");

        f = CoreFixture.with(o -> o.probing(FEELERS).maxOutbound(Limit.of(0))).know(B);
        assertEquals(Optional.empty(), f.next(), "who has no places for dials wants none");
    }

    @Test
    void feeler_keepsThePlaceThatHasBecomeFree() {
        var f = CoreFixture.with(o -> o.probing(FEELERS).maxOutbound(Limit.of(1))).know(A);
        var link = f.connectOut(A);
        var feeler = f.know(B).dial(B);
        f.disconnect(link);

        f.ready(f.dialed(feeler, B));
        assertEquals(1, f.gauge("slots.outbound"));
        assertEquals(0, f.gauge("slots.feeler"));
    }

    @Test
    void feeler_ofOneWhoComesMeanwhile_isOneOfTwoConnections() {
        var f = full().know(B);
        var feeler = f.dial(B);
        f.connectIn(B);

        f.dialed(feeler, B);
        assertEquals(0, f.gauge("slots.feeler"));
        assertEquals(1, f.gauge("slots.outbound"), "that of A");
        assertEquals(1, f.gauge("slots.inbound"), "one of both has been given up");
        assertTrue(f.peer(B).connection().isPresent());
    }

    @Test
    @Covers("L-1")
    void dialsOfHearsay_haveABurst_andThenAnInterval() {
        var f = CoreFixture.with(o -> o.probing(BUDGET).withoutRetries());
        for (var i = 10; i < 20; i++) {
            f.know(Who.of(i));
        }
        for (var i = 0; i < 3; i++) {
            f.fail(f.dial());
        }
        assertEquals(Optional.empty(), f.next(), "the burst is used up");
        assertEquals(Duration.ofSeconds(2).toNanos(), f.core().nextDeadlineNanos(f.now()));

        f.advance(Duration.ofSeconds(2).minusNanos(1));
        assertEquals(Optional.empty(), f.next());
        f.advance(Duration.ofNanos(1));
        f.fail(f.dial());
        assertEquals(Optional.empty(), f.next());

        f.advance(Duration.ofMinutes(1));
        for (var i = 0; i < 3; i++) {
            f.fail(f.dial());
        }
        assertEquals(Optional.empty(), f.next(), "rest saves up no more than a burst");
    }

    @Test
    void verified_areDialed_whateverHearsayHasUsedUp_andFirst() {
        var f = CoreFixture.with(o -> o.probing(BUDGET).withoutRetries());
        for (var i = 10; i < 20; i++) {
            f.know(Who.of(i));
        }
        f.knowVerified(A, 0).dial(A);
        for (var i = 0; i < 3; i++) {
            f.dial();
        }
        assertEquals(Optional.empty(), f.next());
        f.knowVerified(B, 0).dial(B);
    }
}
