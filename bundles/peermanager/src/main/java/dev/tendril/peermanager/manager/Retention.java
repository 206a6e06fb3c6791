package dev.tendril.peermanager.manager;

import dev.tendril.support.count.Counters;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Which decisions are on disk, and which of them have to go: the oldest, when there are too many,
 * when they are too large together, or when they are too old. Belongs to whoever is in the store.
 */
final class Retention {

    /** Decisions on disk. */
    static final int COUNT_MAX = 10_000;

    /** Bytes of all of them together; a stranger chooses some of the texts. */
    static final long BYTES_MAX = 8L << 20;

    /** Nobody asks why about what is longer ago. */
    static final Duration AGE_MAX = Duration.ofDays(30);

    /** A record on disk. */
    record Kept(long sequence, Instant at, int bytes) {}

    private final Counters counters;
    private final Deque<Kept> oldestFirst = new ArrayDeque<>();
    private long bytes;

    Retention(Counters counters) {
        this.counters = counters;
    }

    /** Begins anew, with another store. */
    void clear() {
        oldestFirst.clear();
        bytes = 0;
    }

    /** Notes a record; its number is higher than all before. */
    void add(Kept kept) {
        oldestFirst.addLast(kept);
        bytes += kept.bytes;
    }

    /** Takes out what has to go. */
    List<Kept> expire(Instant now) {
        var gone = new ArrayList<Kept>();
        var oldest = now.minus(AGE_MAX);
        while (!oldestFirst.isEmpty()) {
            var first = oldestFirst.getFirst();
            if (oldestFirst.size() > COUNT_MAX) {
                counters.increment("limit.decisions-count");
            } else if (bytes > BYTES_MAX) {
                counters.increment("limit.decisions-bytes");
            } else if (first.at.isBefore(oldest)) {
                counters.increment("limit.decisions-age");
            } else {
                break;
            }
            oldestFirst.removeFirst();
            bytes -= first.bytes;
            gone.add(first);
        }
        return gone;
    }

    /** They could not be removed: they are to go the next time. */
    void giveBack(List<Kept> gone) {
        for (var kept : gone.reversed()) {
            oldestFirst.addFirst(kept);
            bytes += kept.bytes;
        }
    }

    /** The highest number; 0 when there is none. */
    long lastSequence() {
        return oldestFirst.isEmpty() ? 0 : oldestFirst.getLast().sequence;
    }
}
