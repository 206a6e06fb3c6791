package dev.tendril.peermanager;

import static dev.tendril.peermanager.CoreFixture.ref;
import static dev.tendril.peermanager.CoreFixture.refused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.api.peer.PeerFacts;
import dev.tendril.api.peer.Screening;
import dev.tendril.api.transport.Handshake;
import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How dials and accepts end. */
class OutcomeTest {

    private static final Who A = Who.of(1);
    private static final Who B = Who.of(2);
    private static final Who C = Who.of(3);
    private static final Who D = Who.of(4);

    private static CoreFixture both(int max, int upgrades) {
        return CoreFixture.with(
                o ->
                        o.maxConnected(Limit.of(max))
                                .maxOutbound(Limit.NONE)
                                .maxInbound(Limit.NONE)
                                .peersStored(Limit.NONE)
                                .upgrades(upgrades));
    }

    @Test
    @Covers({"PMX-01", "PMI-05"})
    void connectedPeer_isNotConnectedAgain() {
        var f = CoreFixture.with(o -> o.duplicateIp(true)).know(A);
        var ticket = f.dial(A);
        f.ready(f.dialed(ticket, A));
        assertEquals("stale-ticket", refused(f.dialed(ticket, A)));
        assertEquals("duplicate", refused(f.accept(A)));
    }

    @Test
    @Covers({"PMX-02", "PMI-04", "I-2", "SP-09"})
    void acceptedWhileDialing_theDialFailsWithoutBlame() {
        var f = CoreFixture.with(o -> o).know(A);
        var ticket = f.dial(A);
        f.connectIn(A);
        assertEquals("duplicate", refused(f.dialed(ticket, A)));
        assertEquals("ready", f.peer(A).state());
        assertEquals(0, f.peer(A).addresses().getFirst().failures());
        assertEquals(0, f.gauge("slots.outbound"));
    }

    @Test
    @Covers({"PMX-03", "PMX-05"})
    void dialNeverDispensed_isRefused() {
        var f = CoreFixture.with(o -> o).know(A);
        var made = new DialTicket(9, A.address(), DialTicket.Kind.NORMAL);
        assertEquals("stale-ticket", refused(f.dialed(made, A)));
        var unknown = new DialTicket(10, B.address(), DialTicket.Kind.NORMAL);
        assertEquals("stale-ticket", refused(f.dialed(unknown, B)));
    }

    @Test
    @Covers("SP-05")
    void outboundIsWhomWeDial_inboundIsLimited_andOnlyConnectionsDisconnect() {
        var f = CoreFixture.with(o -> o.maxInbound(Limit.of(2)).upgrades(0)).know(A, B);
        assertEquals(
                "stale-ticket",
                refused(f.dialed(new DialTicket(9, A.address(), DialTicket.Kind.NORMAL), A)));
        var b = f.connectIn(B);
        f.connectIn(C);
        assertEquals("inbound-full", refused(f.accept(D)));
        f.disconnect(new PeerRef(B.id(), b.connection() + 7)).disconnect(new PeerRef(A.id(), 1));
        assertEquals("ready", f.peer(B).state());
        assertEquals(2, f.gauge("slots.inbound"));
        assertEquals("inbound-full", refused(f.accept(D)));
        f.disconnect(b).disconnect(b);
        assertEquals(1, f.gauge("slots.inbound"));
        f.connectIn(D);
    }

    @Test
    @Covers("PMX-06")
    void upgrade_dialed_endsItsVictim_whichServesNobodyElse() {
        var f = both(1, 2).know(A);
        var a = f.connectOut(A);
        f.know(B, 10, B.address()).know(C, 5, C.address());
        f.ready(f.dialed(f.dial(B), B));
        assertEquals(Optional.empty(), f.next());
        assertEquals(a, f.evict().orElseThrow().peer());
        assertEquals("upgraded", f.peer(A).lastReason().orElseThrow().code());
    }

    @Test
    @Covers("PMX-07")
    void upgrade_dialed_endsWhoeverIsLowestThen() {
        var f = both(2, 1).know(A, 5, A.address());
        var a = f.connectOut(A);
        f.know(B, 2, B.address());
        f.connectOut(B);
        f.know(C, 10, C.address());
        var c = f.dial(C);
        f.disconnect(a);
        f.know(D, 1, D.address());
        var d = f.ready(f.accept(D));
        f.ready(f.dialed(c, C));
        assertEquals(d, f.evict().orElseThrow().peer());
        assertEquals(Optional.empty(), f.evict());
    }

