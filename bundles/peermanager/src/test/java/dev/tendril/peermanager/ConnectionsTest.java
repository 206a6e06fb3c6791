package dev.tendril.peermanager;

import static dev.tendril.peermanager.CoreFixture.ref;
import static dev.tendril.peermanager.CoreFixture.refused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.PeerManager;
import dev.tendril.api.peer.PeerUpdate;
import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Connections that stand: ready, evict, disconnect. */
class ConnectionsTest {

    private static final Who A = Who.of(1);
    private static final Who B = Who.of(2);
    private static final Who C = Who.of(3);

    @Test
    @Covers({"PMR-01", "PMR-02", "PMR-03"})
    void ready_saysUpOnce_withTheChannelsOfThePeer() {
        var f = CoreFixture.with(o -> o).know(B);
        var a = ref(f.accept(A));
        assertEquals("connected", f.peer(A).state());
        assertEquals(List.of(), f.updates);
        f.core().ready(a, f.now());
        f.core().ready(a, f.now());
        f.core().ready(new PeerRef(B.id(), 99), f.now());
        f.drain();
        assertEquals("ready", f.peer(A).state());
        assertEquals(1, f.updates.size());
        var up = assertInstanceOf(PeerUpdate.Up.class, f.updates.getFirst());
        assertEquals(A.info().channels(), up.peer().node().channels());
    }

    @Test
    @Covers({"PMR-04", "PMR-05", "PMR-08", "PMR-14"})
    void errored_handsThePeerOutForEvictionOnce() {
        var f = CoreFixture.with(o -> o);
        assertEquals(Optional.empty(), f.evict());
        var a = f.connectIn(A);
        assertEquals(Optional.empty(), f.evict());
        f.fatal(a);
        assertEquals(a, f.evict().orElseThrow().peer());
        f.fatal(a);
        assertEquals(Optional.empty(), f.evict());
        assertEquals("evicting", f.peer(A).state());
    }

    @Test
    @Covers({"N-PM-14", "L-2", "D-7"})
    void evictionThatIsNotCarriedOut_isHandedOutAgain() {
        var f = CoreFixture.with(o -> o);
        var a = ref(f.accept(A));
        f.fatal(a);
        assertEquals(a, f.evict().orElseThrow().peer());
        assertEquals(f.now().nanos() + Duration.ofSeconds(30).toNanos(), f.core().nextOrderNanos());
        f.advance(Duration.ofSeconds(30));
        assertEquals(a, f.evict().orElseThrow().peer());
        f.disconnect(a);
        f.advance(Duration.ofMinutes(5));
        assertEquals(Optional.empty(), f.evict());
    }

    @Test
    @Covers({"PMR-06", "PMR-07"})
    void upgrades_handTheirVictimsOut() {
        var f =
                CoreFixture.with(
                        o ->
                                o.maxInbound(Limit.of(1))
                                        .maxOutbound(Limit.of(1))
                                        .upgrades(2)
                                        .duplicateIp(true));
        f.know(A);
        var a = f.connectOut(A);
        f.know(B, 9, B.address());
        f.dialed(f.dial(B), B);
        assertEquals(a, f.evict().orElseThrow().peer());
        var c = f.connectIn(C);
        var d = Who.of(4);
        f.know(d, 9, d.address());
        f.accept(d);
        assertEquals(c, f.evict().orElseThrow().peer());
    }

    @Test
    @Covers({"PMR-09", "PMR-10", "PMR-11", "LS-03", "I-3"})
    void disconnected_saysDownOnce_andOnlyOfReadyPeers() {
        var f = CoreFixture.with(o -> o);
        f.disconnect(new PeerRef(A.id(), 5));
        assertFalse(f.knows(A));
        f.disconnect(ref(f.accept(A)));
        assertEquals(List.of(), f.updates);
        var b = f.connectIn(B);
        f.disconnect(b).disconnect(b);
        assertEquals(2, f.updates.size());
        assertInstanceOf(PeerUpdate.Down.class, f.updates.getLast());
        assertEquals(0, f.gauge("connections.in"));
    }

