package dev.tendril.peermanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.address.Protocol;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is told to others. */
class AdvertiseTest {

    private static final Who ASKER = Who.of(90);
    private static final Who A = Who.of(1);
    private static final Who B = Who.of(2);
    private static final Who C = Who.of(3);

    private static CoreFixture fixture() {
        return CoreFixture.with(o -> o.duplicateIp(true).strict(false));
    }

    private static List<NodeAddress> told(CoreFixture f, PeerRef to, int limit) {
        return f.core().advertise(to, limit, f.now());
    }

    @Test
    @Covers({"PMV-01", "PMV-02"})
    void everything_butTheAskersOwn_fitsIntoALargeLimit() {
        var f = fixture();
        for (var who : List.of(A, B, C)) {
            f.restore(
                    new dev.tendril.peermanager.stored.StoredPeer(
                            who.id(),
                            List.of(
                                    CoreFixture.stored(who.address(), true),
                                    CoreFixture.stored(
                                            who.address("30.1.1." + who.number(), 1), true)),
                            0,
                            CoreFixture.EPOCH,
                            java.util.Optional.empty()));
        }
        var asker = f.connectIn(ASKER);
        var all = told(f, asker, 100);
        assertEquals(6, new HashSet<>(all).size());
        assertEquals(6, all.size());
        assertEquals(4, told(f, f.connectIn(A), 100).size());
    }

    @Test
    @Covers({"PMV-03", "PMV-05", "PMV-06", "N-PEX-05"})
    void limitZero_tellsNothing_andOurOwnAddressIsNeverForgotten() {
        var f = CoreFixture.with(o -> o.external(CoreFixture.SELF.address("9.9.9.9", 26_656)));
        var asker = f.connectIn(ASKER);
        assertEquals(List.of(), told(f, asker, 0));
        assertEquals(List.of(CoreFixture.SELF.address("9.9.9.9", 26_656)), told(f, asker, 10));
        var without = fixture().knowVerified(ASKER, 0);
        assertEquals(List.of(), told(without, without.connectIn(ASKER), 10));
    }

    @Test
    void whatHasNotWorkedLately_isToldAgain_onceItWorks() {
        var f =
                CoreFixture.with(o -> o.tellWithin(Duration.ofHours(1)).strict(false))
                        .knowVerified(A, 0);
        var asker = f.connectIn(ASKER);
        assertEquals(List.of(A.address()), told(f, asker, 10));

        f.advance(Duration.ofHours(2));
        assertEquals(List.of(), told(f, asker, 10));
        assertEquals(List.of(), told(f, asker, 10));

        f.disconnect(f.connectOut(A));
        assertEquals(List.of(A.address()), told(f, asker, 10));
    }

    @Test
    @Covers("PMV-04")
    void betterPeers_areToldMoreOften() {
        var f =
                fixture()
                        .knowVerified(A, 3)
                        .knowVerified(B, 2)
                        .knowVerified(C, 1)
                        .knowVerified(ASKER, 3);
        var asker = f.connectIn(ASKER);
        var lowest = 0;
        for (var i = 0; i < 100; i++) {
            var told = told(f, asker, 2);
            assertEquals(2, told.size());
            assertFalse(told.contains(ASKER.address()));
            lowest += told.contains(C.address()) ? 1 : 0;
        }
        assertTrue(lowest <= 20, "the lowest was told " + lowest + " times");
    }

    @Test
    @Covers({"PMV-07", "N-PEX-07"})
    void ourOwnAddress_countsButDisplacesNobodyWhileThereIsRoom() {
        var own = CoreFixture.SELF.address("9.9.9.9", 26_656);
        var f = CoreFixture.with(o -> o.external(own)).knowVerified(A, 0).knowVerified(B, 0);
        var asker = f.connectIn(ASKER);
        assertEquals(2, told(f, asker, 2).size());
        assertEquals(3, told(f, asker, 3).size());
        assertEquals(3, told(f, asker, 100).size());
        assertEquals(own, told(f, asker, 2).getFirst());
    }

    @Test
    @Covers({"N-PEX-06", "D-41", "I-7"})
    void privateIds_areNeverTold_andDoNotShrinkTheAnswer() {
        var f = CoreFixture.with(o -> o.privateIds(Set.of(Who.of(6).id(), Who.of(7).id())));
        for (var i = 1; i <= 7; i++) {
            f.knowVerified(Who.of(i), 0);
        }
        var asker = f.connectIn(ASKER);
        for (var limit : new int[] {4, 5, 6, 100}) {
            var told = told(f, asker, limit);
            assertEquals(Math.min(limit, 5), told.size());
            assertTrue(told.stream().allMatch(a -> !a.nodeId().equals(Who.of(6).id())));
        }
    }

