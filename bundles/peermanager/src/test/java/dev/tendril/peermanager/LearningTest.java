package dev.tendril.peermanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.peer.PeerSnapshot;
import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How addresses come into the book and leave it. */
class LearningTest {

    private static final Who A = Who.of(1);
    private static final Who B = Who.of(2);
    private static final Who C = Who.of(3);
    private static final Who TELLER = Who.of(90);

    private static int learn(CoreFixture f, PeerRef from, NodeAddress... addresses) {
        var fresh = f.core().learned(List.of(addresses), from, f.now());
        f.drain();
        return fresh;
    }

    @Test
    @Covers({"PMA-01", "PMA-02", "PMA-03"})
    void learned_addsWhatIsNew_once() {
        var f = CoreFixture.with(o -> o.strict(false));
        var first = f.connectIn(TELLER);
        var second = f.connectIn(Who.of(91));
        assertEquals(1, learn(f, first, A.address()));
        assertEquals(1, learn(f, second, A.address("30.1.1.1", 1)));
        assertEquals(2, f.peer(A).addresses().size());
        assertEquals(1, learn(f, first, B.address()));
        assertEquals(2, f.peer(A).addresses().size());
        assertEquals(0, learn(f, second, A.address()));
        assertEquals(TELLER.id().hex(), f.peer(B).addresses().getFirst().source());
    }

    @Test
    @Covers("PL-08")
    void privatePeers_areNeverAdded_andWhatTheyTellIsNotTaken() {
        var f = CoreFixture.with(o -> o.privateIds(Set.of(A.id(), TELLER.id())));
        var other = f.connectIn(Who.of(91));
        assertEquals(1, learn(f, other, A.address(), B.address()));
        assertFalse(f.knows(A));
        assertTrue(f.knows(B));
        var teller = f.connectIn(TELLER);
        assertEquals(0, learn(f, teller, C.address()));
        assertFalse(f.knows(C));
        f.core().selfDeclared(TELLER.address(), teller, f.now());
        f.drain();
        assertEquals(List.of(), f.peer(TELLER).addresses());
        assertEquals(3, f.counted.get("learn.private"));
    }

    @Test
    @Covers({"PMA-04", "N-PM-07", "N-PM-08", "D-19"})
    void prune_forgetsTheLowest_neverThePersistent() {
        var f =
                CoreFixture.with(
                        o ->
                                o.persistent(List.of(A.address(), C.address()))
                                        .maxInbound(Limit.of(0))
                                        .maxOutbound(Limit.of(1))
                                        .peersStored(Limit.of(2)));
        f.know(B, 100, B.address());
        assertFalse(f.knows(B));
        assertTrue(f.knows(A) && f.knows(C));
    }

    @Test
    @Covers({"PMA-04", "I-7"})
    void prune_ofStrangers_forgetsTheLower_whoeverCameFirst() {
        for (var lowerFirst : List.of(true, false)) {
            var f = few();
            f.know(A, 7, A.address());
            f.know(lowerFirst ? B : C, lowerFirst ? 5 : 10, (lowerFirst ? B : C).address());
            f.know(lowerFirst ? C : B, lowerFirst ? 10 : 5, (lowerFirst ? C : B).address());
            assertTrue(f.knows(A) && f.knows(C));
            assertFalse(f.knows(B), "the lowest");
        }
    }

    @Test
    @Covers("PMA-04")
    void prune_sparesWhoIsDialedOrConnected_howeverLow() {
        var f = few();
        f.know(B, -9, B.address());
        var ticket = f.dial(B);
        f.know(A, 5, A.address()).know(C, 10, C.address());
        assertTrue(f.knows(B) && f.knows(C));
        assertFalse(f.knows(A), "the lowest of the others");
        f.ready(f.dialed(ticket, B));
        f.know(A, 20, A.address());
        assertTrue(f.knows(B) && f.knows(A));
        assertFalse(f.knows(C), "the lowest of the others");
    }

    /** A node that knows two peers at most. */
    private static CoreFixture few() {
        return CoreFixture.with(
                o -> o.maxInbound(Limit.of(0)).maxOutbound(Limit.of(1)).peersStored(Limit.of(2)));
    }

