package dev.tendril.peermanager.pool;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.peer.PeerUpdate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the core wants done, in the order it was wanted. The shell takes it after each verb.
 *
 * @param updates what subscribers are told
 * @param decisions what was chosen, and why
 * @param counted names of counters to raise
 * @param dirtyPeers whose records are to be written or removed
 * @param dirtyBans which bans are to be written or removed, at once
 * @param changed whether somebody who waits should look again
 */
public record Effects(
        List<PeerUpdate> updates,
        List<Draft> decisions,
        List<String> counted,
        Set<NodeId> dirtyPeers,
        Set<BanTarget> dirtyBans,
        boolean changed) {

    private static final Effects NONE =
            new Effects(List.of(), List.of(), List.of(), Set.of(), Set.of(), false);

    /** Collects effects; belongs to one core. */
    static final class Collector {

        private List<PeerUpdate> updates = new ArrayList<>();
        private List<Draft> decisions = new ArrayList<>();
        private List<String> counted = new ArrayList<>();
        private Set<NodeId> dirtyPeers = new LinkedHashSet<>();
        private Set<BanTarget> dirtyBans = new LinkedHashSet<>();
        private boolean changed;

        void update(PeerUpdate update) {
            updates.add(update);
        }

        void decide(Draft draft) {
            decisions.add(draft);
        }

        void count(String name) {
            counted.add(name);
        }

        void dirty(NodeId id) {
            dirtyPeers.add(id);
            changed = true;
        }

        void dirty(BanTarget target) {
            dirtyBans.add(target);
            changed = true;
        }

        void wake() {
            changed = true;
        }

        private boolean isEmpty() {
            return !changed && updates.isEmpty() && decisions.isEmpty() && counted.isEmpty();
        }

        Effects drain() {
            if (isEmpty()) {
                return NONE; // as after most looks
            }
            var drained = new Effects(updates, decisions, counted, dirtyPeers, dirtyBans, changed);
            updates = new ArrayList<>();
            decisions = new ArrayList<>();
            counted = new ArrayList<>();
            dirtyPeers = new LinkedHashSet<>();
            dirtyBans = new LinkedHashSet<>();
            changed = false;
            return drained;
        }
    }
}