    @Test
    @Covers({"PMR-12", "N-PM-16", "D-22", "LS-09"})
    void lateEvents_ofAnOldConnection_changeNothing() {
        var f = CoreFixture.with(o -> o).know(A);
        var old = f.connectOut(A);
        f.advance(Duration.ofMinutes(1)).disconnect(old);
        f.dial(A);
        f.disconnect(old).fatal(old);
        assertEquals("dialing", f.peer(A).state());
        f.core().ready(old, f.now());
        assertEquals("dialing", f.peer(A).state());
        assertEquals(0, f.peer(A).score() - 1, "the stay of a minute is all it has earned");
    }

    @Test
    @Covers({"PMR-13", "N-PM-06", "D-13"})
    void errored_ofPeersNotConnected_changesNothingNowOrLater() {
        var f = CoreFixture.with(o -> o).know(A);
        for (var i = 0; i < 5; i++) {
            f.fatal(new PeerRef(Who.of(100 + i).id(), 1));
        }
        f.fatal(new PeerRef(A.id(), 1));
        assertEquals(1, f.gauge("peers.known"));
        f.connectOut(A);
        assertEquals(Optional.empty(), f.evict());
        assertEquals(0, f.peer(A).score());
    }

    @Test
    @Covers({"LS-04", "D-17"})
    void persistentPeer_isRedialedForEver() {
        var f = CoreFixture.with(o -> o.persistent(List.of(A.address())).maxOutbound(Limit.of(0)));
        for (var i = 0; i < 200; i++) {
            f.fail(f.dial(A));
            f.advance(Duration.ofMinutes(1));
        }
        var out = f.connectOut(A);
        f.advance(Duration.ofHours(1)).disconnect(out);
        var in = f.connectIn(A);
        f.advance(Duration.ofHours(1)).disconnect(in);
        f.dial(A);
    }

    @Test
    @Covers({"L-4", "D-48"})
    void aloneNode_hurriesPersistentPeersAndSeeds() {
        var f =
                CoreFixture.with(
                        o ->
                                o.persistent(List.of(A.address()))
                                        .seeds(List.of(B.address()))
                                        .aloneRetryMax(Duration.ofSeconds(10)));
        for (var i = 0; i < 12; i++) {
            f.fail(f.dial());
            f.fail(f.dial());
            f.advance(Duration.ofSeconds(10));
        }
        var c = f.connectIn(C);
        for (var i = 0; i < 3; i++) {
            f.fail(f.dial());
            f.fail(f.dial());
            f.advance(Duration.ofMinutes(1));
        }
        f.fail(f.dial()).fail(f.dial());
        f.advance(Duration.ofSeconds(10));
        assertEquals(Optional.empty(), f.next(), "somebody is connected: the long wait holds");
        f.disconnect(c).advance(Duration.ofSeconds(10));
        f.dial();
        f.dial();
    }

    @Test
    @Covers({"LS-06", "I-4", "W8.2-8d", "D-39"})
    void inbound_upToTheLimit_exemptPeersBeyondIt() {
        var f =
                CoreFixture.with(
                        o ->
                                o.maxInbound(Limit.of(1))
                                        .unconditional(Set.of(B.id()))
                                        .persistent(List.of(C.address())));
        f.connectIn(A);
        assertEquals("inbound-full", refused(f.accept(Who.of(9))));
        f.connectIn(B);
        f.connectIn(C);
        assertEquals(1, f.gauge("slots.inbound"));
        assertEquals(2, f.gauge("slots.exempt"));
    }

    @Test
    @Covers("SP-11")
    void inboundAndOutbound_haveSlotsOfTheirOwn() {
        var f =
                CoreFixture.with(
                        o ->
                                o.maxInbound(Limit.of(1))
                                        .maxOutbound(Limit.of(1))
                                        .unconditional(Set.of(Who.of(9).id())));
        f.know(A);
        var a = f.connectOut(A);
        f.know(C);
        assertEquals(Optional.empty(), f.next(), "outbound is full");
        f.connectIn(B);
        assertEquals("inbound-full", refused(f.accept(Who.of(8))));
        f.connectIn(Who.of(9));
        f.disconnect(a);
        assertEquals(C.address(), f.dial().address(), "although inbound is full");
    }

    @Test
    @Covers({"LS-11", "W8.2-8b"})
    void secondConnectionOfAnIp_isRefusedBeforeTheHandshake_unlessAllowed() {
        var f = CoreFixture.with(o -> o);
        f.connectIn(A);
        assertEquals("duplicate-ip", refused(f.accept(B, A.endpoint())));
        assertEquals(0, f.gauge("slots.handshake"));
        var g = CoreFixture.with(o -> o.duplicateIp(true));
        g.connectIn(A);
        g.ready(g.accept(B, A.endpoint()));
    }

