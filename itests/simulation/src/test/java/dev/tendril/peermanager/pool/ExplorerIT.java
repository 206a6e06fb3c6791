package dev.tendril.peermanager.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.List;
import java.util.Optional;

/**
 * Every state of the worlds, with every invariant: the worlds are explored once, and each test
 * reads what was found. A violation is reported by all that name what it breaks, since nothing was
 * explored behind it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplorerIT {

    private static final int STATES_MIN = 1_000_000;
    private static final int FEW_STATES = 200_000;

    private Exploration.Result result =
            new Exploration.Result(List.of(), new Coverage(), List.of());

    @BeforeAll
    void explore() {
        result = Exploration.explore(Seeds.seed(ExplorerIT.class), System.out);
    }

    private void holds() {
        for (var world : result.worlds()) {
            assertEquals("", world.violation().map(Exploration::text).orElse(""));
            assertTrue(world.exhausted(), "not exhausted: " + world.world());
        }
        assertEquals(Worlds.all().size(), result.worlds().size());
    }

    private void met(Act act, String state) {
        assertTrue(result.coverage().hasMet(act, state), "never met: " + act + " " + state);
    }

    @Test
    void worlds_haveAMillionStates_andAreVisitedToTheLast() {
        holds();
        assertTrue(result.states() >= STATES_MIN, "states: " + result.states());
    }

    @Test
    void everyVerb_meetsEveryState_orThereIsAReason() {
        assertEquals(List.of(), result.wrong());
    }

    @Test
    @Covers({"I-1", "I-2", "I-3", "D-6", "D-43"})
    void nodes_haveOneStateAndOneConnection() {
        holds();
        met(Act.ACCEPTED, "ready");
        met(Act.DIALED, "ready");
    }

    @Test
    @Covers({"I-4", "D-10", "D-49", "N-PM-04", "N-PM-13"})
    void slots_areThoseOfLiveTickets() {
        holds();
        met(Act.DIAL_FAILED, "dialing");
        met(Act.DISCONNECTED, "connected");
    }

    @Test
    @Covers({"I-5", "I-6", "D-12", "N-PM-05"})
    void dials_areOfThoseWhoseTimeHasCome_andClaimsOfOneEach() {
        holds();
        met(Act.DIAL_NEXT, "idle");
        met(Act.PASS, "inactive");
    }

    @Test
    @Covers({"I-7", "I-8", "I-10", "D-11", "N-PM-02"})
    void book_isInOrderAndWithinItsLimits() {
        holds();
        met(Act.LEARNED, "ready");
        met(Act.ADVERTISE, "ready");
    }

    @Test
    @Covers({"L-1", "D-8", "N-PM-01", "PMD-03", "PMD-06"})
    void whoeverWaits_isWoken() {
        holds();
        met(Act.PASS, "idle");
    }

    @Test
    @Covers({"I-11", "PMS-01", "PMS-02", "PMS-03"})
    void updates_takeTurns() {
        holds();
        met(Act.READY, "connected");
    }

    @Test
    @Covers({"I-16", "I-17", "D-51", "RD-07"})
    void transportsAndProcesses_comeAndGo() {
        holds();
        met(Act.TRANSPORT, "ready");
        met(Act.RESTART, "banned");
        met(Act.HANDOVER, "ready");
    }

    @Test
    @Covers({"I-18", "I-19", "N-PM-09", "N-PM-16", "N-PM-17"})
    void refusalsAndLateEvents_changeNothing_andTheSameComesToTheSame() {
        holds();
        met(Act.LATE, "ready");
    }

    private static Explorer.Violation found(World world, Lies lie) {
        return new Explorer(world, Optional.of(lie), 1, FEW_STATES)
                .explore()
                .violation()
                .orElseThrow(() -> new AssertionError("not found: " + lie));
    }

    @Test
    @Covers("I-2")
    void plantedSecondConnection_isFoundInFourSteps() {
        var found = found(Worlds.slots(), Lies.FORGETS_WHO_IS_CONNECTED);
        assertTrue(found.what().contains("I-2"), Exploration.text(found));
        assertEquals(4, found.path().size(), Exploration.text(found));
        assertEquals(Act.ACCEPTED, found.path().getLast().act());
    }

    @Test
    @Covers({"I-4", "D-10"})
    void plantedDialsThatDoNotCount_areFoundInTwoSteps() {
        var found = found(Worlds.slots(), Lies.DOES_NOT_COUNT_DIALS);
        assertTrue(found.what().contains("I-4"), Exploration.text(found));
        assertEquals("dial-next 0.0 plain; dial-next 0.0 plain", Step.text(found.path()));
    }

    @Test
    @Covers({"I-4", "D-49"})
    void plantedLeak_isFoundInTwoSteps() {
        var found = found(Worlds.slots(), Lies.LEAKS_A_SLOT);
        assertTrue(found.what().contains("I-4"), Exploration.text(found));
        assertEquals(2, found.path().size(), Exploration.text(found));
    }

    @Test
    @Covers({"L-1", "D-8"})
    void plantedLostWakeUp_isFoundInTwoSteps() {
        var found = found(Worlds.slots(), Lies.LOSES_A_WAKE_UP);
        assertTrue(found.what().contains("L-1"), Exploration.text(found));
        assertEquals(2, found.path().size(), Exploration.text(found));
    }
}