    @Test
    @Covers("PMX-08")
    void upgrade_dialed_endsNobodyWhenThereIsRoom() {
        var f = both(2, 1).know(A, 1, A.address());
        f.connectOut(A);
        f.know(B, 2, B.address());
        var b = f.connectOut(B);
        f.know(C, 10, C.address());
        var c = f.dial(C);
        f.disconnect(b);
        f.ready(f.dialed(c, C));
        assertEquals(Optional.empty(), f.evict());
        assertEquals(0, f.gauge("slots.upgrade"));
    }

    @Test
    @Covers({"PMI-01", "LS-01", "W8.2-7k"})
    void ourOwnId_isRefused() {
        var f = CoreFixture.with(o -> o);
        assertEquals("self", refused(f.accept(CoreFixture.SELF)));
        assertFalse(f.knows(CoreFixture.SELF));
    }

    @Test
    @Covers("RA-12")
    void acceptedWithoutACommonChannel_isRefusedAndNotRemembered() {
        var f = CoreFixture.with(o -> o);
        var passed = (Screening.Passed) f.core().screen(A.endpoint(), Optional.empty(), f.now());
        var info = A.info().withChannels(List.of(new ChannelId(99)));
        var facts =
                new PeerFacts(
                        CoreFixture.SELF.info(),
                        new Handshake(info, A.key()),
                        A.endpoint(),
                        Direction.INBOUND);
        var admission = f.core().accepted(passed.ticket(), facts, Optional.empty(), f.now());
        assertEquals("no-common-channel", refused(admission));
        assertFalse(f.knows(A));
    }

    @Test
    @Covers({"PMI-02", "PMI-03", "W8.2-8a"})
    void accepted_once_andRemembered() {
        var f = CoreFixture.with(o -> o.duplicateIp(true)).know(A);
        f.connectIn(A);
        assertEquals("duplicate", refused(f.accept(A)));
        f.connectIn(B);
        assertTrue(f.knows(B));
        assertEquals(0, f.peer(B).addresses().size());
    }

    @Test
    @Covers({"PMI-06", "I-18", "N-PM-09"})
    void accepted_beyondTheLimit_isRefusedAndChangesNothing() {
        var f = both(2, 0).know(C);
        f.fail(f.dial(C)).fail(f.advance(Duration.ofSeconds(1)).dial(C));
        f.connectIn(A);
        f.connectIn(B);
        var before = f.peer(C);
        var gauges = f.snapshot().gauges();
        assertEquals("inbound-full", refused(f.accept(C)));
        assertEquals(before, f.peer(C));
        assertEquals(2, f.peer(C).addresses().getFirst().failures());
        assertEquals(gauges, f.snapshot().gauges());
    }

    @Test
    @Covers({"PMI-07", "PMI-08"})
    void accepted_beyondTheLimit_takesTheWorseOnesPlace() {
        var f =
                both(1, 1)
                        .know(B, 0, B.address())
                        .know(C, 10, C.address())
                        .know(D, 20, D.address());
        var a = f.connectIn(A);
        assertEquals("inbound-full", refused(f.accept(B)));
        f.connectIn(C);
        assertEquals("inbound-full", refused(f.accept(B)));
        assertEquals("inbound-full", refused(f.accept(D)));
        assertEquals(a, f.evict().orElseThrow().peer());
        f.disconnect(a);
        assertEquals("inbound-full", refused(f.accept(B)));
        f.connectIn(D);
    }

    @Test
    @Covers("PMI-09")
    void accepted_whileBeingDialedAsUpgrade_takesThatUpgrade() {
        var f = both(1, 1).know(A);
        var a = f.connectOut(A);
        f.know(B, 10, B.address());
        var b = f.dial(B);
        f.know(C, 20, C.address());
        assertEquals("inbound-full", refused(f.accept(C)));
        f.connectIn(B);
        assertEquals(a, f.evict().orElseThrow().peer());
        assertEquals("duplicate", refused(f.dialed(b, B)));
        f.disconnect(a);
        assertEquals(0, f.gauge("slots.upgrade"));
        assertEquals(1, f.gauge("slots.inbound") + f.gauge("slots.outbound"));
    }

    @Test
    @Covers({"PMI-10", "D-38"})
    void inboundStrangers_leaveAfterTheirTime() {
        var f = CoreFixture.with(o -> o.inboundAge(Duration.ofMillis(10)));
        var first = f.connectIn(A);
        f.advance(Duration.ofMillis(5));
        assertEquals(Optional.empty(), f.evict());
        f.disconnect(first);
        var second = f.connectIn(A);
        f.advance(Duration.ofMillis(9));
        assertEquals(Optional.empty(), f.evict());
        f.advance(Duration.ofMillis(1));
        assertEquals(second, f.evict().orElseThrow().peer());
    }

