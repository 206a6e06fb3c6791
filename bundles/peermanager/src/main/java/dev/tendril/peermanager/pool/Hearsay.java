package dev.tendril.peermanager.pool;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.peermanager.policy.BookRules;
import dev.tendril.peermanager.policy.NetworkGroup;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/**
 * What was only told by others, counted by source and by network group, so that neither one talker
 * nor one owner of many addresses fills the book (D-14, N-PEX-03).
 */
final class Hearsay {

    /** How many addresses a source has in the book; the fullest comes first. */
    private record Bucket(int size, String source) implements Comparable<Bucket> {
        @Override
        public int compareTo(Bucket other) {
            return size != other.size
                    ? Integer.compare(other.size, size)
                    : source.compareTo(other.source);
        }
    }

    private final Map<String, SequencedSet<NodeAddress>> bySource = new HashMap<>();
    private final Map<NetworkGroup, Integer> byGroup = new HashMap<>();
    private final TreeSet<Bucket> fullestFirst = new TreeSet<>();
    private int size;

    void add(KnownAddress known) {
        var source = bySource.computeIfAbsent(known.source(), s -> new LinkedHashSet<>());
        fullestFirst.remove(new Bucket(source.size(), known.source()));
        source.add(known.address());
        fullestFirst.add(new Bucket(source.size(), known.source()));
        byGroup.merge(known.group(), 1, Integer::sum);
        size++;
    }

    void remove(KnownAddress known) {
        var source = bySource.get(known.source());
        if (source == null || !source.remove(known.address())) {
            throw new IllegalStateException("hearsay was not counted: " + known.address());
        }
        fullestFirst.remove(new Bucket(source.size() + 1, known.source()));
        if (source.isEmpty()) {
            bySource.remove(known.source());
        } else {
            fullestFirst.add(new Bucket(source.size(), known.source()));
        }
        byGroup.computeIfPresent(known.group(), (g, count) -> count > 1 ? count - 1 : null);
        size--;
    }

    int size() {
        return size;
    }

    int ofSource(String source) {
        var addresses = bySource.get(source);
        return addresses == null ? 0 : addresses.size();
    }

    int ofGroup(NetworkGroup group) {
        return byGroup.getOrDefault(group, 0);
    }

    boolean isGroupFull(KnownAddress known, BookRules rules) {
        return known.group().isLimited() && ofGroup(known.group()) >= rules.hearsayPerGroupMax();
    }

    /**
     * What is to be forgotten before {@code source} may tell one more: what it told first, or what
     * the fullest did.
     *
     * @param shareMax most addresses of the source
     */
    Optional<NodeAddress> inTheWay(String source, int shareMax, BookRules rules) {
        if (ofSource(source) >= shareMax) {
            return first(source);
        }
        if (size >= rules.hearsayMax() && !fullestFirst.isEmpty()) {
            return first(fullestFirst.first().source);
        }
        return Optional.empty();
    }

    private Optional<NodeAddress> first(String source) {
        return Optional.ofNullable(bySource.get(source)).map(SequencedSet::getFirst);
    }
}
