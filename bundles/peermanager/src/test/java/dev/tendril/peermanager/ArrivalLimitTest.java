package dev.tendril.peermanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tendril.api.peer.Screening;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/** Connections that arrive too often are refused before they cost anything. */
class ArrivalLimitTest {

    private static final Who A = Who.of(1);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private static CoreFixture fixture() {
        return CoreFixture.with(o -> o.arrivalBurst(2).arrivalInterval(INTERVAL));
    }

    @Test
    @Covers({"N-CT-02", "N-CT-04", "D-35"})
    void screen_tooOften_isRefusedWithItsReason_andTakesNoSlot() {
        var f = fixture();
        f.disconnect(f.connectIn(A));
        f.disconnect(f.connectIn(A));
        var refused =
                assertInstanceOf(
                        Screening.Refused.class,
                        f.core().screen(A.endpoint(), Optional.empty(), f.now()));
        f.drain();
        assertEquals("arrivals", refused.reason().code());
        assertEquals("too many from " + A.ip() + "/32", refused.reason().detail());
        assertEquals(1, f.counted.get("limit.arrivals"));
        assertEquals(0, f.gauge("slots.handshake"));
        f.advance(INTERVAL);
        f.connectIn(A);
    }

    @Test
    @Covers({"CT-07", "N-CT-01"})
    void tick_afterTheWindow_remembersNobody() {
        var f = fixture();
        f.connectIn(A);
        assertEquals(3, f.gauge("arrivals"));
        f.advance(INTERVAL);
        assertEquals(0, f.gauge("arrivals"));
    }

    @Test
    void screen_ofThisMachine_isNotLimited() {
        var f = fixture();
        for (var i = 0; i < 5; i++) {
            assertInstanceOf(
                    Screening.Passed.class,
                    f.core().screen(Who.endpoint("127.0.0.1"), Optional.empty(), f.now()));
        }
    }

    @Test
    @Covers("N-PM-20")
    void rules_replaced_holdForTheNext() {
        var f = fixture();
        f.disconnect(f.connectIn(A));
        f.disconnect(f.connectIn(A));
        f.core().rules(CoreFixture.rules(CoreFixture.calm().build()), f.now());
        f.connectIn(A);
    }

    @Test
    void options_thatMakeNoSense_areRefused() {
        var builder = PeerManagerOptions.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.arrivalBurst(0).build());
        var other = PeerManagerOptions.builder().arrivalInterval(Duration.ofSeconds(-1));
        assertThrows(IllegalArgumentException.class, other::build);
    }
}
