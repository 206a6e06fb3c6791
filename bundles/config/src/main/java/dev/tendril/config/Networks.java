package dev.tendril.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the networks of a home: default, then CometBFT home, then the network's file, then the
 * environment, then the command line, then the operator's overrides. Immutable; every method blocks
 * for the disk.
 */
public final class Networks {

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";

    private static final String BOOK = "p2p.addr_book_file";

    private final Home home;
    private final Said said;
    private final KeyTable table = KeyTable.load();

    /** The networks of {@code home}, about which {@code said} says more. */
    public Networks(Home home, Said said) {
        this.home = home;
        this.said = said;
    }

    /** Whether {@code text} may be the name of a network. */
    public static boolean isName(String text) {
        return text.matches(NAME);
    }

    /**
     * All networks, in order of their names.
     *
     * @throws ConfigException when something that was said cannot be used
     */
    public List<NetworkConfig> all() throws IOException {
        var networks = new ArrayList<NetworkConfig>();
        for (var name : home.networkNames()) {
            networks.add(one(name));
        }
        return List.copyOf(networks);
    }

    /** One network with the overrides in its file. */
    public NetworkConfig one(String name) throws IOException {
        return one(name, OverridesFile.read(home.overridesFile(name)));
    }

    /** One network with these overrides. */
    NetworkConfig one(String name, OverridesFile overrides) throws IOException {
        var file = home.networkFile(name);
        if (!isName(name)) {
            throw new ConfigException(
                    Place.of(file.toString()),
                    "name of the network is not allowed, allowed: lower-case letters, digits and"
                            + " dashes, at most 63");
        }
        var layers = new ArrayList<List<Entry>>();
        layers.add(TomlFile.read(file));
        layers.add(said.environmentOf(name, home.networkNames(), table));
        layers.add(said.flagsOf(name));
        var merge = new Merge(table);
        var comet = cometHome(layers);
        if (comet.isPresent()) {
            merge.over(comet.get().entries());
        }
        for (var layer : layers) {
            merge.over(layer);
        }
        var keyFile = comet.map(CometHome::keyFile).orElse(home.keyFile(name));
        merge.put("node_key_file", absolute(merge.get("node_key_file").toString(), keyFile));
        merge.put(BOOK, bookFile(merge.get(BOOK).toString(), comet));
        if (merge.get("chain_id").equals("") && comet.isPresent()) {
            merge.put("chain_id", comet.get().chainId().orElse(""));
        }
        if (merge.get("chain_id").equals("")) {
            throw new ConfigException(Place.of(file.toString()), "key is missing: chain_id");
        }
        apply(merge, overrides, name);
        return merge.toConfig(name);
    }

    private java.util.Optional<CometHome> cometHome(List<List<Entry>> layers) {
        return layers.stream()
                .flatMap(List::stream)
                .filter(entry -> entry.key().equals("home"))
                .reduce((earlier, later) -> later)
                .map(entry -> new CometHome(home.root().resolve(entry.value().toString())));
    }

    private String bookFile(String said, java.util.Optional<CometHome> comet) {
        return said.isEmpty()
                ? comet.map(CometHome::bookFile).orElse("")
                : absolute(said, home.root());
    }

    private String absolute(String path, Path orElse) {
        return (path.isEmpty() ? orElse : home.root().resolve(path)).normalize().toString();
    }

    private void apply(Merge merge, OverridesFile overrides, String name) throws ConfigException {
        var changed = new java.util.TreeSet<>(overrides.include().keySet());
        changed.addAll(overrides.exclude().keySet());
        for (var key : changed) {
            var list = overrides.over(key, Texts.items(merge.get(key)));
            var place = Place.of(home.overridesFile(name).toString());
            requireList(key);
            merge.over(List.of(new Entry(key, list, place)));
        }
    }

    /** The key {@code name}, which is a list. */
    Key requireList(String name) {
        return table.find(name)
                .filter(key -> key.kind().filter(Kind::isList).isPresent())
                .orElseThrow(() -> new IllegalArgumentException("key is no list of ours: " + name));
    }

    /** The entry {@code value} of the list {@code key} as components get it. */
    String requireItem(String key, String value) {
        var entry = new Entry(key, List.of(value), Place.of("override"));
        try {
            var items = requireList(key).kind().orElseThrow().read(entry);
            if (items instanceof List<?> list && list.size() == 1) {
                return list.getFirst().toString();
            }
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        throw new IllegalArgumentException("override is not one entry: " + value);
    }

    /** The components that make up {@code network}. */
    public List<ComponentConfig> components(NetworkConfig network) {
        return new Components(home, table).of(network);
    }
}
