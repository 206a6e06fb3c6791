package dev.tendril.peermanager.manager;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Decision;
import dev.tendril.api.peer.PeerUpdate;
import dev.tendril.peermanager.pool.Figures;

import java.util.List;
import java.util.Map;

/** Looks on at each step, with the lock held. */
@FunctionalInterface
public interface Watch {

    /**
     * A step has been done.
     *
     * @param updates what subscribers are told
     * @param decisions what was decided
     * @param states the states of those whose record has changed, empty texts for those that are
     *     forgotten
     * @param figures how full everything is
     */
    void step(
            List<PeerUpdate> updates,
            List<Decision> decisions,
            Map<NodeId, String> states,
            Figures figures);
}
