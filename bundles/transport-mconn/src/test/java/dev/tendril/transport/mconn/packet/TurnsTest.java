package dev.tendril.transport.mconn.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tendril.testkit.time.ManualTimers;

import org.junit.jupiter.api.Test;

final class TurnsTest {

    private static final long WINDOW = 50_000_000L;
    private static final long USED = 1_000_000L;

    private final Turns turns = new Turns(new ManualTimers(), 2);
    private final Turn first = turns.turn();
    private final Turn second = turns.turn();
    private final Turn third = turns.turn();
    private final Turn fourth = turns.turn();

    @Test
    void restNanos_aProcessorForEach_noRest() {
        assertEquals(0, turns.restNanos(first, USED, 1));
        assertEquals(0, turns.restNanos(second, USED, 2));
        assertEquals(0, turns.restNanos(first, USED, 3));
    }

    @Test
    void restNanos_twiceAsManyAsProcessors_asLongAsTheTurn() {
        turns.restNanos(first, USED, 1);
        turns.restNanos(second, USED, 2);
        assertEquals(USED / 2, turns.restNanos(third, USED, 3));
        assertEquals(USED, turns.restNanos(fourth, USED, 4));
        assertEquals(USED, turns.restNanos(first, USED, WINDOW + 1));
    }

    @Test
    void restNanos_othersHaveStopped_noRestAfterAWindow() {
        turns.restNanos(first, USED, 1);
        turns.restNanos(second, USED, 2);
        turns.restNanos(third, USED, 3);
        assertEquals(0, turns.restNanos(first, USED, 2 * WINDOW));
    }
}
