package dev.tendril.peermanager.manager;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.store.Batch;
import dev.tendril.api.store.Durability;
import dev.tendril.api.store.PeerStore;
import dev.tendril.api.store.Table;
import dev.tendril.peermanager.stored.BanCodec;
import dev.tendril.peermanager.stored.DecisionCodec;
import dev.tendril.peermanager.stored.PeerCodec;
import dev.tendril.peermanager.stored.StoredPeer;
import dev.tendril.support.count.Counters;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One batch of what has changed: taken with the lock, written without. */
final class StoreWriter {

    /** Records of one batch. */
    static final int BATCH_MAX = 1_000;

    private record Changes(
            Map<NodeId, Optional<StoredPeer>> peers,
            Map<BanTarget, Optional<Ban>> bans,
            List<DecisionLog.Entry> decisions) {

        boolean isEmpty() {
            return peers.isEmpty() && bans.isEmpty() && decisions.isEmpty();
        }
    }

    private final Core core;
    private final Retention kept;
    private final Counters counters;

    StoreWriter(Core core, Retention kept, Counters counters) {
        this.core = core;
        this.kept = kept;
        this.counters = counters;
    }

    /**
     * @return whether there was something to write
     */
    boolean write(PeerStore store) throws IOException {
        var changes = core.look(StoreWriter::take);
        List<Retention.Kept> gone = List.of();
        try {
            var batch = batch(changes);
            gone = kept.expire(core.moment().wall());
            gone.forEach(old -> batch.delete(Table.DECISIONS, DecisionCodec.key(old.sequence())));
            if (changes.isEmpty() && gone.isEmpty()) {
                return false;
            }
            store.apply(
                    batch.build(),
                    changes.bans.isEmpty() ? Durability.BUFFERED : Durability.SYNCED);
        } catch (IOException | RuntimeException failure) {
            kept.giveBack(gone);
            giveBack(changes);
            throw failure;
        }
        counters.add("store.records", changes.peers.size() + changes.bans.size());
        return true;
    }

    private static Changes take(Core.Guarded guarded, dev.tendril.peermanager.policy.Moment now) {
        var peers = new LinkedHashMap<NodeId, Optional<StoredPeer>>();
        var ids = guarded.dirtyPeers().iterator();
        while (ids.hasNext() && peers.size() < BATCH_MAX) {
            var id = ids.next();
            ids.remove();
            peers.put(id, guarded.core().toStore(id, now));
        }
        var bans = new LinkedHashMap<BanTarget, Optional<Ban>>();
        guarded.dirtyBans().forEach(target -> bans.put(target, guarded.core().ban(target)));
        guarded.dirtyBans().clear();
        return new Changes(peers, bans, guarded.log().takeUnwritten());
    }

    /** The batch failed: its records are dirty still. Decisions are let go, bans never. */
    private void giveBack(Changes changes) {
        core.look(
                (guarded, now) -> {
                    guarded.dirtyBans().addAll(changes.bans.keySet());
                    return guarded.dirtyPeers().addAll(changes.peers.keySet());
                });
        counters.add("limit.decisions-unwritten", changes.decisions.size());
    }

    private Batch.Builder batch(Changes changes) {
        var batch = Batch.builder();
        changes.peers.forEach(
                (id, peer) ->
                        peer.ifPresentOrElse(
                                p -> batch.put(Table.PEERS, PeerCodec.key(id), PeerCodec.write(p)),
                                () -> batch.delete(Table.PEERS, PeerCodec.key(id))));
        changes.bans.forEach(
                (target, ban) ->
                        ban.ifPresentOrElse(
                                b -> batch.put(Table.BANS, BanCodec.key(target), BanCodec.write(b)),
                                () -> batch.delete(Table.BANS, BanCodec.key(target))));
        for (var entry : changes.decisions) {
            var decision = entry.decision();
            var bytes = DecisionCodec.write(decision);
            batch.put(Table.DECISIONS, DecisionCodec.key(entry.sequence()), bytes);
            kept.add(new Retention.Kept(entry.sequence(), decision.at(), bytes.length));
        }
        return batch;
    }
}
