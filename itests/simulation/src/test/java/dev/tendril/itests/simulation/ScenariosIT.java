package dev.tendril.itests.simulation;

import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/**
 * Every scenario, with numbers that fit into a build. The same with larger ones: the script "run"
 * beside the pom.
 */
class ScenariosIT {

    private static void play(String name, int nodes, long minutes) throws Exception {
        Scenarios.named(name)
                .play(new Stage(Seeds.seed(ScenariosIT.class), nodes, Duration.ofMinutes(minutes)));
    }

    @Test
    @Covers({"L-3", "D-40", "I-4"})
    void convergence_of200NodesFromOneAddress() throws Exception {
        play("convergence", 200, 60);
    }

    /** {@code -Dsimulation.nodes=10000} for more. */
    @Test
    @Covers("L-3")
    void convergence_ofAThousandNodes() throws Exception {
        play("convergence", Integer.getInteger("simulation.nodes", 1_000), 120);
    }

    @Test
    @Covers({"L-3", "D-8"})
    void partition_isHealed() throws Exception {
        play("partition", 16, 5);
    }

    @Test
    @Covers({"D-6", "I-2", "N-RT-04", "D-5"})
    void simultaneousDials_leaveOneConnectionForEachPair() throws Exception {
        play("simultaneous-dials", 20, 3);
    }

    @Test
    @Covers({"L-3", "L-7", "I-7", "D-34"})
    void churn_ofADay_isOneNetworkEveryHour() throws Exception {
        play("churn", 8, 24 * 60);
    }

    @Test
    @Covers({"D-16", "I-17", "L-3"})
    void massRestart_withoutASeed_isOneNetworkAgain() throws Exception {
        play("mass-restart", 40, 3);
    }

    @Test
    @Covers("D-17")
    void persistentPeer_thatIsDownForAWeek_isDialedAllTheTime() throws Exception {
        play("persistent-peer", 3, 7 * 24 * 60);
    }

    /** {@code -Dsimulation.hours=100000} for more. */
    @Test
    @Covers("D-1")
    void jitter_forAThousandNodeHours_isNobodysFault() throws Exception {
        var nodes = 8;
        play("jitter", nodes, Long.getLong("simulation.hours", 1_000) / nodes * 60);
    }

    @Test
    @Covers({"D-14", "I-8"})
    void poison_ofOnePrefix_isBounded() throws Exception {
        play("poison-prefix", 5, 4);
    }

    @Test
    @Covers({"D-14", "I-8", "D-13"})
    void poison_ofOneSource_isBounded() throws Exception {
        play("poison-source", 4, 2);
    }

    @Test
    @Covers({"D-14", "I-7", "I-8", "D-13"})
    void poison_ofMany_isBounded() throws Exception {
        play("poison-many", 4, 2);
    }

    @Test
    @Covers({"D-38", "PL-06"})
    void seedRound_bringsAllTogether_andLetsThemGo() throws Exception {
        play("seed-round", 20, 15);
    }

    @Test
    @Covers("D-14")
    void eclipse_leavesHonestConnections() throws Exception {
        play("eclipse", 20, 10);
    }

    @Test
    @Covers({"L-2", "L-5", "D-36", "D-51"})
    void hostileTenth_harmsItself() throws Exception {
        play("hostile-tenth", 30, 8);
    }

    @Test
    @Covers({"L-5", "I-16", "D-44", "D-28"})
    void parts_thatFailComeAndGo_harmThemselves() throws Exception {
        play("parts", 6, 2);
    }

    @Test
    @Covers({"D-50", "D-49", "I-4"})
    void limits_areReachedAndCountedAndTheNodesGoOn() throws Exception {
        play("limits", 17, 3);
    }

    @Test
    @Covers({"D-51", "I-17", "I-16"})
    void operator_pullsEveryLever() throws Exception {
        play("operator", 6, 5);
    }
}
