package dev.tendril.peermanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.Behaviour.Severity;
import dev.tendril.peermanager.policy.Standing;
import dev.tendril.peermanager.policy.StandingRules;
import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What behaviour does to peers. */
class StandingTest {

    private static final Who A = Who.of(1);
    private static final Who B = Who.of(2);
    private static final Who C = Who.of(3);

    private static final Behaviour GOOD = Behaviour.merit(1, "useful");

    private static Behaviour bad(Severity severity) {
        return Behaviour.offence(severity, "bad", "");
    }

    @Test
    @Covers({"PMC-01", "PMC-02", "PMC-03", "PMC-04"})
    void merits_raiseTheScore_offencesLowerIt_oneByOne() {
        var f = CoreFixture.with(o -> o);
        var a = f.connectIn(A);
        assertEquals(0, f.peer(A).score());
        for (var n = 1; n <= 9; n++) {
            assertEquals(n, f.seen(a, GOOD).peer(A).score());
        }
        for (var n = 1; n <= 4; n++) {
            assertEquals(9 - 2 * n, f.seen(a, bad(Severity.MINOR)).peer(A).score());
        }
    }

    @Test
    @Covers("PMC-05")
    void score_neverReachesThatOfAPersistentPeer() {
        var f =
                CoreFixture.with(o -> o.persistent(List.of(B.address())))
                        .know(A, 1_000_000, A.address());
        var a = f.connectIn(A);
        f.seen(a, GOOD);
        assertEquals(f.peer(B).score() - 1, f.peer(A).score());
    }

    @Test
    @Covers("D-18")
    void score_isBounded_howeverMuchHappens() {
        var f = CoreFixture.with(o -> o.persistent(List.of(C.address())));
        var a = f.connectIn(A);
        var b = f.connectIn(B);
        var c = f.connectIn(C);
        for (var i = 0; i < 5_000; i++) {
            f.seen(a, bad(Severity.MAJOR)).seen(c, bad(Severity.MAJOR));
        }
        assertEquals(-1_000, f.peer(A).score());
        assertEquals(1_000, f.peer(C).score(), "whoever is persistent stays the best");
        for (var i = 0; i < 5_000; i++) {
            f.seen(b, Behaviour.merit(10, "useful"));
        }
        assertTrue(f.peer(B).score() <= 20, "one source gives no more than its budget");
        assertTrue(f.counted.get("limit.merit") > 0);
    }

    @Test
    @Covers("D-18")
    void standing_ofExtremes_staysInOrderAndWithinItsBounds() {
        var rules = StandingRules.DEFAULT;
        var late = Long.MAX_VALUE;
        var best = Standing.NONE.plus(Double.MAX_VALUE, 0, rules).plus(Double.MAX_VALUE, 0, rules);
        var worst = Standing.NONE.plus(-Double.MAX_VALUE, 0, rules).plus(-1e308, 0, rules);
        assertEquals(999, best.score(0, rules));
        assertEquals(-1_000, worst.score(0, rules));
        assertTrue(best.rank(rules) > 0 && worst.rank(rules) < 0);
        assertEquals(0, best.score(late, rules));
        assertEquals(999, worst.plus(Integer.MAX_VALUE, late, rules).score(late, rules));
        assertEquals(-1_000, best.plus(Integer.MIN_VALUE, late, rules).score(late, rules));
    }

    @Test
    @Covers("D-18")
    void storedScores_outOfBounds_areTakenWithinThem() {
        var f = CoreFixture.with(o -> o.persistent(List.of(C.address())));
        f.know(A, Double.MAX_VALUE, A.address()).know(B, -Double.MAX_VALUE, B.address());
        assertEquals(999, f.peer(A).score());
        assertEquals(-1_000, f.peer(B).score());
        f.dial(C);
        f.dial(A);
        f.dial(B);
    }

    @Test
    @Covers("D-21")
    void minorOffences_endAConnectionOnlyInNumbers_evenWhenFull() {
        var f = CoreFixture.with(o -> o.maxInbound(Limit.of(1)));
        var a = f.connectIn(A);
        for (var i = 0; i < 10; i++) {
            f.seen(a, bad(Severity.MINOR));
        }
        assertEquals(Optional.empty(), f.evict());
        for (var i = 0; i < 10; i++) {
            f.seen(a, bad(Severity.MINOR));
        }
        assertEquals("low-standing", f.evict().orElseThrow().reason().code());
    }

    @Test
    @Covers("D-21")
    void majorOffences_endAConnectionAfterAFew_butNotOfPersistentPeers() {
        var f = CoreFixture.with(o -> o.persistent(List.of(B.address())).duplicateIp(true));
        var a = f.connectIn(A);
        var b = f.connectIn(B);
        for (var i = 0; i < 3; i++) {
            f.seen(a, bad(Severity.MAJOR)).seen(b, bad(Severity.MAJOR));
        }
        assertEquals(a, f.evict().orElseThrow().peer());
        assertEquals(Optional.empty(), f.evict());
        f.fatal(b);
        assertEquals(b, f.evict().orElseThrow().peer(), "a violation of the protocol ends any");
    }

    @Test
    void offender_isKeptAwayForAWhile() {
        var f = CoreFixture.with(o -> o.offencePause(Duration.ofMinutes(10))).know(A);
        var a = f.connectOut(A);
        f.fatal(a).evict();
        f.disconnect(a);
        assertEquals("inactive", f.peer(A).state());
        assertEquals(Optional.empty(), f.next());
        assertEquals("left-alone", CoreFixture.refused(f.accept(A)));
        f.advance(Duration.ofMinutes(10));
        f.connectIn(A);
    }

