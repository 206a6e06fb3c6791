package dev.tendril.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Puts what was said about a network together, a later layer over an earlier one. */
final class Merge {

    private static final String REACTOR = "reactor.";
    private static final String TRANSPORT = "transport.";

    private final KeyTable table;
    private final Map<String, Object> values = new TreeMap<>();
    private final Map<String, String> reactors = new TreeMap<>();
    private final Map<String, Map<String, Object>> transports = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();

    /** Begins with the defaults of {@code table}. */
    Merge(KeyTable table) throws ConfigException {
        this.table = table;
        for (var key : table.keys()) {
            if (key.defaultText().isPresent() && key.alias().isEmpty()) {
                set(key, new Entry(key.name(), key.defaultText().get(), Place.of("default")));
            }
        }
    }

    /** Puts a layer over what there is. */
    void over(List<Entry> layer) throws ConfigException {
        var withoutEffect = new TreeMap<String, Set<String>>();
        // A key of ours goes before one that only means the same.
        for (var aliases : List.of(true, false)) {
            for (var entry : layer) {
                var key = table.find(entry.key());
                if (key.isEmpty()) {
                    if (aliases) {
                        open(entry);
                    }
                } else if (key.get().status() == Key.Status.NOT_HERE) {
                    var line = entry.place().source() + ": no effect here: %s: " + key.get().note();
                    withoutEffect
                            .computeIfAbsent(line, l -> new LinkedHashSet<>())
                            .add(key.get().name());
                } else if (key.get().alias().isPresent() == aliases) {
                    set(key.get(), entry);
                }
            }
        }
        withoutEffect.forEach(
                (line, names) -> warnings.add(line.formatted(String.join(", ", names))));
    }

    private void set(Key key, Entry entry) throws ConfigException {
        var kind = key.kind().orElseThrow();
        var value = kind.read(entry);
        values.put(key.name(), value);
        var alias = key.alias().flatMap(table::find);
        if (alias.isPresent() && alias.get().kind().orElseThrow().equals(kind)) {
            values.put(alias.get().name(), value);
        }
    }

    /** Tables whose keys are known to reactors and transports only. */
    private void open(Entry entry) throws ConfigException {
        var parts = entry.key().split("\\.", 3);
        if (parts.length == 3 && entry.key().startsWith(REACTOR)) {
            reactors.put(parts[1] + "." + parts[2], String.join(",", itemsOrText(entry)));
        } else if (parts.length == 3 && entry.key().startsWith(TRANSPORT)) {
            if (ItemRule.NAMES.read(parts[1]).isEmpty() || parts[1].equals("*")) {
                throw ConfigException.badValue(
                        new Entry(entry.key(), parts[1], entry.place()), ItemRule.NAMES.allowed());
            }
            warnOfUnknownProperty(entry, parts[1], parts[2]);
            transports
                    .computeIfAbsent(parts[1], name -> new TreeMap<>())
                    .put(parts[2], property(entry));
        } else {
            var nearest = table.nearest(entry.key());
            warnings.add(
                    entry.place()
                            + ": unknown key: "
                            + Texts.oneLine(entry.key())
                            + nearest.map(name -> ", nearest known key: " + name).orElse(""));
        }
    }

    /** Of a transport that has rows in the table all properties are known. */
    private void warnOfUnknownProperty(Entry entry, String transport, String property) {
        var known = table.propertiesOf(TRANSPORT + transport);
        if (!known.isEmpty() && !known.containsKey(property)) {
            warnings.add(
                    entry.place()
                            + ": unknown key: "
                            + Texts.oneLine(entry.key())
                            + Texts.nearest(property, known.keySet())
                                    .map(name -> ", nearest known key: " + known.get(name))
                                    .orElse(""));
        }
    }

    private static List<String> itemsOrText(Entry entry) {
        return entry.value() instanceof List<?>
                ? Texts.items(entry.value())
                : List.of(entry.value().toString());
    }

    private static Object property(Entry entry) {
        return switch (entry.value()) {
            case List<?> list -> Texts.items(list);
            case Boolean flag -> flag;
            case Long number -> number;
            case Object other -> other.toString();
        };
    }

    /** Sets a key whatever was said before; for what the files say only indirectly. */
    void put(String key, Object value) {
        values.put(key, value);
    }

    /** What the key stands at. */
    Object get(String key) {
        return values.getOrDefault(key, "");
    }

    /** All of it. */
    NetworkConfig toConfig(String name) {
        var listed = new LinkedHashSet<>(Texts.items(get("transports")));
        listed.addAll(transports.keySet());
        values.put("transports", List.copyOf(listed));
        if (Boolean.FALSE.equals(values.get("p2p.pex"))) {
            values.put(
                    "reactors",
                    Texts.items(get("reactors")).stream().filter(r -> !r.equals("pex")).toList());
        }
        return new NetworkConfig(name, values, reactors, transports, warnings);
    }
}
