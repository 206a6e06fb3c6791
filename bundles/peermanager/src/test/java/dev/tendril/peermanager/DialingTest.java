package dev.tendril.peermanager;

import static dev.tendril.peermanager.CoreFixture.refused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;

/** Choosing whom to dial. */
class DialingTest {

    private static final Who A = Who.of(1);
    private static final Who B = Who.of(2);
    private static final Who C = Who.of(3);
    private static final Who D = Who.of(4);
    private static final Who E = Who.of(5);

    private static CoreFixture both(int max, int upgrades) {
        return CoreFixture.with(
                o ->
                        o.maxConnected(Limit.of(max))
                                .maxOutbound(Limit.NONE)
                                .maxInbound(Limit.NONE)
                                .peersStored(Limit.NONE)
                                .withoutRetries()
                                .upgrades(upgrades));
    }

    @Test
    @Covers("PMD-01")
    void dialNext_givesAnAddressOnce() {
        var f = CoreFixture.with(o -> o).know(A);
        assertEquals(A.address(), f.dial().address());
        assertEquals(Optional.empty(), f.next());
    }

    @Test
    @Covers("PMD-02")
    void backoff_doublesToItsCap_exactly() {
        var f =
                CoreFixture.with(
                                o ->
                                        o.retryMin(Duration.ofMillis(100))
                                                .retryMax(Duration.ofMillis(500))
                                                .persistentRetryMax(Duration.ofMillis(500)))
                        .know(A);
        for (var wait : new long[] {100, 200, 400, 500, 500}) {
            f.fail(f.dial());
            f.advance(Duration.ofMillis(wait).minusNanos(1));
            assertEquals(Optional.empty(), f.next(), "too early before " + wait + " ms");
            f.advance(Duration.ofNanos(1));
        }
        assertTrue(f.next().isPresent());
    }

    @Test
    @Covers({"PMD-05", "L-1", "N-PM-01", "D-8", "D-9"})
    void nextDeadline_isTheRetry_evenWithJitterAndAtTheCap() {
        var deadlines = new HashSet<Long>();
        for (var seed = 1; seed <= 40; seed++) {
            var f =
                    CoreFixture.with(
                                    o ->
                                            o.retryMin(Duration.ofMillis(200))
                                                    .retryMax(Duration.ofMillis(200))
                                                    .persistentRetryMax(Duration.ofMillis(200))
                                                    .retryJitter(1),
                                    CoreFixture.SELF,
                                    seed)
                            .know(A);
            f.fail(f.dial());
            var deadline = f.core().nextDeadlineNanos(f.now());
            assertTrue(deadline >= 200_000_000 && deadline <= 400_000_000, "deadline: " + deadline);
            f.advance(Duration.ofNanos(deadline - 1));
            assertEquals(Optional.empty(), f.next());
            f.advance(Duration.ofNanos(1));
            assertEquals(A.address(), f.dial().address());
            deadlines.add(deadline);
        }
        assertEquals(40, deadlines.size(), "peers that failed together come back together");
    }

    @Test
    @Covers("PMD-04")
    void dialFailed_freesTheSlotForAnother() {
        var f = CoreFixture.with(o -> o.maxOutbound(Limit.of(1)).withoutRetries()).know(A, B);
        var first = f.dial();
        assertEquals(Optional.empty(), f.next());
        f.fail(first);
        assertNotEquals(first.address(), f.dial().address());
    }

    @Test
    @Covers("PL-09")
    void dialNext_duringABackOff_givesNothingAndCountsNothing() {
        var f = CoreFixture.with(o -> o.retryMin(Duration.ofSeconds(40))).know(A);
        f.fail(f.dial(A));
        for (var i = 0; i < 5; i++) {
            f.advance(Duration.ofSeconds(7));
            assertEquals(Optional.empty(), f.next());
        }
        assertEquals(1, f.peer(A).addresses().getFirst().failures());
        f.advance(Duration.ofSeconds(5)).dial(A);
    }