    @Test
    @Covers("PMA-05")
    void addressesThatAreNone_cannotBeMade() {
        assertThrows(Exception.class, () -> NodeAddress.parse("mconn://@20.0.0.1:1"));
        assertThrows(Exception.class, () -> new NodeId(""));
        assertThrows(IllegalArgumentException.class, () -> new Protocol(""));
    }

    @Test
    @Covers({"PMA-06", "I-1"})
    void ourOwnId_isNeverInTheBook() {
        var f = CoreFixture.with(o -> o.persistent(List.of(CoreFixture.SELF.address())));
        var from = f.connectIn(TELLER);
        assertEquals(0, learn(f, from, CoreFixture.SELF.address()));
        f.know(CoreFixture.SELF);
        assertEquals(
                "self", f.core().dial(CoreFixture.SELF.address(), f.now()).orElseThrow().code());
        assertFalse(f.knows(CoreFixture.SELF));
    }

    @Test
    @Covers({"N-PM-12", "I-8", "D-14", "D-13"})
    void inventedIds_displaceNobodyVerified() {
        var f =
                CoreFixture.with(
                        o ->
                                o.maxInbound(Limit.of(5))
                                        .maxOutbound(Limit.of(5))
                                        .peersStored(Limit.of(260)));
        for (var i = 1; i <= 250; i++) {
            f.knowVerified(Who.of(i), 0);
        }
        var from = f.connectIn(Who.of(9_999));
        var invented = new ArrayList<NodeAddress>();
        for (var i = 0; i < 2_000; i++) {
            invented.add(Who.of(1_000 + i).address("77.7.7.7", 26_656));
            if (invented.size() == 100) {
                f.core().learned(invented, from, f.now());
                invented.clear();
                assertTrue(f.gauge("peers.known") <= 260);
            }
        }
        assertEquals(250, f.gauge("peers.verified"));
    }

    @Test
    @Covers({"N-PEX-03", "I-8"})
    void oneSource_andOneNetwork_haveTheirShare() {
        var f = CoreFixture.with(o -> o.hearsayPerSource(10).hearsayPerGroup(5).duplicateIp(true));
        var from = f.connectIn(TELLER);
        for (var i = 1; i <= 30; i++) {
            learn(f, from, Who.of(i).address());
        }
        assertEquals(10, f.gauge("addresses.hearsay"));
        assertTrue(f.knows(Who.of(30)), "what a source says last is kept");
        var other = f.connectIn(Who.of(91));
        for (var i = 100; i < 120; i++) {
            learn(f, other, Who.of(i).address("99.9.1." + i, 1));
        }
        assertEquals(15, f.gauge("addresses.hearsay"));
        assertTrue(f.counted.get("limit.hearsay-group") > 0);
    }

    @Test
    @Covers("N-PEX-03")
    void oneSource_hasOneAddressForEachPeerAndProtocol() {
        var f = CoreFixture.with(o -> o);
        var from = f.connectIn(TELLER);
        for (var i = 1; i <= 50; i++) {
            learn(f, from, A.address("30.1." + i + ".1", 1));
        }
        assertEquals(1, f.peer(A).addresses().size());
        assertEquals("30.1.50.1", f.peer(A).addresses().getFirst().address().host());
    }

    @Test
    @Covers("SP-08")
    void toldAddresses_areDialedAtOnce_oneOfEachSource_andStayWhenItGoes() {
        var f = CoreFixture.with(PeerManagerOptionsBuilder::withoutRetries);
        var first = f.connectIn(TELLER);
        var second = f.connectIn(Who.of(91));
        learn(f, first, A.address("30.1.1.1", 1));
        learn(f, first, A.address("30.1.1.2", 1));
        learn(f, second, A.address("30.1.1.2", 1), A.address("30.1.1.3", 1));
        f.disconnect(first).disconnect(second);
        assertEquals(2, f.peer(A).addresses().size());
        var dialed = new TreeSet<String>();
        for (var ticket = f.next(); ticket.isPresent(); ticket = f.next()) {
            dialed.add(ticket.get().address().host());
            f.fail(ticket.get());
        }
        assertEquals(Set.of("30.1.1.2", "30.1.1.3"), dialed);
    }

