package dev.tendril.peermanager;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Decision;
import dev.tendril.api.peer.PeerUpdate;

import java.util.List;

/**
 * What one step of a peer manager has done, and how full everything is after it. Immutable.
 *
 * @param updates what subscribers are told
 * @param decisions what was decided, and why
 * @param changes peers whose record has changed, in the order of their first change
 * @param figures how full everything is
 */
public record Step(
        List<PeerUpdate> updates,
        List<Decision> decisions,
        List<Change> changes,
        StepFigures figures) {

    /** Copies the collections. */
    public Step {
        updates = List.copyOf(updates);
        decisions = List.copyOf(decisions);
        changes = List.copyOf(changes);
    }

    /**
     * A peer whose record has changed.
     *
     * @param nodeId whose
     * @param state the state it is in now, as snapshots show it; {@value #FORGOTTEN} when there is
     *     no record any more
     */
    public record Change(NodeId nodeId, String state) {

        /** There is no record any more. */
        public static final String FORGOTTEN = "forgotten";
    }
}
