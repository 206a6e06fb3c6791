package dev.tendril.peermanager.manager;

import dev.tendril.api.decision.Decision;
import dev.tendril.api.peer.Ban;
import dev.tendril.api.store.Batch;
import dev.tendril.api.store.Durability;
import dev.tendril.api.store.PeerStore;
import dev.tendril.api.store.Table;
import dev.tendril.peermanager.stored.BanCodec;
import dev.tendril.peermanager.stored.DamagedRecordException;
import dev.tendril.peermanager.stored.DecisionCodec;
import dev.tendril.peermanager.stored.PeerCodec;
import dev.tendril.peermanager.stored.StoredPeer;
import dev.tendril.support.count.Counters;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a store into the core. A damaged record is skipped, counted and set aside; a store of
 * another schema is not touched.
 */
final class StoreReader {

    private static final Logger LOG = LoggerFactory.getLogger(StoreReader.class);

    static final String SCHEMA = "1";
    static final byte[] SCHEMA_KEY = "schema".getBytes(StandardCharsets.US_ASCII);

    private static final int DECISIONS_SHOWN = 2_000;
    private static final byte[] FIRST = {};

    private final Core core;
    private final Retention kept;
    private final Counters counters;

    StoreReader(Core core, Retention kept, Counters counters) {
        this.core = core;
        this.kept = kept;
        this.counters = counters;
    }

    /** Turns bytes into what they mean. */
    @FunctionalInterface
    private interface Decoder<T> {
        T decode(byte[] key, byte[] value) throws DamagedRecordException;
    }

    /**
     * @return whether the store may be written; false when its schema is not ours
     */
    boolean read(PeerStore store) throws IOException {
        var schema = store.get(Table.META, SCHEMA_KEY).map(StoreReader::text);
        if (schema.isPresent() && !schema.get().equals(SCHEMA)) {
            counters.increment("store.refused");
            LOG.error(
                    "Peer store is not used, and nothing is remembered: its schema is not ours."
                            + " Install the version that wrote it, or move the store away. schema:"
                            + " {}, known: {}",
                    schema.get(),
                    SCHEMA);
            return false;
        }
        var repairs = Batch.builder();
        var aside = SetAside.of(store, repairs, counters);
        kept.clear();
        var bans = all(store, Table.BANS, BanCodec::read, aside);
        var peers = all(store, Table.PEERS, PeerCodec::read, aside);
        var decisions = decisions(store, aside, repairs);
        restore(peers, bans, decisions);
        repairs.put(Table.META, SCHEMA_KEY, SCHEMA.getBytes(StandardCharsets.US_ASCII));
        store.apply(repairs.build(), Durability.SYNCED);
        aside.sum();
        LOG.info("Peer store read: {} peers, {} bans", peers.size(), bans.size());
        return true;
    }

    /** As it stands there, fit for the log. */
    private static String text(byte[] value) {
        var shown = new String(value, 0, Math.min(value.length, 16), StandardCharsets.US_ASCII);
        return shown.replaceAll("[^!-~]", "?");
    }

    private static <T> List<T> all(PeerStore store, Table table, Decoder<T> decoder, SetAside aside)
            throws IOException {
        var records = new ArrayList<T>();
        store.scan(
                table,
                FIRST,
                (key, value) -> {
                    try {
                        records.add(decoder.decode(key, value));
                    } catch (DamagedRecordException e) {
                        aside.add(table, key, value, e);
                    }
                    return true;
                });
        return records;
    }

    /** The newest decisions; those that are too many or too old are removed from the store. */
    private List<Decision> decisions(PeerStore store, SetAside aside, Batch.Builder repairs)
            throws IOException {
        var decisions =
                all(
                        store,
                        Table.DECISIONS,
                        (key, value) -> {
                            var decision = DecisionCodec.read(key, value);
                            kept.add(
                                    new Retention.Kept(
                                            decision.sequence(), decision.at(), value.length));
                            return decision;
                        },
                        aside);
        var gone = kept.expire(core.moment().wall());
        gone.forEach(old -> repairs.delete(Table.DECISIONS, DecisionCodec.key(old.sequence())));
        return decisions.subList(gone.size(), decisions.size());
    }

    private void restore(List<StoredPeer> peers, List<Ban> bans, List<Decision> decisions) {
        var shown =
                decisions.subList(
                        Math.max(0, decisions.size() - DECISIONS_SHOWN), decisions.size());
        core.look(
                (guarded, now) -> {
                    guarded.log().restore(shown, kept.lastSequence());
                    return true;
                });
        core.call(
                        (c, now) -> {
                            var known = c.ids();
                            c.restore(peers, bans, now);
                            return known;
                        })
                .forEach(id -> core.look((guarded, now) -> guarded.dirtyPeers().add(id)));
        core.look(
                (guarded, now) -> {
                    guarded.core().bans(now).forEach(ban -> guarded.dirtyBans().add(ban.target()));
                    return true;
                });
    }
}
