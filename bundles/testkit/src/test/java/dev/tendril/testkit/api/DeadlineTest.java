package dev.tendril.testkit.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.time.Deadline;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/** Deadlines at the ends of their range. */
final class DeadlineTest {

    @Test
    void after_countsFromNow() {
        assertEquals(new Deadline(1_500), Deadline.after(Duration.ofNanos(500), 1_000));
    }

    @Test
    void after_ofANegativeDelay_isNow() {
        assertEquals(new Deadline(7), Deadline.after(Duration.ofSeconds(-1), 7));
    }

    @Test
    void after_ofAHugeDelay_isNever() {
        assertEquals(Deadline.NEVER, Deadline.after(Duration.ofSeconds(Long.MAX_VALUE), 0));
        assertEquals(Deadline.NEVER, Deadline.after(Duration.ofNanos(Long.MAX_VALUE), 5));
    }

    @Test
    void isPast_fromTheMomentItself() {
        var deadline = new Deadline(10);
        assertFalse(deadline.isPast(9));
        assertTrue(deadline.isPast(10));
        assertTrue(deadline.isPast(11));
        assertFalse(Deadline.NEVER.isPast(Long.MAX_VALUE));
    }

    @Test
    void remainingNanos_neverIsNegative() {
        assertEquals(3, new Deadline(10).remainingNanos(7));
        assertEquals(0, new Deadline(10).remainingNanos(70));
        assertEquals(Long.MAX_VALUE, Deadline.NEVER.remainingNanos(70));
    }

    @Test
    void min_andOrder_putTheEarliestFirst() {
        var early = new Deadline(1);
        var late = new Deadline(2);
        assertEquals(early, late.min(early));
        assertEquals(early, early.min(Deadline.NEVER));
        assertEquals(
                List.of(early, late, Deadline.NEVER),
                List.copyOf(new TreeSet<>(List.of(Deadline.NEVER, late, early))));
    }

    @Test
    void constructor_beforeTheStart_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Deadline(-1));
    }
}
