package dev.tendril.peermanager.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.Map;
import java.util.Optional;

/**
 * A million random steps against the model; {@code -Dsteps=} makes it any number. They are played
 * once, and each test reads what was seen.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PropertiesIT {

    private static final long STEPS = 1_000_000;

    private Properties.Seen seen = new Properties.Seen(0, Map.of(), Optional.empty());

    @BeforeAll
    void play() {
        var steps = Math.max(STEPS, Long.getLong("steps", STEPS));
        seen = Properties.run(Seeds.seed(PropertiesIT.class), steps, Optional.empty());
        System.out.println("steps: " + seen.steps() + ", decisions: " + seen.decisions());
    }

    private void holds(String... decisions) {
        assertEquals("", seen.failure().map(Properties.Failure::text).orElse(""));
        assertTrue(seen.steps() >= STEPS, "steps: " + seen.steps());
        for (var decision : decisions) {
            assertTrue(seen.decisions().containsKey(decision), "never seen: " + decision);
        }
    }

    @Test
    @Covers({"I-1", "I-2", "I-3", "N-PM-16", "D-6"})
    void nodes_areWhereTheModelHasThem() {
        holds("connect.admitted", "refuse.duplicate");
    }

    @Test
    @Covers({"I-4", "SP-10", "D-49", "N-PM-04", "N-PM-13"})
    void places_areThoseOfConnectionsAndDials() {
        holds(
                "dial.slot-free",
                "connect.admitted",
                "dial.feeler",
                "verify.found",
                "refuse.inbound-full",
                "dial-failed.lease-expired");
    }

    @Test
    @Covers({"D-8", "D-9", "N-PM-01", "PMD-02", "L-1"})
    void failures_waitAsLongAsTheModelSays_andNoLonger() {
        holds("dial-failed.unreachable", "disconnect.closed-early");
    }

    @Test
    @Covers({"D-12", "I-6", "N-PM-05", "N-PM-15", "D-51"})
    void keptAway_areNeitherDialedNorAdmittedNorTold() {
        holds("refuse.network", "refuse.banned", "refuse.left-alone", "unban.expired");
    }

    @Test
    @Covers({"I-11", "I-18", "N-PM-09", "N-PM-14", "D-7"})
    void evictionsAndUpdates_areNeitherLostNorDoubled() {
        holds("evict.bad", "evict.operator", "evict.upgraded", "evict.low-standing");
    }

    @Test
    @Covers({"I-7", "I-8", "I-10", "N-PM-07", "N-PM-08"})
    void book_keepsItsLimitsAndOrders() {
        holds("learn.addresses-told", "dial.persistent");
    }

    @Test
    @Covers({"I-17", "N-PM-20", "L-4", "D-48"})
    void restartsAndOtherRules_loseNothing() {
        holds("connect.adopted", "evict.over-limit", "persist.operator");
    }
}
