package dev.tendril.peermanager.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.peermanager.policy.RetryRules.Patience;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.SplittableRandom;

/** Back-off, standing: the arithmetic. */
class RetryRulesTest {

    private static final RetryRules RULES = new RetryRules(100, 1_000, 400, 200, 0.25);

    @Test
    @Covers("PMD-02")
    void delay_doubles_andStopsAtItsCap() {
        assertEquals(100, RULES.delayNanos(1, Patience.NORMAL));
        assertEquals(200, RULES.delayNanos(2, Patience.NORMAL));
        assertEquals(800, RULES.delayNanos(4, Patience.NORMAL));
        assertEquals(1_000, RULES.delayNanos(5, Patience.NORMAL));
        assertEquals(1_000, RULES.delayNanos(Integer.MAX_VALUE, Patience.NORMAL));
        assertEquals(400, RULES.delayNanos(9, Patience.PINNED));
        assertEquals(200, RULES.delayNanos(9, Patience.PINNED_ALONE));
    }

    @Test
    @Covers("D-9")
    void jitter_comesOnTopOfTheCap_soThatNobodyRetriesInStep() {
        var random = new SplittableRandom(1);
        var seen = new HashSet<Long>();
        for (var i = 0; i < 1_000; i++) {
            var at = RULES.eligibleAtNanos(20, Patience.NORMAL, 0, random);
            assertTrue(at >= 1_000 && at <= 1_250, "at: " + at);
            seen.add(at);
        }
        assertTrue(seen.size() > 200);
    }

    @Test
    void withoutRetries_nothingIsEligibleAgain() {
        var never = new RetryRules(RetryRules.NEVER, 1, 1, 1, 0.5);
        assertEquals(
                RetryRules.NEVER,
                never.eligibleAtNanos(1, Patience.PINNED, 5, new SplittableRandom(1)));
    }

    @Test
    @Covers({"I-10", "I-20", "N-PM-02"})
    void rank_ordersStandingsAsTheirPointsDo_atAnyTime() {
        var random = new SplittableRandom(7);
        var rules = StandingRules.DEFAULT;
        for (var i = 0; i < 20_000; i++) {
            var a = new Standing(random.nextDouble(-1_000, 999), random.nextLong(1L << 52));
            var b = new Standing(random.nextDouble(-1_000, 999), random.nextLong(1L << 52));
            var later = Math.max(a.atNanos(), b.atNanos()) + random.nextLong(1L << 50);
            var left = a.at(later, rules);
            var right = b.at(later, rules);
            if (Math.abs(left - right) > 1e-9 && left != 0 && right != 0) {
                assertEquals(
                        Double.compare(left, right),
                        Double.compare(a.rank(rules), b.rank(rules)),
                        a + " and " + b + " at " + later);
            }
        }
    }

    @Test
    void meritBudget_refillsWithTime() {
        var rules = StandingRules.DEFAULT;
        var budget = MeritBudget.FULL;
        assertEquals(10, budget.granted("a", 10, 0, rules));
        budget = budget.spend("a", 10, 0, rules).spend("a", 10, 0, rules);
        assertEquals(0, budget.granted("a", 10, 0, rules));
        assertEquals(10, budget.granted("b", 10, 0, rules));
        assertEquals(2, budget.granted("a", 10, 2 * rules.meritIntervalNanos(), rules));
        assertEquals(10, budget.granted("a", 10, 1L << 60, rules));
    }
}
