package dev.tendril.peermanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.Direction;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.peer.PeerManager;
import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Places that are counted apart, when others are full and when rules change meanwhile. */
class ExemptPlacesTest {

    private static final Who A = Who.of(1);
    private static final Who B = Who.of(2);
    private static final Who C = Who.of(3);

    @Test
    @Covers({"L-1", "N-PM-08"})
    void unconditionalPeer_isDialed_thoughABetterOneWaitsForAPlace() {
        var f =
                CoreFixture.with(o -> o.maxOutbound(Limit.of(1)).unconditional(Set.of(C.id())))
                        .know(A)
                        .know(B, 50, B.address())
                        .know(C);
        var dialed = Set.of(f.dial().address(), f.dial().address());
        assertEquals(Set.of(B.address(), C.address()), dialed);
        assertEquals(Optional.empty(), f.next());
        assertEquals(1, f.gauge("slots.outbound"));
        assertEquals(1, f.gauge("slots.exempt"));
    }

    @Test
    @Covers({"I-4", "N-PM-20"})
    void persistWhileDialing_freesThePlaceForAnother() {
        var f = CoreFixture.with(o -> o.maxOutbound(Limit.of(1))).know(A, B);
        var first = f.dial();
        var who = first.address().equals(A.address()) ? A : B;
        var other = who.equals(A) ? B : A;
        assertEquals(Optional.empty(), f.core().persist(who.address(), f.now()));
        f.drain();
        assertEquals(1, f.gauge("slots.exempt"));
        assertEquals(other.address(), f.dial().address());
        f.ready(f.dialed(first, who));
        assertEquals(1, f.gauge("slots.exempt"));
        assertEquals(1, f.gauge("slots.outbound"));
    }

    @Test
    @Covers({"I-4", "N-PM-20"})
    void unpersistWhileDialing_takesARegularPlace() {
        var f = CoreFixture.with(o -> o.maxOutbound(Limit.of(1)).persistent(List.of(A.address())));
        f.know(B);
        var ticket = f.dial(A);
        assertEquals(Optional.empty(), f.core().unpersist(A.id(), f.now()));
        f.drain();
        assertEquals(Optional.empty(), f.next());
        f.ready(f.dialed(ticket, A));
        assertEquals(1, f.gauge("slots.outbound"));
        assertEquals(0, f.gauge("slots.exempt"));
    }

    @Test
    @Covers({"D-51", "I-17"})
    void adoptedConnection_ofABannedPeer_isEnded() {
        var f = CoreFixture.with(o -> o);
        f.core().ban(new BanTarget.Id(A.id()), Duration.ofHours(1), Reason.of("test"), f.now());
        var ref = CoreFixture.ref(CoreFixture.with(o -> o).accept(A));
        f.core()
                .adopt(
                        List.of(new PeerManager.Adopted(ref, f.facts(A, Direction.INBOUND))),
                        f.now());
        f.drain();
        assertEquals("evicting", f.peer(A).state());
        assertTrue(f.evict().filter(e -> e.peer().equals(ref)).isPresent());
    }
}
