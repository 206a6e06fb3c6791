package dev.tendril.testkit.store;

import dev.tendril.api.store.PeerStore;
import dev.tendril.api.store.Table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes keys and values as hexadecimal text, so that tests can show and compare them.
 */
final class Records {

    private static final HexFormat HEX = HexFormat.of();

    private Records() {}

    static byte[] bytes(String hex) {
        return HEX.parseHex(hex);
    }

    static Optional<String> value(PeerStore store, Table table, String key) throws IOException {
        return store.get(table, bytes(key)).map(HEX::formatHex);
    }

    /** All records from {@code from} on, as {@code key=value}. */
    static List<String> all(PeerStore store, Table table, String from) throws IOException {
        var seen = new ArrayList<String>();
        store.scan(
                table,
                bytes(from),
                (key, value) -> seen.add(HEX.formatHex(key) + "=" + HEX.formatHex(value)));
        return seen;
    }
}
