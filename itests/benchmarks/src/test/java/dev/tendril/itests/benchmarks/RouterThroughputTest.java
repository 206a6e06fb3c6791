package dev.tendril.itests.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.testkit.Seeds;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmark works; what it measures depends on the machine and is not judged here. */
class RouterThroughputTest {

    @ParameterizedTest
    @ValueSource(ints = {1_024, 65_536})
    void measure_countsWhatArrived(int payloadMaxBytes) throws Exception {
        Result result =
                new RouterThroughput(payloadMaxBytes, Seeds.seed(RouterThroughputTest.class))
                        .measure(3_000, 500);
        assertEquals(500, result.messages());
        assertTrue(result.messagesPerSecond() > 0, result::toString);
    }
}