    @Test
    @Covers({"N-PM-07", "D-13"})
    void strangersThatComeAndGo_leaveNothing() {
        var f = CoreFixture.with(o -> o);
        for (var i = 1; i <= 500; i++) {
            f.disconnect(f.connectIn(Who.of(i)));
        }
        assertEquals(0, f.gauge("peers.known"));
    }

    @Test
    @Covers("I-7")
    void addressesThatNeverWork_areForgotten_verifiedOnesNot() {
        var f =
                CoreFixture.with(o -> o.retryMax(Duration.ofSeconds(1)).maxOutbound(Limit.of(2)))
                        .know(A)
                        .knowVerified(B, 0);
        for (var i = 0; i < 30; i++) {
            f.next().ifPresent(f::fail);
            f.next().ifPresent(f::fail);
            f.advance(Duration.ofSeconds(1));
        }
        assertFalse(f.knows(A) && !f.peer(A).addresses().isEmpty());
        assertEquals(1, f.peer(B).addresses().size());
    }

    @Test
    @Covers("W8.3-6h")
    void strict_takesRoutableAddressesOnly() {
        var strict = CoreFixture.with(o -> o.strict(true));
        var from = strict.connectIn(TELLER);
        assertEquals(0, learn(strict, from, A.address("10.0.0.1", 1), B.address("127.0.0.1", 1)));
        var lax = CoreFixture.with(o -> o.strict(false));
        var to = lax.connectIn(TELLER);
        assertEquals(2, learn(lax, to, A.address("10.0.0.1", 1), B.address("127.0.0.1", 1)));
        assertEquals(0, learn(lax, to, C.address("0.0.0.0", 1), C.address("30.1.1.1", 0)));
    }

    @Test
    void selfDeclared_isThePeersOwnClaimOnly() {
        var f = CoreFixture.with(o -> o);
        var a = f.connectIn(A);
        f.core().selfDeclared(B.address(), a, f.now());
        assertFalse(f.knows(B));
        f.core().selfDeclared(A.address(), a, f.now());
        f.core().selfDeclared(A.address("30.1.1.1", 1), a, f.now());
        assertEquals(1, f.peer(A).addresses().size());
        assertEquals("self-declared", f.peer(A).addresses().getFirst().origin());
    }

    /** A talker whose addresses lead nowhere has a smaller share than one whose are good. */
    @Test
    @Covers({"N-PEX-04", "D-14"})
    void sourceOfBadAddresses_hasASmallerShare() {
        var f = CoreFixture.with(o -> o.hearsayPerSource(16).duplicateIp(true).withoutRetries());
        var liar = f.connectIn(TELLER);
        for (var i = 1; i <= 16; i++) {
            learn(f, liar, Who.of(i).address());
            f.fail(f.dial(Who.of(i)));
        }
        var friend = f.connectIn(Who.of(91));
        for (var i = 101; i <= 140; i++) {
            learn(f, liar, Who.of(i).address());
            learn(f, friend, Who.of(i + 100).address());
        }
        var known = f.snapshot().peers();
        assertEquals(5, toldBy(known, liar));
        assertEquals(16, toldBy(known, friend));
    }

    private static long toldBy(List<PeerSnapshot> peers, PeerRef source) {
        return peers.stream()
                .flatMap(peer -> peer.addresses().stream())
                .filter(address -> address.source().equals(source.nodeId().hex()))
                .count();
    }

    @Test
    @Covers("PL-13")
    void verifiedAddress_isNotReplaced_howeverOftenOthersClaimAnotherOne() {
        var f = CoreFixture.with(o -> o.duplicateIp(true)).knowVerified(A, 0);
        for (var i = 0; i < 10; i++) {
            var from = f.connectIn(Who.of(100 + i));
            learn(f, from, A.address("77." + i + ".1.1", 26_656));
        }
        assertEquals(A.address(), f.peer(A).addresses().getFirst().address());
        assertEquals("verified", f.peer(A).addresses().getFirst().origin());
        assertEquals(A.address(), f.dial(A).address());
    }

