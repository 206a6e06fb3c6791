package dev.tendril.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.PeerManagerSnapshot;
import dev.tendril.api.peer.PeerUpdate;
import dev.tendril.peermanager.PeerManagerOptions;
import dev.tendril.peermanager.StepFigures;
import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.node.TestNodes;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class InvariantsTest {

    private final Invariants invariants = new Invariants();

    private int problemsOf(PeerUpdate update) {
        return invariants.told(update).size();
    }

    private static PeerUpdate up(int id, long connection) {
        return new PeerUpdate.Up(TestNodes.peer(TestNodes.id(id), connection));
    }

    private static PeerUpdate down(int id, long connection) {
        return new PeerUpdate.Down(
                TestNodes.peer(TestNodes.id(id), connection).ref(), Reason.of("gone"));
    }

    @Test
    void told_ofUpAndDownInTurn_isFine() {
        assertEquals(0, problemsOf(up(1, 1)));
        assertEquals(0, problemsOf(up(2, 2)));
        assertEquals(0, problemsOf(down(1, 1)));
        assertEquals(0, problemsOf(up(1, 3)));
    }

    @Test
    void told_ofUpTwiceOrDownOfNobody_isAProblem() {
        assertEquals(1, problemsOf(down(1, 1)));
        assertEquals(0, problemsOf(up(1, 1)));
        assertEquals(1, problemsOf(up(1, 2)));
        assertEquals(1, problemsOf(down(1, 1)));
    }

    @Test
    void shown_ofMoreSlotsThanTheLimit_isAProblem() {
        assertEquals(List.of(), shown(4));
        assertEquals(List.of("too many slots.inbound: 5"), shown(5));
    }

    private static List<String> shown(long inbound) {
        return Invariants.shown(
                new PeerManagerSnapshot(
                        TestNodes.id(9),
                        List.of(),
                        Map.of("inbound", "4", "outbound", "none"),
                        Map.of("slots.inbound", inbound),
                        Map.of(),
                        List.of()));
    }

    private static StepFigures figures(int outbound, int live, int peers, boolean knowsSelf) {
        return new StepFigures(0, outbound, 0, 0, 0, live, outbound, 0, 0, peers, 0, 0, knowsSelf);
    }

    private static Invariants ofSmall() {
        return Invariants.of(
                PeerManagerOptions.builder()
                        .maxInbound(Limit.of(4))
                        .maxOutbound(Limit.of(2))
                        .peersStored(Limit.of(8))
                        .build());
    }

    @Test
    void holds_ofWhatAStepMustNotLeave_isAProblem() {
        assertEquals(List.of(), ofSmall().holds(figures(2, 2, 8, false)));
        assertEquals(
                List.of("too many outbound: 3, limit: 2"),
                ofSmall().holds(figures(3, 3, 8, false)));
        assertEquals(List.of("slots taken: 2, held: 1"), ofSmall().holds(figures(1, 2, 8, false)));
        assertEquals(
                List.of("too many peers: 9, limit: 8"), ofSmall().holds(figures(1, 1, 9, false)));
        assertEquals(List.of("is his own peer"), ofSmall().holds(figures(1, 1, 1, true)));
    }

    @Test
    void holds_afterALimitWasLowered_forAsManyAsThereWere() {
        var lowered = ofSmall();
        assertEquals(List.of(), lowered.holds(figures(2, 2, 1, false)));
        lowered.options(
                PeerManagerOptions.builder()
                        .maxOutbound(Limit.of(0))
                        .peersStored(Limit.NONE)
                        .build());
        assertEquals(List.of(), lowered.holds(figures(2, 2, 1, false)));
        assertEquals(List.of(), lowered.holds(figures(1, 1, 1, false)));
        assertEquals(
                List.of("too many outbound: 2, limit: 0"), lowered.holds(figures(2, 2, 1, false)));
    }

    @Test
    void told_ofANumberThatComesAgain_isAProblem() {
        assertEquals(0, problemsOf(up(1, 5)));
        assertEquals(0, problemsOf(down(1, 5)));
        assertEquals(1, problemsOf(up(1, 5)));
    }
}