    @Test
    @Covers("SP-03")
    void dialNext_withoutOutboundSlots_dialsNobody_andInboundWorks() {
        var f = CoreFixture.with(o -> o.maxOutbound(Limit.of(0))).know(A, B);
        assertEquals(Optional.empty(), f.next());
        f.connectIn(A);
        assertEquals(1, f.gauge("slots.inbound"));
    }

    @Test
    @Covers({"PMD-06", "LS-02", "LS-05"})
    void disconnected_makesThePeerACandidateAgain() {
        var f = CoreFixture.with(o -> o).know(A);
        var ref = f.connectOut(A);
        f.advance(Duration.ofMinutes(1)).disconnect(ref);
        assertEquals(A.address(), f.dial().address());
    }

    @Test
    @Covers({"PMD-07", "N-PM-04", "SP-10", "SP-01", "D-10"})
    void dialing_takesASlotFromTheStart() {
        var f = both(2, 0).know(A);
        f.connectOut(A);
        f.know(B).dial(B);
        f.know(C);
        assertEquals(Optional.empty(), f.next());

        var many = CoreFixture.with(o -> o.maxOutbound(Limit.of(3)));
        for (var i = 1; i <= 30; i++) {
            many.know(Who.of(i));
        }
        for (var i = 0; i < 3; i++) {
            many.dial();
        }
        assertEquals(Optional.empty(), many.next());
        assertEquals(3, many.gauge("slots.outbound"));
    }

    @Test
    @Covers({"PMD-08", "PMD-09", "PMD-10", "PMX-04"})
    void upgrade_isDispensedOncePerSlot() {
        var f = both(2, 1).know(A);
        var a = f.connectOut(A);
        f.know(B).dial(B);
        f.know(C, 10, C.address());
        var c = f.dial(C);
        assertEquals(DialTicket.Kind.UPGRADE, c.kind());
        f.know(D, 20, D.address());
        assertEquals(Optional.empty(), f.next());
        f.ready(f.dialed(c, C));
        assertEquals(Optional.empty(), f.next(), "C still holds the place beyond the limit");

        var undispensed = new DialTicket(99, D.address(), DialTicket.Kind.NORMAL);
        assertEquals("stale-ticket", refused(f.dialed(undispensed, D)));
        assertEquals(a, f.evict().orElseThrow().peer());
        f.disconnect(a);
        assertEquals(D.address(), f.dial().address());
    }

    @Test
    @Covers("PMD-11")
    void upgrade_isNotForWorsePeers() {
        var f = both(1, 2).know(A, 10, A.address());
        f.connectOut(A);
        f.know(E, 5, E.address());
        assertEquals(Optional.empty(), f.next());
    }

    @Test
    @Covers({"PMD-12", "PMD-17", "I-5"})
    void upgrade_claimsItsVictimAlone_untilTheDialFails() {
        var f = both(1, 2).know(A);
        f.connectOut(A);
        f.know(B, 10, B.address());
        var b = f.dial(B);
        f.know(C, 5, C.address());
        assertEquals(Optional.empty(), f.next());
        f.fail(b);
        assertEquals(C.address(), f.dial().address());
    }

    @Test
    @Covers({"PMD-13", "SP-06"})
    void dialNext_neverGivesPeersThatAreDialedOrConnected() {
        var f = CoreFixture.with(o -> o).know(A);
        var a = f.dial(A);
        f.know(A, 0, A.address("20.0.0.99", 1));
        assertEquals(Optional.empty(), f.next());
        f.ready(f.dialed(a, A));
        assertEquals(Optional.empty(), f.next());
        f.know(B);
        f.connectIn(B);
        assertEquals(Optional.empty(), f.next());
    }