    @Test
    void standing_halvesWithItsHalfLife() {
        var f = CoreFixture.with(o -> o).know(A, 40, A.address()).know(B, -40, B.address());
        f.advance(Duration.ofHours(6));
        assertEquals(20, f.peer(A).score());
        assertEquals(-20, f.peer(B).score());
        f.advance(Duration.ofDays(30));
        assertEquals(0, f.peer(A).score());
    }

    @Test
    void merit_changesWhoIsEvicted() {
        var f = CoreFixture.with(o -> o.maxInbound(Limit.of(2)).upgrades(1).duplicateIp(true));
        var a = f.connectIn(A);
        var b = f.connectIn(B);
        var worse = worst(f, a, b);
        var other = worse.equals(a) ? b : a;
        f.seen(worse, GOOD);
        f.know(Who.of(3), 50, Who.of(3).address());
        f.connectIn(Who.of(3));
        assertEquals(other, f.evict().orElseThrow().peer());
    }

    /** Whom the same newcomer would have ended without the merit. */
    private static PeerRef worst(CoreFixture like, PeerRef a, PeerRef b) {
        var f = CoreFixture.with(o -> o.maxInbound(Limit.of(2)).upgrades(1).duplicateIp(true));
        f.connectIn(A);
        f.connectIn(B);
        f.know(Who.of(3), 50, Who.of(3).address());
        f.connectIn(Who.of(3));
        return f.evict().orElseThrow().peer().equals(a) ? a : b;
    }

    @Test
    @Covers({"D-20", "L-7", "I-5", "SP-02"})
    void upgrades_needAMargin_aPermitAndAnOldVictim() {
        var f =
                CoreFixture.with(
                                o ->
                                        o.maxOutbound(Limit.of(1))
                                                .upgrades(1)
                                                .upgradeMargin(5)
                                                .upgradeAge(Duration.ofMinutes(1))
                                                .upgradeInterval(Duration.ofMinutes(10)))
                        .know(A);
        f.connectOut(A);
        f.know(B, 4, B.address()).advance(Duration.ofMinutes(2));
        assertEquals(Optional.empty(), f.next(), "the margin is missing");
        var c = Who.of(3);
        f.know(c, 30, c.address());
        f.ready(f.dialed(f.dial(c), c));
        f.disconnect(f.evict().orElseThrow().peer());
        var d = Who.of(4);
        f.know(d, 60, d.address()).advance(Duration.ofMinutes(9));
        assertEquals(Optional.empty(), f.next(), "the permit is missing");
        f.advance(Duration.ofMinutes(1));
        assertTrue(f.next().isPresent());
    }

    @Test
    @Covers({"I-5", "D-20"})
    void upgrade_leavesAYoungConnectionAlone() {
        var f =
                CoreFixture.with(
                                o ->
                                        o.maxOutbound(Limit.of(1))
                                                .upgrades(1)
                                                .upgradeAge(Duration.ofMinutes(1)))
                        .know(A);
        f.connectOut(A);
        f.know(B, 30, B.address()).advance(Duration.ofSeconds(59));
        assertEquals(Optional.empty(), f.next());
        f.advance(Duration.ofSeconds(1));
        assertEquals(B.address(), f.dial().address());
    }

    @Test
    @Covers({"L-7", "D-20"})
    void twoPeers_cannotDisplaceEachOtherForEver() {
        var f =
                CoreFixture.with(
                                o ->
                                        o.maxOutbound(Limit.of(1))
                                                .upgrades(1)
                                                .upgradeInterval(Duration.ofMinutes(1)))
                        .know(A)
                        .know(B);
        var upgrades = 0;
        for (var second = 0; second < 3_600; second++) {
            f.advance(Duration.ofSeconds(1));
            var ticket = f.next();
            if (ticket.isPresent()) {
                upgrades +=
                        ticket.get().kind() == dev.tendril.api.peer.DialTicket.Kind.UPGRADE ? 1 : 0;
                var who = ticket.get().address().nodeId().equals(A.id()) ? A : B;
                f.seen(f.ready(f.dialed(ticket.get(), who)), bad(Severity.MINOR));
            }
            f.evict().ifPresent(e -> f.disconnect(e.peer()));
        }
        assertTrue(upgrades > 0 && upgrades <= 60, "upgrades in an hour: " + upgrades);
    }

    @Test
    @Covers("PMC-07")
    void ranking_isDescending_beyondAByteToo() {
        for (var scores : new int[][] {{100, -100}, {0, -100}, {300, 256}}) {
            var f =
                    CoreFixture.with(o -> o)
                            .know(B, scores[1], B.address())
                            .know(A, scores[0], A.address());
            assertEquals(A.address(), f.dial().address());
            assertEquals(scores[0], f.peer(A).score());
        }
    }

    @Test
    @Covers("PMC-06")
    void inactivePeer_comesAfterAnActiveOneOfTheSameScore() {
        var f = CoreFixture.with(o -> o).know(A);
        f.dialed(f.dial(A), A.on("other-chain"));
        f.know(B);
        assertEquals(B.address(), f.dial().address());
        assertEquals(Optional.empty(), f.next());
        assertFalse(f.peer(A).nextDial().isPresent());
    }

    @Test
    @Covers({"N-PM-02", "D-11"})
    void failures_changeTheOrderAtOnce() {
        var f = CoreFixture.with(o -> o.retryMin(Duration.ofMillis(1)).maxOutbound(Limit.of(3)));
        f.know(A);
        for (var i = 0; i < 5; i++) {
            f.fail(f.dial(A)).advance(Duration.ofSeconds(1));
        }
        f.know(B).know(Who.of(3));
        f.dial();
        f.dial();
        assertEquals(A.address(), f.dial().address());
    }
}
