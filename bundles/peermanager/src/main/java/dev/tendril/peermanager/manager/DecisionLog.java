package dev.tendril.peermanager.manager;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Decision;
import dev.tendril.peermanager.pool.Draft;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The last decisions: of everything together, of each peer, and a sample of what strangers caused
 * before they proved who they are. Guarded by the lock of the shell.
 */
final class DecisionLog {

    /** What happens before somebody has proved who he is. */
    private static final Set<String> BY_STRANGERS = Set.of("screen", "accept-failed");

    static final int KEPT_MAX = 4_096;
    static final int KEPT_PER_PEER_MAX = 16;
    static final int PEERS_MAX = 8_192;
    static final int STRANGERS_MAX = 64;
    static final int UNWRITTEN_MAX = 4_096;

    /** A decision and its number; it becomes text when somebody looks. */
    record Entry(long sequence, Draft draft) {
        Decision decision() {
            return draft.decision(sequence);
        }

        String kind() {
            return draft.verb() + " " + draft.reason().code();
        }
    }

    private final Deque<Entry> all = new ArrayDeque<>();
    private final Deque<Entry> strangers = new ArrayDeque<>();
    private final Map<NodeId, Deque<Entry>> byPeer = new LinkedHashMap<>(16, 0.75f, true);
    private final Deque<Entry> unwritten = new ArrayDeque<>();

    private long lastSequence;

    /**
     * @return whether one that was to be written had to be left out
     */
    boolean add(Draft draft) {
        var entry = new Entry(++lastSequence, draft);
        if (draft.nodeId().isEmpty() && BY_STRANGERS.contains(draft.verb())) {
            addBounded(strangers, entry, STRANGERS_MAX);
            return false;
        }
        addBounded(all, entry, KEPT_MAX);
        draft.nodeId()
                .ifPresent(
                        id -> {
                            addToStory(byPeer.computeIfAbsent(id, i -> new ArrayDeque<>()), entry);
                            if (byPeer.size() > PEERS_MAX) {
                                byPeer.remove(byPeer.keySet().iterator().next());
                            }
                        });
        unwritten.addLast(entry);
        if (unwritten.size() <= UNWRITTEN_MAX) {
            return false;
        }
        unwritten.removeFirst();
        return true;
    }

    private static void addBounded(Deque<Entry> entries, Entry entry, int max) {
        entries.addLast(entry);
        if (entries.size() > max) {
            entries.removeFirst();
        }
    }

    /**
     * Adds what was decided about one peer. When it becomes too much, what repeats itself gives
     * way: a peer that is dialed in vain every minute must not make us forget why it went. Of the
     * commonest kind the first one stays too, as it tells since when.
     */
    private static void addToStory(Deque<Entry> story, Entry entry) {
        story.addLast(entry);
        if (story.size() <= KEPT_PER_PEER_MAX) {
            return;
        }
        var kinds =
                story.stream()
                        .map(Entry::kind)
                        .collect(groupingBy(k -> k, TreeMap::new, counting()));
        var most = kinds.values().stream().mapToLong(n -> n).max().orElseThrow();
        if (most < 3) {
            story.removeFirst();
            return;
        }
        var commonest =
                kinds.entrySet().stream()
                        .filter(k -> k.getValue() == most)
                        .findFirst()
                        .orElseThrow()
                        .getKey();
        story.stream()
                .filter(e -> e.kind().equals(commonest))
                .skip(1)
                .findFirst()
                .ifPresent(story::remove);
    }

    /** Puts in front what a former process decided, up to number {@code last}. */
    void restore(List<Decision> decisions, long last) {
        shift(last);
        for (var decision : decisions.reversed()) {
            if (all.size() < KEPT_MAX) {
                var draft = draft(decision);
                all.addFirst(new Entry(decision.sequence(), draft));
                decision.nodeId()
                        .ifPresent(
                                id -> {
                                    var own = byPeer.computeIfAbsent(id, i -> new ArrayDeque<>());
                                    if (own.size() < KEPT_PER_PEER_MAX
                                            && byPeer.size() <= PEERS_MAX) {
                                        own.addFirst(new Entry(decision.sequence(), draft));
                                    }
                                });
            }
        }
    }

    /**
     * What was decided before the store was read gets numbers behind those that are written there.
     */
    private void shift(long by) {
        if (by <= 0) {
            return;
        }
        lastSequence += by;
        shift(all, by);
        shift(strangers, by);
        shift(unwritten, by);
        byPeer.values().forEach(own -> shift(own, by));
    }

    private static void shift(Deque<Entry> entries, long by) {
        var shifted = entries.stream().map(e -> new Entry(e.sequence + by, e.draft)).toList();
        entries.clear();
        entries.addAll(shifted);
    }

    private static Draft draft(Decision decision) {
        var inputs = new ArrayList<Object>();
        decision.inputs()
                .forEach(
                        (name, value) -> {
                            inputs.add(name);
                            inputs.add(value);
                        });
        return new Draft(
                decision.at(),
                decision.verb(),
                decision.nodeId(),
                decision.connection(),
                decision.address(),
                decision.reason(),
                inputs);
    }

    /** The newest first, those of strangers among them. */
    List<Decision> newest(int limit) {
        var merged = new ArrayList<Entry>(all.size() + strangers.size());
        merged.addAll(all);
        merged.addAll(strangers);
        merged.sort((a, b) -> Long.compare(b.sequence, a.sequence));
        return texts(merged.subList(0, Math.max(0, Math.min(limit, merged.size()))));
    }

    /** About one peer, the newest first. */
    List<Decision> of(NodeId id) {
        var own = byPeer.get(id);
        return own == null ? List.of() : texts(new ArrayList<>(own).reversed());
    }

    /** About whatever contains {@code address}, the newest first. */
    List<Decision> at(String address, int limit) {
        return newest(KEPT_MAX + STRANGERS_MAX).stream()
                .filter(d -> d.address().contains(address))
                .limit(limit)
                .toList();
    }

    private static List<Decision> texts(Collection<Entry> entries) {
        return entries.stream().map(Entry::decision).toList();
    }

    /** What is still to be written; it is taken out. */
    List<Entry> takeUnwritten() {
        var taken = List.copyOf(unwritten);
        unwritten.clear();
        return taken;
    }

    long lastSequence() {
        return lastSequence;
    }

    int unwritten() {
        return unwritten.size();
    }

    int size() {
        return all.size() + strangers.size();
    }
}
