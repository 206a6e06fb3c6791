package dev.tendril.peermanager.manager;

import dev.tendril.api.store.Batch;
import dev.tendril.api.store.PeerStore;
import dev.tendril.api.store.Table;
import dev.tendril.peermanager.stored.DamagedRecordException;
import dev.tendril.support.count.Counters;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Damaged records of one reading. They move into a table of their own, as they are, under the name
 * of their table and their key, so that somebody can look at them; bounded, as the damage may be
 * everywhere.
 */
final class SetAside {

    /** Where they are. */
    static final Table TABLE = new Table("damaged");

    /** Records that are kept; of more only the number is known. */
    static final int KEPT_MAX = 1_000;

    /** Bytes of one that are kept. */
    static final int BYTES_MAX = 16_384;

    private static final int TOLD_MAX = 10;
    private static final int KEY_SHOWN_MAX = 64;
    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

    private final Batch.Builder batch;
    private final Counters counters;
    private int kept;
    private int found;

    private SetAside(Batch.Builder batch, Counters counters) {
        this.batch = batch;
        this.counters = counters;
    }

    /** What is to be done goes into {@code batch}; {@code store} may have some from before. */
    static SetAside of(PeerStore store, Batch.Builder batch, Counters counters) throws IOException {
        var aside = new SetAside(batch, counters);
        store.scan(TABLE, new byte[0], (key, value) -> ++aside.kept < KEPT_MAX);
        return aside;
    }

    void add(Table table, byte[] key, byte[] value, DamagedRecordException why) {
        counters.increment("store.damaged." + table.name());
        batch.delete(table, key);
        if (kept < KEPT_MAX) {
            kept++;
            batch.put(
                    TABLE,
                    nameOf(table, key),
                    Arrays.copyOf(value, Math.min(value.length, BYTES_MAX)));
        } else {
            counters.increment("limit.damaged-kept");
        }
        if (++found <= TOLD_MAX) {
            LOG.warn(
                    "Damaged record set aside, table: {}, key: {}, {}",
                    table.name(),
                    HexFormat.of().formatHex(key, 0, Math.min(key.length, KEY_SHOWN_MAX)),
                    why.getMessage());
        }
    }

    /** Says how many there were, when there were more than it told of. */
    void sum() {
        if (found > TOLD_MAX) {
            LOG.warn("Damaged records set aside: {}, the first {} are told", found, TOLD_MAX);
        }
    }

    private static byte[] nameOf(Table table, byte[] key) {
        var name = new ByteArrayOutputStream();
        name.writeBytes((table.name() + ":").getBytes(StandardCharsets.US_ASCII));
        name.writeBytes(key);
        return name.toByteArray();
    }
}
