package dev.tendril.peermanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.peer.PeerUpdate;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Whoever looks on sees all that each step does, and nothing of looks. */
class StepObserverTest {

    private static final Who A = Who.of(1);

    private final List<Step> steps = new ArrayList<>();

    private Step last() {
        return steps.getLast();
    }

    @Test
    void observer_seesStatesDecisionsUpdatesAndSlots() {
        try (var m = new Manager(o -> o)) {
            m.node.observe(steps::add);
            var ref = m.connectIn(A);
            assertEquals(List.of(new Step.Change(A.id(), "ready")), last().changes());
            assertTrue(last().updates().getFirst() instanceof PeerUpdate.Up);
            assertEquals(1, last().figures().inbound());
            assertEquals(1, last().figures().connections());
            assertEquals(last().figures().slotsLive(), last().figures().slotsHeld());
            assertFalse(last().figures().knowsSelf());

            m.disconnect(ref);
            assertTrue(last().updates().getFirst() instanceof PeerUpdate.Down);
            assertEquals("disconnect", last().decisions().getFirst().verb());
            assertEquals(
                    m.node.decisions(1).getFirst().sequence(),
                    last().decisions().getFirst().sequence());
            assertEquals(0, last().figures().slotsLive());
        }
    }

    @Test
    void observer_seesHandshakesInProgress() {
        try (var m = new Manager(o -> o)) {
            m.node.observe(steps::add);
            m.node.screen(A.endpoint());
            assertEquals(1, last().figures().handshakes());
            assertEquals(1, last().figures().slotsHeld());
        }
    }

    @Test
    void observer_seesWhoIsForgotten() {
        try (var m = new Manager(o -> o)) {
            var ref = m.connectIn(A);
            m.node.observe(steps::add);
            m.disconnect(ref);
            assertEquals(List.of(new Step.Change(A.id(), Step.Change.FORGOTTEN)), last().changes());
        }
    }

    @Test
    void looks_areNoSteps() {
        try (var m = new Manager(o -> o)) {
            m.node.observe(steps::add);
            m.node.known();
            m.node.connected();
            m.node.snapshot();
            assertEquals(List.of(), steps);
        }
    }
}
