package dev.tendril.itests.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;

class PeerManagerChurnTest {

    private static final int KNOWN = 300;
    private static final int CONNECTIONS = 20;

    @Test
    void churn_doesAllVerbs_andHoldsItsConnectionsAndPeers() {
        var churn = new Churn(KNOWN, CONNECTIONS, Seeds.seed(PeerManagerChurnTest.class));
        churn.run(20_000);

        assertEquals(EnumSet.allOf(Churn.Verb.class), EnumSet.copyOf(churn.counts().keySet()));
        assertTrue(churn.connected() > CONNECTIONS / 2, "connections: " + churn.connected());
        assertTrue(churn.known() > KNOWN * 3 / 4, "known: " + churn.known());
        assertEquals(
                churn.verbs(), churn.counts().values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void sameSeed_isTheSameChurn() {
        var seed = Seeds.seed(PeerManagerChurnTest.class);
        var one = new Churn(KNOWN, CONNECTIONS, seed);
        var other = new Churn(KNOWN, CONNECTIONS, seed);
        one.run(5_000);
        other.run(5_000);
        assertEquals(one.counts(), other.counts());
    }

    @Test
    void median_isThatOfRoundsThatDidSomething() {
        var churn = new Churn(KNOWN, CONNECTIONS, 1);
        assertTrue(PeerManagerChurn.medianPerSecond(churn, 1_000) > 0);
        assertTrue(PeerManagerChurn.answersPerSecond(churn, 100) > 0);
    }
}