    @Test
    @Covers({"N-PM-05", "D-12"})
    void incompatiblePeer_isLeftAloneForAWhile() {
        var f = CoreFixture.with(o -> o.inactive(Duration.ofMinutes(30))).knowVerified(A, 0);
        assertEquals("network", refused(f.dialed(f.dial(A), A.on("other-chain"))));
        assertEquals("inactive", f.peer(A).state());
        var b = f.connectIn(B);
        assertEquals(0, f.core().advertise(b, 10, f.now()).size(), "and not told on");
        f.advance(Duration.ofMinutes(29));
        assertEquals(Optional.empty(), f.next());
        f.advance(Duration.ofMinutes(1));
        assertTrue(f.next().isPresent());
    }

    @Test
    @Covers({"N-RT-04", "D-6", "I-2"})
    void simultaneousDials_ofTendrilNodes_keepTheDialOfTheLowerId() {
        var nodes = Who.inOrder(2);
        var low = nodes.get(0).tendril();
        var high = nodes.get(1).tendril();

        var atLow = CoreFixture.with(o -> o, low, 1).know(high);
        var dial = atLow.dial(high);
        var inbound = atLow.connectIn(high);
        var admitted = (dev.tendril.api.peer.Admission.Admitted) atLow.dialed(dial, high);
        assertEquals(Optional.of(inbound), admitted.replaces());

        var atHigh = CoreFixture.with(o -> o, high, 1).know(low);
        var other = atHigh.dial(low);
        atHigh.connectIn(low);
        assertEquals("duplicate", refused(atHigh.dialed(other, low)));
        assertEquals(0, atHigh.peer(low).addresses().getFirst().failures());
    }

    @Test
    @Covers({"N-RT-04", "LS-08", "I-11", "D-43"})
    void replacedConnection_goesDownBeforeTheNewOneComesUp() {
        var nodes = Who.inOrder(2);
        var f =
                CoreFixture.with(o -> o.duplicateIp(true), nodes.get(1).tendril(), 1)
                        .know(nodes.get(0));
        var low = nodes.get(0).tendril();
        var old = f.connectOut(low);
        var admission = (dev.tendril.api.peer.Admission.Admitted) f.accept(low);
        assertEquals(Optional.of(old), admission.replaces());
        var fresh = f.ready(admission);
        f.disconnect(old);
        assertEquals(
                java.util.List.of("Up " + old, "Down " + old, "Up " + fresh),
                f.updates.stream().map(u -> u.getClass().getSimpleName() + " " + u.ref()).toList());
        assertEquals("ready", f.peer(low).state());
        assertEquals(
                1, f.snapshot().peers().stream().filter(p -> p.connection().isPresent()).count());
        assertEquals(0, f.gauge("slots.exempt"));
    }

    @Test
    @Covers("N-RT-04")
    void simultaneousDials_withOthers_keepTheFirst() {
        for (var who : Who.inOrder(2)) {
            var f = CoreFixture.with(o -> o).know(who);
            var dial = f.dial(who);
            var inbound = f.connectIn(who);
            assertEquals("duplicate", refused(f.dialed(dial, who)));
            assertEquals(inbound, f.peer(who).connection().orElseThrow().ref());
        }
    }

    @Test
    @Covers({"N-PM-15", "D-5"})
    void peerThatClosesEarly_backsOffAsIfItHadFailed() {
        var f = CoreFixture.with(o -> o).know(A);
        for (var failures = 1; failures <= 5; failures++) {
            var ref = ref(f.dialed(f.dial(A), A));
            f.disconnect(ref);
            assertEquals(failures, f.peer(A).addresses().getFirst().failures());
            assertEquals("closed-early", f.peer(A).lastReason().orElseThrow().code());
            assertEquals(Optional.empty(), f.next());
            f.advance(Duration.ofSeconds(1L << (failures - 1)));
        }
        var stayed = f.connectOut(A);
        f.advance(Duration.ofSeconds(30)).disconnect(stayed);
        assertEquals(0, f.peer(A).addresses().getFirst().failures());
    }

    @Test
    @Covers("D-12")
    void incompatiblePeer_isSetAside_howeverOftenItHasFailedBefore() {
        var f = CoreFixture.with(o -> o.retryMax(Duration.ofSeconds(1))).know(A);
        for (var i = 0; i < 11; i++) {
            f.fail(f.dial(A)).advance(Duration.ofSeconds(1));
        }
        assertEquals("network", refused(f.dialed(f.dial(A), A.on("other-chain"))));
        assertEquals("inactive", f.peer(A).state());
    }
}
