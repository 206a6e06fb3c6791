package dev.tendril.reactor.pex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.Behaviour.Severity;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;
import dev.tendril.testkit.node.TestNodes;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Who is asked when, and who may ask when. */
final class PexPolicyTest {

    private static final PeerRef PEER = new PeerRef(TestNodes.id(1), 1);
    private static final long SECOND = 1_000_000_000L;

    private final PexPolicy policy = policy(1);

    private static PexPolicy policy(long seed) {
        return new PexPolicy(PexOptions.DEFAULT, new SplittableRandom(seed), 0);
    }

    private Optional<Severity> requested(Dialect dialect, long nowNanos) {
        return policy.requested(PEER, dialect, nowNanos)
                .map(Behaviour.Offence.class::cast)
                .map(Behaviour.Offence::severity);
    }

    /** CometBFT's own peers may do so; the next one comes 30 s later. */
    @Test
    void requested_twiceAtOnceByCometBft_isAnsweredTwice() {
        policy.up(PEER, Family.COMETBFT);
        assertEquals(Optional.empty(), requested(Dialect.V1, SECOND));
        assertEquals(Optional.empty(), requested(Dialect.V1, SECOND));
        assertEquals(Optional.empty(), requested(Dialect.V1, 11 * SECOND));
        assertEquals(Optional.empty(), requested(Dialect.V1, 21 * SECOND));
    }

    @Test
    @Covers({"PL-02", "W8.3-6", "W8.3-6b"})
    void requested_aThirdTimeWithinTenSecondsByCometBft_isABan() {
        policy.up(PEER, Family.COMETBFT);
        requested(Dialect.V1, 0);
        requested(Dialect.V1, SECOND);
        assertEquals(Optional.of(Severity.BAN), requested(Dialect.V1, 11 * SECOND - 1));
        assertEquals(Optional.empty(), requested(Dialect.V1, 11 * SECOND));
        assertEquals(Optional.of(Severity.BAN), requested(Dialect.V1, 20 * SECOND));
    }

    /** Tendermint 0.35 only reports it and keeps the peer; so do we, with that family. */
    @Test
    @Covers("PX-04")
    void requested_twiceAtOnceByTendermint035_isAnsweredOnceAndAMinorOffence() {
        policy.up(PEER, Family.TENDERMINT_035);
        assertEquals(Optional.empty(), requested(Dialect.URL, SECOND));
        assertEquals(Optional.of(Severity.MINOR), requested(Dialect.URL, SECOND + 1));
        assertEquals(Optional.empty(), requested(Dialect.URL, SECOND + SECOND / 5));
    }

    @Test
    @Covers({"W8.3-6", "W8.3-6k"})
    void requested_inAFlood_isNeverAnsweredMoreOftenThanTheInterval() {
        for (var family : Family.values()) {
            policy.up(PEER, family);
            int answers = 0;
            for (int i = 0; i < 10_000; i++) {
                answers += requested(Dialect.V1, i * SECOND / 1_000).isEmpty() ? 1 : 0;
            }
            assertTrue(answers <= (family == Family.COMETBFT ? 2 : 101), family + ": " + answers);
        }
    }

    @Test
    @Covers({"PX-05", "PL-03", "W8.3-6"})
    void answered_withoutARequest_isABan() {
        policy.up(PEER, Family.COMETBFT);
        var offence = (Behaviour.Offence) policy.answered(PEER).orElseThrow();
        assertEquals(Severity.BAN, offence.severity());
        assertEquals("pex-unsolicited", offence.reason().code());
    }

    @Test
    @Covers({"W8.3-6", "W8.3-6a"})
    void answered_twiceForOneRequest_isABan() {
        policy.up(PEER, Family.COMETBFT);
        policy.asked(PEER, 0);
        assertTrue(policy.answered(PEER).isEmpty());
        assertTrue(policy.answered(PEER).isPresent());
    }

    @Test
    void answered_byAConnectionThatIsOlderThanWe_isTakenOnce() {
        policy.taken(PEER, Family.COMETBFT, 0);
        assertFalse(policy.mayAsk(PEER, 10 * SECOND));
        assertTrue(policy.answered(PEER).isEmpty());
        assertTrue(policy.mayAsk(PEER, 11 * SECOND));
        assertTrue(policy.answered(PEER).isPresent());
    }

    @Test
    void mayAsk_neverWhileARequestIsInTheAir() {
        policy.up(PEER, Family.COMETBFT);
        policy.asked(PEER, 0);
        assertFalse(policy.mayAsk(PEER, 1_000_000 * SECOND));
    }

