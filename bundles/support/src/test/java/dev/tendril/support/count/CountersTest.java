package dev.tendril.support.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** Counters lose nothing and do not grow without end. */
final class CountersTest {

    private final Counters counters = new Counters();

    @Test
    void get_ofWhatWasNeverCounted_isZero() {
        assertEquals(0, counters.get("a"));
        assertEquals(Map.of(), counters.snapshot());
    }

    @Test
    void snapshot_isInOrderOfNamesAndTheCallersOwn() {
        counters.increment("b");
        counters.add("a", 5);
        counters.increment("b");
        var snapshot = counters.snapshot();
        counters.increment("a");
        assertEquals(List.of("a", "b"), List.copyOf(snapshot.keySet()));
        assertEquals(Map.of("a", 5L, "b", 2L), snapshot);
        snapshot.clear();
        assertEquals(6, counters.get("a"));
    }

    @Test
    void increment_byManyThreads_losesNothing() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int t = 0; t < 20; t++) {
                threads.execute(
                        () -> {
                            for (int i = 0; i < 1_000; i++) {
                                counters.increment("name-" + i % 3);
                            }
                        });
            }
        }
        assertEquals(20_000, counters.snapshot().values().stream().mapToLong(n -> n).sum());
    }

    @Test
    void names_beyondTheLimit_areCountedTogether() {
        for (int i = 0; i < Counters.NAMES_MAX + 500; i++) {
            counters.increment("name-" + i);
        }
        assertTrue(counters.snapshot().size() <= Counters.NAMES_MAX + 1);
        assertEquals(500, counters.get(Counters.OTHERS));
        counters.increment("name-0");
        assertEquals(2, counters.get("name-0"));
    }
}
