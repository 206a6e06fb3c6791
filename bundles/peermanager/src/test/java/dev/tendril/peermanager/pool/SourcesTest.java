package dev.tendril.peermanager.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

/** How much of the book a source may fill. */
class SourcesTest {

    private static final int MAX = 64;

    private final Sources sources = new Sources();

    @Test
    @Covers("N-PEX-04")
    void share_ofASourceWhoseAddressesAreBad_shrinksToAlmostNothing() {
        assertEquals(MAX, sources.share("a", MAX));
        for (var i = 0; i < 8; i++) {
            sources.bad("a");
        }
        assertEquals(MAX / 2, sources.share("a", MAX));
        for (var i = 0; i < 10_000; i++) {
            sources.bad("a");
        }
        assertTrue(sources.share("a", MAX) < MAX / 4, "share " + sources.share("a", MAX));
        assertEquals(1, sources.share("a", 2));
        assertEquals(MAX, sources.share("b", MAX));
    }

    @Test
    void share_comesBackWithGoodAddresses() {
        for (var i = 0; i < 50; i++) {
            sources.bad("a");
        }
        var low = sources.share("a", MAX);
        for (var i = 0; i < 200; i++) {
            sources.good("a");
        }
        assertTrue(low < MAX / 4);
        assertTrue(sources.share("a", MAX) > MAX * 9 / 10);
    }

    @Test
    void sources_areForgotten_theOldestFirst() {
        for (var i = 0; i < 8; i++) {
            sources.bad("first");
        }
        for (var i = 0; i < Sources.SOURCES_MAX; i++) {
            sources.good("source " + i);
        }
        assertEquals(Sources.SOURCES_MAX, sources.size());
        assertEquals(MAX, sources.share("first", MAX));
    }
}
