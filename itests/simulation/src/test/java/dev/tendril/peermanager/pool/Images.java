package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Protocol;
import dev.tendril.api.peer.Ban;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the state of one core aside and back again. Records are immutable and shared; the book, the
 * bans and the connections are filled through their own methods, so that their indexes follow;
 * every other field that can change is found by looking, so that one that is new is kept too, or
 * named as unknown.
 */
final class Images {

    /** A core put aside. */
    record Image(
            long nowNanos,
            Peer[] peers,
            List<Ban> bans,
            List<Link> links,
            Set<Protocol> protocols,
            Object[] cells) {}

    /** A field that can change, or whose contents can. */
    private record Cell(Object holder, Field field, boolean fixed) {}

    /** Filled through their methods, or always empty between two steps. */
    private static final Set<Class<?>> OWN_WAY =
            Set.of(Book.class, Bans.class, Links.class, Effects.Collector.class);

    private static final String OURS = "dev.tendril.peermanager.";

    private final Pool pool;
    private final List<Cell> cells = new ArrayList<>();

    Images(PeerCore core) {
        this.pool = core.pool();
        collect(core, new IdentityHashMap<>());
    }

    private void collect(Object holder, Map<Object, Boolean> seen) {
        if (OWN_WAY.contains(holder.getClass()) || seen.put(holder, true) != null) {
            return;
        }
        for (var field : holder.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            field.setAccessible(true);
            var value = get(holder, field);
            var fixed = Modifier.isFinal(field.getModifiers());
            if (!fixed || isContainer(value)) {
                cells.add(new Cell(holder, field, fixed));
            } else if (value.getClass().getName().startsWith(OURS)
                    && !value.getClass().isRecord()) {
                collect(value, seen);
            }
        }
    }

    private static boolean isContainer(Object value) {
        return value instanceof Collection || value instanceof Map || value.getClass().isArray();
    }

    /** The state of the core now; what it left to be drained must have been. */
    Image take(long nowNanos) {
        var peers = pool.book.all().toArray(Peer[]::new);
        Arrays.sort(peers, (a, b) -> a.id().compareTo(b.id()));
        var values = new Object[cells.size()];
        for (var i = 0; i < values.length; i++) {
            var cell = cells.get(i);
            var value = get(cell);
            values[i] = cell.fixed ? contents(value, cell) : value;
        }
        return new Image(
                nowNanos,
                peers,
                pool.bans.all(),
                List.copyOf(pool.links.all()),
                pool.book.protocols(),
                values);
    }

    private static Object contents(Object value, Cell cell) {
        if (value instanceof Map<?, ?> map) {
            var flat = new Object[map.size() * 2];
            var i = 0;
            for (var entry : map.entrySet()) {
                flat[i++] = plain(entry.getKey(), cell);
                flat[i++] = plain(entry.getValue(), cell);
            }
            return flat;
        }
        if (value instanceof Collection<?> collection) {
            var flat = collection.toArray();
            for (var item : flat) {
                plain(item, cell);
            }
            return flat;
        }
        return ((int[]) value).clone();
    }

    /** What may be shared, because it cannot change. */
    private static Object plain(Object value, Cell cell) {
        var type = value.getClass();
        if (type.isRecord() || type.isEnum() || type.getPackageName().equals("java.lang")) {
            return value;
        }
        throw new IllegalStateException("how is this put aside? " + cell.field + ": " + type);
    }

    /** Makes the core what it was; {@code atNanos} is the time that it has come to. */
    void put(Image image, long atNanos) {
        var formerRules = pool.rules;
        for (var i = 0; i < image.cells.length; i++) {
            var cell = cells.get(i);
            if (cell.fixed) {
                fill(get(cell), image.cells[i]);
            } else {
                set(cell, image.cells[i]);
            }
        }
        if (pool.rules != formerRules || !pool.book.protocols().equals(image.protocols)) {
            pool.book.rules(pool.rules, image.protocols);
        }
        putBans(image.bans);
        List.copyOf(pool.links.all()).forEach(pool.links::remove);
        image.links.forEach(pool.links::put);
        putPeers(image.peers, image.nowNanos == atNanos);
    }

    @SuppressWarnings("unchecked")
    private static void fill(Object container, Object contents) {
        if (container instanceof Map<?, ?> map) {
            var flat = (Object[]) contents;
            map.clear();
            for (var i = 0; i < flat.length; i += 2) {
                ((Map<Object, Object>) map).put(flat[i], flat[i + 1]);
            }
        } else if (container instanceof Collection<?> collection) {
            collection.clear();
            for (var item : (Object[]) contents) {
                ((Collection<Object>) collection).add(item);
            }
        } else {
            System.arraycopy(contents, 0, container, 0, ((int[]) contents).length);
        }
    }

    private void putBans(List<Ban> bans) {
        if (pool.bans.size() == 0 && bans.isEmpty()) {
            return;
        }
        for (var ban : pool.bans.all()) {
            pool.bans.remove(ban.target());
        }
        bans.forEach(pool.bans::add);
    }

    /** At the same time a record that is the same stands rightly in all orders. */
    private void putPeers(Peer[] peers, boolean sameTime) {
        for (var peer : peers) {
            var there = pool.book.get(peer.id());
            if (!sameTime || there.isEmpty() || there.get() != peer) {
                pool.book.put(peer);
            }
        }
        if (pool.book.size() > peers.length) {
            forgetOthers(peers);
        }
    }

    private void forgetOthers(Peer[] peers) {
        for (var there : pool.book.all()) {
            if (Arrays.stream(peers).noneMatch(p -> p.id().equals(there.id()))) {
                pool.book.remove(there.id());
            }
        }
    }

    private static Object get(Cell cell) {
        return get(cell.holder, cell.field);
    }

    private static Object get(Object holder, Field field) {
        try {
            return field.get(holder);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Cell cell, Object value) {
        try {
            cell.field.set(cell.holder, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
