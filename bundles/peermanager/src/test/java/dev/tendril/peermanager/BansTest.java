package dev.tendril.peermanager;

import static dev.tendril.peermanager.CoreFixture.refused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.Behaviour.Severity;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keeping peers away: D-51, I-17. */
class BansTest {

    private static final Who A = Who.of(1);
    private static final Who B = Who.of(2);
    private static final Behaviour WORST =
            Behaviour.offence(Severity.BAN, "forged-message", "seen twice");

    private static final Reason WHY = new Reason("operator", "a test");

    @Test
    @Covers({"D-51", "I-17", "W8.2-8e"})
    void offenceOfTheWorstKind_bansIdAndAddress_howeverThePeerComesBack() {
        var f = CoreFixture.with(o -> o.banDuration(Duration.ofHours(1))).know(A);
        var a = f.connectOut(A);
        f.seen(a, WORST);
        assertEquals(a, f.evict().orElseThrow().peer());
        f.disconnect(a);
        assertEquals("banned", f.peer(A).state());
        assertEquals(Optional.empty(), f.next());
        assertEquals(
                "banned", refused(f.accept(A, Who.endpoint("77.1.1.1"))), "elsewhere, by its id");
        assertEquals("banned", refused(f.accept(B, A.endpoint())), "another id at its address");
        f.advance(Duration.ofHours(1));
        assertEquals(List.of(), f.core().bans(f.now()));
        assertEquals("idle", f.peer(A).state());
        assertTrue(f.next().isPresent());
    }

    @Test
    @Covers("D-51")
    void offenderWithAnIpv6Address_isBannedWithItsNeighboursOfOne64() {
        var f = CoreFixture.with(o -> o.duplicateIp(true));
        var a = f.ready(f.accept(A, Who.endpoint("2a01:4f8:1:2::5")));
        f.seen(a, WORST);
        f.disconnect(f.evict().orElseThrow().peer());
        var block = new BanTarget.Network("2a01:4f8:1:2:0:0:0:0/64");
        assertTrue(f.core().bans(f.now()).stream().anyMatch(ban -> ban.target().equals(block)));
        for (var neighbour : List.of("2a01:4f8:1:2::5", "2a01:4f8:1:2:ffff:ffff:ffff:ffff")) {
            assertEquals("banned", refused(f.accept(B, Who.endpoint(neighbour))), neighbour);
        }
        f.ready(f.accept(B, Who.endpoint("2a01:4f8:1:3::5")));
    }

    @Test
    void offenderWithAnIpv4Address_isBannedWithoutNeighbours() {
        var f = CoreFixture.with(o -> o.duplicateIp(true));
        var a = f.ready(f.accept(A, Who.endpoint("77.1.1.4")));
        f.seen(a, WORST);
        f.disconnect(f.evict().orElseThrow().peer());
        assertEquals("banned", refused(f.accept(B, Who.endpoint("77.1.1.4"))));
        f.ready(f.accept(B, Who.endpoint("77.1.1.5")));
    }

    @Test
    void offenderInAPrivateRange_isBannedByIdOnly() {
        var f = CoreFixture.with(o -> o.duplicateIp(true).strict(false));
        var a = f.ready(f.accept(A, Who.endpoint("127.0.0.1")));
        f.seen(a, WORST);
        f.disconnect(f.evict().orElseThrow().peer());
        assertEquals("banned", refused(f.accept(A, Who.endpoint("127.0.0.1"))));
        f.ready(f.accept(B, Who.endpoint("127.0.0.1")));
    }

    @Test
    void persistentPeer_isDisconnectedForTheWorst_butNotBanned() {
        var f = CoreFixture.with(o -> o.persistent(List.of(A.address())));
        var a = f.connectOut(A);
        f.seen(a, WORST);
        f.disconnect(f.evict().orElseThrow().peer());
        assertEquals(List.of(), f.core().bans(f.now()));
        f.advance(Duration.ofMinutes(1));
        f.dial(A);
    }

    @Test
    void operatorsBan_endsConnections_andIsTakenBack() {
        var f = CoreFixture.with(o -> o);
        var a = f.connectIn(A);
        var b = f.connectIn(B);
        var byId = new BanTarget.Id(A.id());
        var byNetwork = new BanTarget.Network(B.ip().replace(".3.4", ".0.0/16"));
        assertEquals(Optional.empty(), f.core().ban(byId, Duration.ofDays(1), WHY, f.now()));
        assertEquals(Optional.empty(), f.core().ban(byNetwork, Duration.ofHours(1), WHY, f.now()));
        assertEquals(a, f.evict().orElseThrow().peer());
        assertEquals(b, f.evict().orElseThrow().peer());
        assertEquals(byNetwork, f.core().bans(f.now()).getFirst().target());
        f.disconnect(a).disconnect(b);
        assertEquals(Optional.empty(), f.core().unban(byId, f.now()));
        assertEquals("not-banned", f.core().unban(byId, f.now()).orElseThrow().code());
        f.connectIn(A);
        assertEquals("banned", refused(f.accept(B)));
    }

