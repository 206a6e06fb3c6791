package dev.tendril.itests.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

/** The benchmark works; what it measures depends on the machine and is not judged here. */
class MconnThroughputTest {
    @Test
    @Covers("SC-10")
    void measure_countsWhatArrived() throws Exception {
        Result result = MconnThroughput.measure(3_000, 200);
        assertEquals(200, result.messages());
        assertTrue(result.messagesPerSecond() > 0, result::toString);
    }
}
