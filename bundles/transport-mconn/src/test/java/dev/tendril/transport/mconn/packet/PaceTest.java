package dev.tendril.transport.mconn.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.testkit.Covers;
import dev.tendril.transport.mconn.reason.MconnFailure;
import dev.tendril.transport.mconn.reason.ProtocolFault;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/** Rates, signs of life and the bound on pings, in steps of an invented clock. */
final class PaceTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void rate_meanIsKept() {
        RateLimit rate = new RateLimit(1_000);
        long now = 0;
        long sent = 0;
        while (now < 10 * SECOND) {
            rate.account(100, now);
            sent += 100;
            now = Math.max(now, rate.freeAtNanos());
        }
        assertTrue(sent >= 10_000 && sent <= 10_200, "sent: " + sent);
    }

    @Test
    void rate_pause_savesUpNoMoreThanATenthOfASecond() {
        RateLimit rate = new RateLimit(1_000);
        rate.account(100, 100 * SECOND);
        assertFalse(rate.isExceeded(100 * SECOND));
        rate.account(100, 100 * SECOND);
        assertTrue(rate.isExceeded(100 * SECOND));
    }

    @Test
    void rate_unlimited_neverWaits() {
        RateLimit rate = new RateLimit(RateLimit.UNLIMITED);
        rate.account(Long.MAX_VALUE, 5);
        assertFalse(rate.isExceeded(5));
        assertEquals(62, rate.framesAtOnce(1_044, 62));
        assertThrows(IllegalArgumentException.class, () -> new RateLimit(-1));
    }

    @Test
    void rate_lowOnes_takeFewFramesAtOnce() {
        assertEquals(1, new RateLimit(1).framesAtOnce(1_044, 62));
        assertEquals(9, new RateLimit(100_000).framesAtOnce(1_044, 62));
        assertEquals(62, new RateLimit(5_120_000).framesAtOnce(1_044, 62));
    }

    @Test
    void keepAlive_pingsAtEachInterval() {
        KeepAlive alive = new KeepAlive(60 * SECOND, 45 * SECOND, 0);
        assertEquals(60 * SECOND, alive.pingAtNanos());
        assertEquals(Optional.empty(), alive.silentUntilNanos());
        alive.pinged(61 * SECOND);
        assertEquals(121 * SECOND, alive.pingAtNanos());
        assertEquals(Optional.of(106 * SECOND), alive.silentUntilNanos());
    }

    @Test
    @Covers("W8.3-2")
    void keepAlive_anyPacketIsASignOfLife() {
        KeepAlive alive = new KeepAlive(60 * SECOND, 45 * SECOND, 0);
        alive.pinged(60 * SECOND);
        alive.heard();
        assertEquals(Optional.empty(), alive.silentUntilNanos());
        assertEquals(Optional.empty(), alive.roundTripNanos());
    }

    @Test
    @Covers("MC-06")
    void keepAlive_pongs_measureTheRoundTripOnce() {
        KeepAlive alive = new KeepAlive(60 * SECOND, 45 * SECOND, 0);
        alive.ponged(1);
        assertEquals(Optional.empty(), alive.roundTripNanos());
        alive.pinged(60 * SECOND);
        alive.ponged(60 * SECOND + 7);
        alive.ponged(60 * SECOND + 9);
        assertEquals(Optional.of(7L), alive.roundTripNanos());
    }

    @Test
    void keepAlive_timeoutNotBelowInterval_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new KeepAlive(5, 5, 0));
    }

    @Test
    @Covers("W8.3-2")
    void pings_overTheBound_endTheConnection() throws ProtocolFault {
        PingBound bound = new PingBound(100, 10 * SECOND);
        for (int i = 0; i < 100; i++) {
            bound.ping(i);
        }
        assertEquals(
                MconnFailure.PING_FLOOD,
                assertThrows(ProtocolFault.class, () -> bound.ping(100)).failure());
        bound.ping(10 * SECOND);
    }
}
