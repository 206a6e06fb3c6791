package dev.tendril.itests.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;

/** Faults drawn from the seed, with invariants checked all the time. */
class StormIT {

    private static final Entry STORM = Scenarios.named("storm");

    @Test
    @Covers({"L-3", "L-6", "I-11", "I-13", "I-14"})
    void storm_leavesANetworkThatIsWhole() throws Exception {
        var seed = Seeds.seed(StormIT.class);
        for (var i = 0; i < 3; i++) {
            STORM.play(seed + i);
        }
    }

    @Test
    @Covers("I-19")
    void storm_ofTheSameSeed_isTheSame() throws Exception {
        var seed = Seeds.seed(StormIT.class);
        assertEquals(STORM.play(seed).hash(), STORM.play(seed).hash());
    }
}