    @Test
    @Covers("PL-11")
    void book_keepsEachAddressOnce_forgetsNobodyUnknown_andAnswersWithoutRepetition() {
        var f = CoreFixture.with(o -> o.duplicateIp(true));
        for (var i = 1; i <= 20; i++) {
            f.knowVerified(Who.of(i), 0);
        }
        for (var teller = 0; teller < 3; teller++) {
            var from = f.connectIn(Who.of(100 + teller));
            for (var i = 1; i <= 20; i++) {
                learn(f, from, Who.of(i).address());
            }
        }
        assertEquals(23, f.gauge("peers.known"));
        assertEquals(0, f.gauge("addresses.hearsay"));
        assertTrue(f.core().unpersist(Who.of(999).id(), f.now()).isPresent());
        assertEquals(23, f.gauge("peers.known"));
        var told = f.core().advertise(f.connectIn(Who.of(200)), 1_000, f.now());
        assertEquals(20, told.size());
        assertEquals(20, Set.copyOf(told).size());
    }

    @Test
    void dialed_makesTheAddressVerified() {
        var f = CoreFixture.with(o -> o).know(A);
        assertEquals("hearsay", f.peer(A).addresses().getFirst().origin());
        f.connectOut(A);
        assertEquals("verified", f.peer(A).addresses().getFirst().origin());
        assertEquals(1, f.core().known().verified());
    }

    @Test
    @Covers({"N-PM-11", "D-42"})
    void gauges_areCountedFromTheState() {
        var f = CoreFixture.with(o -> o);
        var addresses = new NodeAddress[10];
        for (var i = 0; i < addresses.length; i++) {
            addresses[i] = A.address("30.1.1." + i, 1);
        }
        f.know(A, 0, addresses);
        assertEquals(1, f.gauge("peers.known"));
        assertEquals(1, f.gauge("peers.idle"));
        assertEquals(10, f.gauge("addresses.hearsay"));
    }

    @Test
    void operatorsDial_comesFirst_limitsAside() {
        var f = CoreFixture.with(o -> o.maxOutbound(Limit.of(1))).know(A);
        f.connectOut(A);
        assertTrue(f.core().dial(B.address(), f.now()).isEmpty());
        var ticket = f.dial(B);
        assertEquals(dev.tendril.api.peer.DialTicket.Kind.OPERATOR, ticket.kind());
        assertEquals("dialing-already", f.core().dial(B.address(), f.now()).orElseThrow().code());
        f.dialed(ticket, B);
        assertEquals("connected-already", f.core().dial(B.address(), f.now()).orElseThrow().code());
    }

    @Test
    @Covers("W8.4-2")
    void namesFromPeers_areNotTaken_thoseOfTheOperatorAre() {
        var f = CoreFixture.with(o -> o.strict(false).seeds(List.of(B.address("seed.example", 1))));
        var from = f.connectIn(TELLER);
        assertEquals(0, learn(f, from, A.address("a.example", 1)));
        f.core().selfDeclared(TELLER.address("teller.example", 1), from, f.now());
        assertFalse(f.knows(A));
        assertEquals(0, f.peer(TELLER).addresses().size());
        assertEquals("seed.example", f.dial(B).address().host());
    }

    /** Neither from others nor from itself, and it is no source either. */
    @Test
    @Covers("PL-08")
    void privatePeer_isAddedFromNobodyAndTellsNothing() {
        var f = CoreFixture.with(o -> o.privateIds(Set.of(A.id())).unconditional(Set.of(A.id())));
        var teller = f.connectIn(B);
        assertEquals(0, f.core().learned(List.of(A.address()), teller, f.now()));
        assertFalse(f.knows(A));
        var secret = f.connectIn(A);
        f.core().selfDeclared(A.address(), secret, f.now());
        assertEquals(0, f.core().learned(List.of(C.address()), secret, f.now()));
        assertEquals(List.of(), f.peer(A).addresses());
        assertFalse(f.knows(C));
        assertEquals(1, f.core().learned(List.of(C.address()), teller, f.now()));
    }
}