    @Test
    void mayAsk_aSecondTimeAfterElevenSecondsThenEveryThirty() {
        policy.up(PEER, Family.COMETBFT);
        assertTrue(policy.mayAsk(PEER, 0));
        policy.asked(PEER, 0);
        policy.answered(PEER);
        assertFalse(policy.mayAsk(PEER, 11 * SECOND - 1));
        assertTrue(policy.mayAsk(PEER, 11 * SECOND));
        policy.asked(PEER, 11 * SECOND);
        policy.answered(PEER);
        assertFalse(policy.mayAsk(PEER, 41 * SECOND - 1));
        assertTrue(policy.mayAsk(PEER, 41 * SECOND));
    }

    @Test
    void down_forgetsTheConnection() {
        policy.up(PEER, Family.COMETBFT);
        policy.asked(PEER, 0);
        policy.down(PEER);
        assertFalse(policy.mayAsk(PEER, 100 * SECOND));
        assertTrue(policy.answered(PEER).isPresent());
        assertTrue(policy.requested(PEER, Dialect.V1, 0).isPresent());
        var again = new PeerRef(PEER.nodeId(), 2);
        policy.up(again, Family.COMETBFT);
        assertTrue(policy.mayAsk(again, 0));
    }

    @Test
    void step_asksNobodyWhenNothingIsWanted() {
        policy.up(PEER, Family.COMETBFT);
        assertEquals(Optional.empty(), policy.step(false, 5 * SECOND));
        assertEquals(Optional.of(PEER), policy.step(true, 10 * SECOND));
    }

    /** Whatever comes in, the steps stay 4 to 6 s apart; and all peers get their turn. */
    @Test
    @Covers("N-PEX-01")
    void step_runsByTheClockAlone() {
        var random = Seeds.random(PexPolicyTest.class);
        var tested = policy(random.nextLong());
        var asked = new HashSet<PeerRef>();
        for (int i = 1; i <= 5; i++) {
            tested.up(new PeerRef(TestNodes.id(i), i), Family.COMETBFT);
        }
        long last = 0;
        for (long now = 0; now < 600 * SECOND; now += SECOND / 50) {
            var from = new PeerRef(TestNodes.id(1 + random.nextInt(5)), 1);
            tested.requested(from, Dialect.V1, now);
            tested.answered(from);
            if (now >= tested.nextStepNanos()) {
                var gap = now - last;
                assertTrue(gap >= 4 * SECOND && gap <= 6 * SECOND + SECOND / 50, "gap " + gap);
                last = now;
                tested.step(true, now).ifPresent(asked::add);
            }
        }
        assertEquals(5, asked.size());
    }

    @Test
    @Covers("N-PEX-11")
    void sameSeedAndEvents_giveTheSameChoices() {
        var seed = Seeds.seed(PexPolicyTest.class);
        assertEquals(choices(policy(seed)), choices(policy(seed)));
    }

    private static List<Object> choices(PexPolicy policy) {
        for (int i = 1; i <= 20; i++) {
            policy.up(new PeerRef(TestNodes.id(i), i), Family.COMETBFT);
        }
        var choices = new ArrayList<Object>();
        for (int i = 0; i < 50; i++) {
            choices.add(policy.nextStepNanos());
            choices.add(policy.step(true, policy.nextStepNanos()));
        }
        return choices;
    }

    /** What we send is what a node that judges as we do accepts (conformance N-PEX-10, D-1). */
    @Test
    @Covers({"N-PEX-10", "D-1"})
    void ourOwnRequests_areNeverTooSoonForUs() {
        var random = Seeds.random(PexPolicyTest.class);
        for (int round = 0; round < 200; round++) {
            var asking = policy(random.nextLong());
            var judging = policy(random.nextLong());
            Map<PeerRef, Integer> requests = new HashMap<>();
            asking.up(PEER, Family.COMETBFT);
            judging.up(PEER, Family.COMETBFT);
            for (long now = 0; now < 300 * SECOND; now += Duration.ofMillis(500).toNanos()) {
                if (asking.mayAsk(PEER, now)) {
                    asking.asked(PEER, now);
                    var delay = random.nextLong(SECOND / 2);
                    assertTrue(judging.requested(PEER, Dialect.V1, now + delay).isEmpty());
                    requests.merge(PEER, 1, Integer::sum);
                    asking.answered(PEER);
                }
            }
            assertTrue(requests.get(PEER) >= 10);
        }
    }
}
