package dev.tendril.peermanager.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.peermanager.policy.SlotRules;
import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Optional;

/** Random events against the model and the invariants; many more of them run in itests. */
class PeerCorePropertyTest {

    private static final int STEPS = 10_000;
    private static final int STEPS_TO_REACH_ALL = 60_000;
    private static final int TRACE_MAX = 8;

    @Test
    @Covers({"I-1", "I-2", "I-3", "I-4", "I-6"})
    void anyEvents_doWhatTheModelDoes() {
        var seed = Seeds.seed(PeerCorePropertyTest.class);
        var seen = Properties.run(seed, STEPS, Optional.empty());
        assertEquals("", seen.failure().map(Properties.Failure::text).orElse(""));
        assertEquals(STEPS, seen.steps());
    }

    /** Fewer upgrades are allowed while one is being dialed. */
    @Test
    void upgradesLowered_thoseBeingDialedStay() {
        var trace =
                "dial 4.0 plain; dial-next 0.0 plain; dialed 4.0 ok; errored 4.0 merit;"
                        + " disconnected 4.0 by-us; dial 8.1 plain; dial-next 0.0 plain;"
                        + " dialed 8.0 ok; pass 0.0 2066; persist 12.0 plain;"
                        + " dial-next 0.0 plain; dial-next 0.0 plain; dial-next 0.0 plain;"
                        + " limits 0.0 lower; persist 8.0 plain; dial-next 0.0 plain";
        var failure =
                Properties.replay(
                        3_572_662_612_723_189_023L, false, Step.trace(trace), Optional.empty());
        assertEquals("", failure.map(Properties.Failure::text).orElse(""));
    }

    /** A play that reaches nothing shows nothing. */
    @Test
    void plays_reachWhatTheyAreFor() {
        var seen = Properties.run(1, STEPS_TO_REACH_ALL, Optional.empty()).decisions();
        for (var name :
                new String[] {
                    "dial.slot-free",
                    "dial.persistent",
                    "dial.addresses-short",
                    "dial.upgrade",
                    "dial.operator",
                    "dial-failed.unreachable",
                    "dial-failed.duplicate",
                    "dial-failed.lease-expired",
                    "connect.admitted",
                    "connect.adopted",
                    "refuse.duplicate",
                    "refuse.inbound-full",
                    "refuse.network",
                    "refuse.banned",
                    "refuse.left-alone",
                    "evict.upgraded",
                    "disconnect.closed-early",
                    "evict.low-standing",
                    "evict.bad",
                    "ban.bad",
                    "unban.expired",
                    "evict.over-limit"
                }) {
            assertTrue(seen.containsKey(name), "never reached: " + name + ", reached: " + seen);
        }
    }

    /** Whoever looks for mistakes is shown some. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "FORGETS_WHO_IS_CONNECTED",
                "DOES_NOT_COUNT_DIALS",
                "LEAKS_A_SLOT",
                "DIALS_THE_INCOMPATIBLE",
                "SAYS_DOWN_TWICE"
            })
    void plantedMistake_isFound_andItsTraceMadeShort(Lies lie) {
        var failure =
                Properties.run(1, STEPS, Optional.of(lie))
                        .failure()
                        .orElseThrow(() -> new AssertionError("not found: " + lie));
        assertTrue(failure.trace().size() <= TRACE_MAX, failure.text());
        var again =
                Properties.replay(
                        failure.seed(),
                        failure.limitsFixed(),
                        Step.trace(Step.text(failure.trace())),
                        Optional.of(lie));
        assertEquals(Optional.of(failure.what()), again.map(Properties.Failure::what));
        var honest =
                Properties.replay(
                        failure.seed(), failure.limitsFixed(), failure.trace(), Optional.empty());
        assertEquals(Optional.empty(), honest.map(Properties.Failure::text));
    }

    @Test
    @Covers({"I-19", "N-PM-17"})
    void sameSeedAndEvents_giveTheSameDecisionsUpdatesAndWrites() {
        assertEquals(Properties.hash(11, 1_000), Properties.hash(11, 1_000));
        assertNotEquals(Properties.hash(11, 1_000), Properties.hash(12, 1_000));
    }

    @Test
    void trace_isReadAsItIsShown() {
        var trace =
                List.of(
                        Step.of(Act.DIAL_NEXT),
                        Step.of(Act.ERRORED, 12, "fatal"),
                        new Step(Act.DISCONNECTED, 3, 1, 1),
                        new Step(Act.PASS, 0, 0, 60_000));
        assertEquals(
                "dial-next 0.0 plain; errored 12.0 fatal; disconnected 3.1 by-us; pass 0.0 60000",
                Step.text(trace));
        assertEquals(trace, Step.trace(Step.text(trace)));
        assertThrows(IllegalArgumentException.class, () -> Step.trace("errored 1.0 unheard-of"));
    }

    @Test
    @Covers({"I-4", "D-49"})
    void slotGivenBackTwice_isOurBug() {
        var slots = new Slots(new SlotRules(Limit.of(1), Limit.of(1), Limit.NONE, 0, 0, 1, true));
        var slot = slots.take(Slots.Kind.INBOUND).orElseThrow();
        assertTrue(slots.take(Slots.Kind.INBOUND).isEmpty());
        slots.release(slot);
        assertThrows(IllegalStateException.class, () -> slots.release(slot));
        assertEquals(0, slots.taken(Slots.Kind.INBOUND));
    }
}