    @Test
    @Covers({"N-PM-20", "I-7"})
    void conceal_takesAPeerOutOfAnswersAtOnce_revealBringsItBack() {
        var f = fixture().knowVerified(A, 0).knowVerified(B, 0);
        var asker = f.connectIn(ASKER);
        assertEquals(2, told(f, asker, 10).size());
        assertEquals(Optional.empty(), f.core().conceal(A.id(), f.now()));
        assertEquals(List.of(B.address()), told(f, asker, 10));
        f.drain();
        assertEquals("operator", f.decision("conceal", A.id()).reason().code());
        assertEquals(Optional.empty(), f.core().reveal(A.id(), f.now()));
        assertEquals(2, told(f, asker, 10).size());
        assertEquals("not-private", f.core().reveal(A.id(), f.now()).orElseThrow().code());
        var ourselves = f.core().conceal(CoreFixture.SELF.id(), f.now());
        assertEquals("self", ourselves.orElseThrow().code());
    }

    @Test
    @Covers({"N-PEX-09", "D-14"})
    void onlyVerifiedAndSelfDeclaredAddresses_areTold() {
        var f = fixture().know(A);
        var asker = f.connectIn(ASKER);
        assertEquals(List.of(), told(f, asker, 10), "hearsay");
        var b = f.connectIn(B);
        f.core().selfDeclared(B.address(), b, f.now());
        assertEquals(List.of(B.address()), told(f, asker, 10));
        f.disconnect(b);
        assertEquals(List.of(), told(f, asker, 10), "declared, but its owner is gone");
        f.dialed(f.dial(), A);
        var a = f.next();
        assertTrue(a.isPresent() || told(f, asker, 10).contains(A.address()));
    }

    @Test
    @Covers("N-PEX-08")
    void privateRanges_areToldWithinTheirRange_localOnesOverTheirProtocol() {
        var f = fixture();
        for (var host : List.of("10.0.0.1", "192.168.0.1", "127.0.0.1", "8.8.8.8")) {
            var who = Who.of(10 + host.length());
            f.restore(
                    new dev.tendril.peermanager.stored.StoredPeer(
                            who.id(),
                            List.of(CoreFixture.stored(who.address(host, 1), true)),
                            0,
                            CoreFixture.EPOCH,
                            java.util.Optional.empty()));
        }
        f.restore(
                new dev.tendril.peermanager.stored.StoredPeer(
                        C.id(),
                        List.of(CoreFixture.stored(C.memory(), true)),
                        0,
                        CoreFixture.EPOCH,
                        java.util.Optional.empty()));
        assertEquals(Set.of("8.8.8.8"), hosts(f, 91, Who.endpoint("1.2.3.4")));
        assertEquals(Set.of("8.8.8.8", "10.0.0.1"), hosts(f, 92, Who.endpoint("10.9.9.9")));
        assertEquals(Set.of("8.8.8.8", "127.0.0.1"), hosts(f, 93, Who.endpoint("127.0.0.1")));
        assertEquals(Set.of("8.8.8.8", ""), hosts(f, 94, new Endpoint.Local(Protocol.MEMORY, "x")));
    }

    private static Set<String> hosts(CoreFixture f, int number, Endpoint at) {
        var hosts = new HashSet<String>();
        told(f, f.ready(f.accept(Who.of(number), at)), 100).forEach(a -> hosts.add(a.host()));
        return hosts;
    }

    @Test
    @Covers("N-PEX-08")
    void whatWeListenOn_isToldToItsRange_unlessItIsEverything() {
        var f = fixture();
        f.core()
                .listening(
                        List.of(
                                new Endpoint.Networked(
                                        Protocol.MCONN, InetAddress.ofLiteral("0.0.0.0"), 1),
                                new Endpoint.Networked(
                                        Protocol.MCONN, InetAddress.ofLiteral("127.0.0.1"), 2),
                                new Endpoint.Local(Protocol.MEMORY, "here")));
        assertEquals(Set.of(), hosts(f, 91, Who.endpoint("1.2.3.4")));
        assertEquals(Set.of("127.0.0.1"), hosts(f, 92, Who.endpoint("127.0.0.9")));
        assertEquals(Set.of(""), hosts(f, 93, new Endpoint.Local(Protocol.MEMORY, "x")));
        var explained = f.snapshot().selfAddresses();
        assertEquals(3, explained.size());
        assertTrue(explained.getFirst().told().contains("external_address is not set"));
    }

    @Test
    @Covers("N-PEX-11")
    void answers_areDrawnFromTheSeed() {
        assertEquals(drawn(3), drawn(3));
        assertNotEquals(drawn(3), drawn(4));
    }

    private static List<NodeAddress> drawn(long seed) {
        var f = CoreFixture.with(o -> o, CoreFixture.SELF, seed);
        for (var i = 1; i <= 50; i++) {
            f.knowVerified(Who.of(i), 0);
        }
        var asker = f.connectIn(ASKER);
        var drawn = new ArrayList<NodeAddress>();
        for (var i = 0; i < 5; i++) {
            drawn.addAll(told(f, asker, 7));
        }
        return drawn;
    }
}
