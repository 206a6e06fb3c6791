package dev.tendril.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The home of a CometBFT or Tendermint node, which is read and never written.
 *
 * @param root the home, absolute
 */
record CometHome(Path root) {

    private static final String BOOK = "p2p.addr_book_file";

    /** What its {@code config/config.toml} says; its own relative paths made absolute. */
    List<Entry> entries() throws IOException {
        var entries = new ArrayList<Entry>();
        for (var entry : TomlFile.read(root.resolve("config").resolve("config.toml"))) {
            if (entry.key().equals("home")) {
                continue;
            }
            var key = entry.key().replace('-', '_');
            if (key.equals("node_key_file") || key.equals(BOOK)) {
                entries.add(new Entry(key, absolute(entry.value().toString()), entry.place()));
            } else {
                entries.add(entry);
            }
        }
        // A node that never ran has none, and its configuration names it all the same.
        entries.removeIf(CometHome::isMissingBook);
        return entries;
    }

    private String absolute(String path) {
        return path.isEmpty() ? "" : root.resolve(path).normalize().toString();
    }

    /** Whether {@code entry} names an address book that node has not written yet. */
    private static boolean isMissingBook(Entry entry) {
        return entry.key().equals(BOOK) && !Files.exists(Path.of(entry.value().toString()));
    }

    /** Its address book, unless its configuration says otherwise; empty when there is none. */
    String bookFile() {
        var book = absolute("config/addrbook.json");
        return Files.exists(Path.of(book)) ? book : "";
    }

    /** Its node key, unless its configuration says otherwise. */
    Path keyFile() {
        return root.resolve("config").resolve("node_key.json");
    }

    /** The chain id of its genesis file; empty when there is no such file or no id in it. */
    Optional<String> chainId() throws IOException {
        var genesis = root.resolve("config").resolve("genesis.json");
        if (!Files.isRegularFile(genesis)) {
            return Optional.empty();
        }
        try (var in = Files.newBufferedReader(genesis)) {
            return new GenesisScanner(in).chainId();
        }
    }
}