    @Test
    @Covers({"D-36", "D-49", "I-4"})
    void handshakes_areLimited_andTheirSlotsComeBack() {
        var f = CoreFixture.with(o -> o.maxHandshakes(2));
        f.core().screen(A.endpoint(), Optional.empty(), f.now());
        f.core().screen(B.endpoint(), Optional.empty(), f.now());
        assertEquals("handshakes-full", refused(f.accept(C)));
        f.advance(Duration.ofMinutes(2));
        assertEquals(0, f.gauge("slots.handshake"));
        f.connectIn(C);
    }

    @Test
    @Covers({"N-PM-20", "D-50"})
    void limitsLowered_endTheLowest_raised_wakeDialing() {
        var f = CoreFixture.with(o -> o.maxOutbound(Limit.of(2))).know(A, 5, A.address());
        f.connectOut(A);
        f.know(B);
        var b = f.connectOut(B);
        f.know(C);
        assertEquals(Optional.empty(), f.next());
        f.core()
                .rules(
                        CoreFixture.rules(CoreFixture.calm().maxOutbound(Limit.of(1)).build()),
                        f.now());
        var eviction = f.drain().evict().orElseThrow();
        assertEquals(b, eviction.peer());
        assertEquals("over-limit", eviction.reason().code());
        assertEquals(Optional.empty(), f.evict());
        f.disconnect(b);
        f.core()
                .rules(
                        CoreFixture.rules(CoreFixture.calm().maxOutbound(Limit.of(3)).build()),
                        f.now());
        assertTrue(f.next().isPresent());
    }

    @Test
    @Covers("I-3")
    void adopted_keepTheirNumbers_andNewOnesAreNeverThose() {
        var f = CoreFixture.with(o -> o);
        var ref = new PeerRef(A.id(), 41);
        f.core()
                .adopt(
                        List.of(
                                new PeerManager.Adopted(
                                        ref,
                                        f.facts(A, dev.tendril.api.address.Direction.OUTBOUND))),
                        f.now());
        f.drain();
        assertEquals(ref, f.updates.getFirst().ref());
        assertEquals("ready", f.peer(A).state());
        assertEquals(1, f.gauge("slots.outbound"));
        assertTrue(f.connectIn(B).connection() > 1_000_000);
        f.core().disconnected(ref, Reason.of("eof"), Blame.NOBODY, f.now());
        assertEquals(0, f.gauge("slots.outbound"));
    }

    @Test
    void seed_thatAnswersAndCloses_hasSucceeded_andIsAskedLessOften() {
        var f = CoreFixture.with(o -> o.seeds(List.of(A.address())));
        var ref = f.connectOut(A);
        f.core().learned(List.of(B.address()), ref, f.now());
        f.disconnect(ref);
        assertEquals(0, f.peer(A).addresses().getFirst().failures());
        assertEquals(B.address(), f.dial().address(), "somebody else comes before the seed");
        assertEquals(Optional.empty(), f.next());
    }

    @Test
    @Covers({"W8.2-1", "W8.2-8", "N-CT-02", "N-CT-03", "N-CT-04"})
    void oneAddress_cannotTakeAllHandshakes_andItsSlotsComeBack() {
        var f = CoreFixture.with(o -> o.duplicateIp(true));
        for (var i = 0; i < 10; i++) {
            f.core().screen(Who.endpoint("2001:db9::" + i), Optional.empty(), f.now());
        }
        assertEquals("handshakes-of-address", refused(f.accept(A, Who.endpoint("2001:db9::ff"))));
        assertEquals(1, f.counted.get("limit.handshakes-of-address"));
        assertEquals(10, f.gauge("slots.handshake"));
        f.ready(f.accept(A, Who.endpoint("2001:db9:0:1::1")));
        f.advance(Duration.ofMinutes(2));
        assertEquals(0, f.gauge("slots.handshake"));
        f.ready(f.accept(B, Who.endpoint("2001:db9::ff")));
        for (var i = 0; i < 20; i++) {
            f.core().screen(Who.endpoint("127.0.0.1"), Optional.empty(), f.now());
        }
        assertEquals(20, f.gauge("slots.handshake"), "a machine is no stranger to itself");
    }
}