    @Test
    @Covers("PMD-14")
    void dialNext_triesEachAddressOnce() {
        var f =
                CoreFixture.with(PeerManagerOptionsBuilder::withoutRetries)
                        .know(A, 0, A.address(), A.address("20.0.0.99", 1))
                        .know(B, 0, B.address(), B.address("21.0.0.99", 1));
        var seen = new HashSet<NodeAddress>();
        for (var ticket = f.next(); ticket.isPresent(); ticket = f.next()) {
            assertTrue(seen.add(ticket.get().address()), "twice: " + ticket);
            f.fail(ticket.get());
        }
        assertEquals(4, seen.size());
    }

    @Test
    @Covers({"PMD-15", "PMD-16", "SP-04", "N-PM-16"})
    void dialFailed_ofAnotherTicket_changesNothing() {
        var f = CoreFixture.with(o -> o).know(A);
        var a = f.dial(A);
        f.fail(new DialTicket(a.number() + 1, A.address("20.0.0.99", 1), a.kind()));
        assertEquals("dialing", f.peer(A).state());
        assertEquals(1, f.peer(A).addresses().size());
        f.fail(new DialTicket(77, B.address(), a.kind()));
        assertFalse(f.knows(B));
        f.fail(a).fail(a);
        assertEquals(1, f.peer(A).addresses().getFirst().failures());
    }

    @Test
    @Covers({"N-PM-13", "L-2", "D-49"})
    void dialWithoutEnd_givesItsSlotBackWhenItsLeaseEnds() {
        var f =
                CoreFixture.with(o -> o.maxOutbound(Limit.of(1)).dialLease(Duration.ofSeconds(20)))
                        .know(A);
        var a = f.dial(A);
        assertEquals(Duration.ofSeconds(20).toNanos(), f.core().nextDeadlineNanos(f.now()));
        f.advance(Duration.ofSeconds(20));
        assertEquals(0, f.gauge("slots.outbound"));
        assertEquals("lease-expired", f.decision("dial-failed", A.id()).reason().code());
        assertEquals("stale-ticket", refused(f.dialed(a, A)));
    }

    @Test
    @Covers({"I-6", "N-TR-03"})
    void addressesWithoutTransport_wait_andHaveNotFailed() {
        var f = CoreFixture.with(o -> o);
        f.core().protocolsAvailable(java.util.Set.of());
        f.know(A);
        assertEquals(Optional.empty(), f.next());
        assertEquals(0, f.peer(A).addresses().getFirst().failures());
        f.core().protocolsAvailable(java.util.Set.of(dev.tendril.api.address.Protocol.MCONN));
        assertEquals(A.address(), f.dial().address());
    }

    @Test
    @Covers("N-PM-17")
    void sameCallsAndSeed_giveTheSameOrder() {
        assertEquals(order(5), order(5));
        assertNotEquals(order(5), order(6), "ties are broken by a secret");
    }

    private static String order(long seed) {
        var f = CoreFixture.with(o -> o.maxOutbound(Limit.of(20)), CoreFixture.SELF, seed);
        for (var i = 1; i <= 20; i++) {
            f.know(Who.of(i));
        }
        var order = new StringBuilder();
        for (var i = 0; i < 20; i++) {
            order.append(f.dial().address()).append('\n');
        }
        return order.toString();
    }

    @Test
    void dialGivenUpByUs_isNoFailure_butRestsALittle() {
        var f = CoreFixture.with(o -> o).know(A);
        f.core().dialFailed(f.dial(), Reason.of("stopping"), Blame.US, f.now());
        assertEquals(0, f.peer(A).addresses().getFirst().failures());
        assertEquals(Optional.empty(), f.next());
        f.advance(Duration.ofSeconds(1));
        assertTrue(f.next().isPresent());
    }

    @Test
    void wrongId_atAHearsayAddress_removesIt() {
        var f = CoreFixture.with(o -> o).know(A);
        f.core().dialFailed(f.dial(), Reason.of("wrong-node-id"), Blame.PEER, f.now());
        assertFalse(f.knows(A) && !f.peer(A).addresses().isEmpty());
    }
}
