package dev.tendril.peermanager.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.peermanager.policy.ArrivalRules;
import dev.tendril.peermanager.policy.RetryRules;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/** How often connections may arrive, and how long that is remembered. */
class ArrivalsTest {

    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int WIDTHS = ArrivalRules.Width.values().length;

    private static Arrivals of(int burst, long intervalNanos) {
        return new Arrivals(new ArrivalRules(burst, intervalNanos));
    }

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    private static boolean comes(Arrivals arrivals, String ip, long nowNanos) {
        return arrivals.arrive(ip(ip), nowNanos).isEmpty();
    }

    @Test
    @Covers("CT-01")
    void new_remembersNobody() {
        assertEquals(0, of(1, MS).size());
        assertEquals(RetryRules.NEVER, of(1, MS).nextEndNanos());
    }

    @Test
    @Covers("CT-02")
    void arrive_fromOneAddressManyTimes_isOneAddress() {
        var arrivals = of(3, MS);
        var came = 0;
        for (var i = 0; i < 101; i++) {
            came += comes(arrivals, "20.1.2.3", 0) ? 1 : 0;
        }
        assertEquals(3, came);
        assertEquals(WIDTHS, arrivals.size());
    }

    @Test
    @Covers("CT-03")
    void arrive_fromManyNetworks_remembersEach() {
        var arrivals = of(3, MS);
        for (var i = 0; i < 100; i++) {
            assertTrue(comes(arrivals, "20." + i + ".2.3", 0));
        }
        assertEquals(100 * WIDTHS, arrivals.size());
    }

    @Test
    @Covers({"CT-04", "CT-07", "N-CT-01", "D-35"})
    void forget_afterTheWindow_leavesNothing() {
        var arrivals = of(20, MS);
        for (var i = 0; i < 1_000; i++) {
            assertTrue(comes(arrivals, "20." + i % 100 + ".2." + i / 100, i * MS));
        }
        assertTrue(arrivals.size() > 0);
        arrivals.forget(2_000 * MS);
        assertEquals(0, arrivals.size());
        assertEquals(RetryRules.NEVER, arrivals.nextEndNanos());
    }

    @Test
    @Covers("CT-05")
    void arrive_withAShortWindow_comesAgainAtOnce() {
        var arrivals = of(1, 1_000);
        assertTrue(comes(arrivals, "20.1.2.3", 0));
        assertTrue(comes(arrivals, "20.1.2.3", 2_000));
    }

    @Test
    @Covers({"CT-06", "N-CT-02"})
    void arrive_withinTheWindow_isRefused_whetherTheFirstStillStandsOrNot() {
        var arrivals = of(1, 100 * MS);
        assertTrue(comes(arrivals, "20.1.2.3", 0));
        assertEquals("20.1.2.3/32", arrivals.arrive(ip("20.1.2.3"), MS).orElseThrow().toString());
        assertTrue(comes(arrivals, "20.1.2.4", MS));
        assertTrue(comes(arrivals, "20.1.2.3", 100 * MS));
    }

    /** What one network brings at most, with a burst of two for each address. */
    @ParameterizedTest
    @CsvSource({
        "20.1.2.%d, 8, 20.1.2.0/24",
        "20.1.%d.1, 32, 20.1.0.0/16",
        "2001:470:1:1::%d, 2, 2001:470:1:1:0:0:0:0/64",
        "2001:470:1:%d::1, 8, 2001:470:1:0:0:0:0:0/48",
        "2001:470:%d:1::1, 32, 2001:470:0:0:0:0:0:0/32"
    })
    @Covers("N-CT-03")
    void arrive_fromOneNetwork_isLimitedTogether(String pattern, int most, String network) {
        var arrivals = of(2, MS);
        for (var i = 1; i <= most; i++) {
            assertTrue(comes(arrivals, String.format(pattern, i), 0), "arrival " + i);
        }
        var refused = arrivals.arrive(ip(String.format(pattern, most + 1)), 0);
        assertEquals(network, refused.orElseThrow().toString());
        assertTrue(comes(arrivals, "30.1.2.3", 0));
    }

    @Test
    void arrive_whenRefused_costsNothing() {
        var arrivals = of(1, 100 * MS);
        comes(arrivals, "20.1.2.3", 0);
        for (var i = 1; i < 100; i++) {
            arrivals.arrive(ip("20.1.2.3"), i * MS);
        }
        assertTrue(comes(arrivals, "20.1.2.3", 100 * MS));
    }

    @Test
    void arrive_whenTooManyAreRemembered_isRefused_unlessItIsOneOfThem() {
        var arrivals = of(2, 1_000_000 * MS);
        var i = 0;
        while (comes(
                arrivals, (20 + i / 256 / 256) + "." + i / 256 % 256 + "." + i % 256 + ".1", 0)) {
            i += 64;
        }
        assertTrue(arrivals.size() <= ArrivalRules.PLACES_MAX);
        assertTrue(arrivals.size() > ArrivalRules.PLACES_MAX - 2 * WIDTHS);
        assertTrue(comes(arrivals, "20.0.0.1", 0));
    }

    @Test
    void rules_ofAnotherPace_holdAtOnce() {
        var arrivals = of(1, 100 * MS);
        comes(arrivals, "20.1.2.3", 0);
        arrivals.rules(new ArrivalRules(1, 0));
        assertTrue(comes(arrivals, "20.1.2.3", 0));
    }
}