    @Test
    void ban_ofNobody_isRefusedWithTheReason() {
        var f = CoreFixture.with(o -> o);
        var self = new BanTarget.Id(CoreFixture.SELF.id());
        assertEquals(
                "self", f.core().ban(self, Duration.ofDays(1), WHY, f.now()).orElseThrow().code());
        var nonsense = new BanTarget.Network("everybody");
        assertEquals(
                "not-a-network",
                f.core().ban(nonsense, Duration.ofDays(1), WHY, f.now()).orElseThrow().code());
    }

    @Test
    @Covers("PL-12")
    void bannedPeer_isNeitherDialedNorToldNorLearned_andComesBackAsNew() {
        var f = CoreFixture.with(o -> o.duplicateIp(true)).knowVerified(A, 0);
        f.core().ban(new BanTarget.Id(A.id()), Duration.ofHours(1), WHY, f.now());
        var b = f.connectIn(B);
        f.core().learned(List.of(A.address()), b, f.now());
        assertEquals("banned", f.peer(A).state());
        assertEquals(Optional.empty(), f.next());
        assertEquals(List.of(), f.core().advertise(b, 10, f.now()));
        f.advance(Duration.ofHours(1));
        assertEquals(0, f.core().known().verified());
        assertEquals(List.of(), f.core().advertise(b, 10, f.now()));
        f.ready(f.dialed(f.dial(A), A));
        assertEquals(1, f.core().known().verified());
    }

    @Test
    @Covers("D-51")
    void ban_isNotShortenedByAnOffence_norEndedByAScoreThatRecovers() {
        var f = CoreFixture.with(o -> o.banDuration(Duration.ofMinutes(1)));
        var target = new BanTarget.Id(A.id());
        var a = f.connectIn(A);
        f.core().ban(target, Duration.ofDays(10), WHY, f.now());
        f.seen(a, WORST).disconnect(a);
        f.advance(Duration.ofDays(9));
        assertEquals(0, f.peer(A).score());
        assertEquals("banned", refused(f.accept(A, Who.endpoint("77.1.1.1"))));
    }

    @Test
    void bannedNetwork_isNotDialed() {
        var f = CoreFixture.with(o -> o);
        f.core().ban(new BanTarget.Network(A.ip()), Duration.ofHours(1), WHY, f.now());
        f.know(A);
        assertEquals(Optional.empty(), f.next());
        f.core().unban(new BanTarget.Network(A.ip()), f.now());
        assertTrue(f.next().isPresent());
    }

    @Test
    @Covers("N-PM-18")
    void wallClockSetBack_makesNobodyWaitLongerThanABackOff() {
        var f = CoreFixture.with(o -> o.retryMax(Duration.ofMinutes(5)));
        var future = CoreFixture.EPOCH.plus(Duration.ofDays(400));
        var address =
                new dev.tendril.peermanager.stored.StoredAddress(
                        A.address(),
                        'h',
                        "",
                        true,
                        20,
                        Optional.of(future),
                        Optional.empty(),
                        Optional.of(future));
        f.restore(
                new dev.tendril.peermanager.stored.StoredPeer(
                        A.id(), List.of(address), 5, future, Optional.of(future)));
        assertFalse(f.next().isPresent());
        f.advance(Duration.ofMinutes(5));
        assertTrue(f.next().isPresent());
    }

    @Test
    void bannedId_heardOfLater_isKnownAsBanned() {
        var f = CoreFixture.with(o -> o);
        f.core().ban(new BanTarget.Id(A.id()), Duration.ofHours(1), WHY, f.now());
        var b = f.connectIn(B);
        f.core().learned(List.of(A.address()), b, f.now());
        assertEquals("banned", f.peer(A).state());
        assertEquals(Optional.empty(), f.next());
    }

    @Test
    void banThatWeMade_sparesPersistentPeersAtThatAddress_theOperatorsDoesNot() {
        var f = CoreFixture.with(o -> o.persistent(List.of(A.address())).duplicateIp(true));
        var b = f.ready(f.accept(B, A.endpoint()));
        var a = f.connectIn(A);
        f.seen(b, WORST);
        assertEquals(b, f.evict().orElseThrow().peer());
        assertEquals(Optional.empty(), f.evict());
        f.disconnect(b).disconnect(a);
        assertEquals("banned", refused(f.accept(Who.of(9), A.endpoint())));
        f.disconnect(f.connectIn(A)).advance(Duration.ofMinutes(1));
        f.fail(f.dial(A));
        f.core().ban(new BanTarget.Network(A.ip()), Duration.ofDays(9), WHY, f.now());
        f.advance(Duration.ofDays(1));
        assertEquals("banned", refused(f.accept(A)));
        assertEquals(Optional.empty(), f.next());
    }
}
