package dev.tendril.transport.mconn.packet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * Connections that always have something to send get a fair share each, although whoever hands out
 * the processors prefers some. Counts turns in invented time: no threads, no clock.
 */
final class FairnessTest {

    private static final int CONNECTIONS = 8;
    private static final int PROCESSORS = 2;
    private static final long TURN_BYTES = 262_144;
    private static final long TURN_NANOS = 1_000_000;
    private static final int ROUNDS = 2_000;

    /** In one of so many rounds those go first who have waited longest. */
    private static final int FAIR_ROUNDS = 10;

    private final Resting timers = new Resting();

    @Test
    void saturatedConnections_whoRest_shareTheProcessors() throws Exception {
        int[] counted = turns(new Turns(timers, PROCESSORS));
        assertTrue(min(counted) * 2 >= max(counted), Arrays.toString(counted));
    }

    /** Told that there is a processor for each, nobody rests, and most starve. */
    @Test
    void saturatedConnections_whoDoNotRest_starve() throws Exception {
        int[] counted = turns(new Turns(timers, CONNECTIONS));
        assertTrue(min(counted) * 20 < max(counted), Arrays.toString(counted));
    }

    /** How many turns each has had in the end. */
    private int[] turns(Turns turns) throws InterruptedException {
        Turn[] each = new Turn[CONNECTIONS];
        Arrays.setAll(each, i -> turns.turn());
        long[] freeAtNanos = new long[CONNECTIONS];
        int[] counted = new int[CONNECTIONS];
        for (int round = 0; round < ROUNDS; round++) {
            long beginNanos = round * TURN_NANOS;
            timers.nowNanos = beginNanos + TURN_NANOS;
            for (int processor = 0; processor < PROCESSORS; processor++) {
                int next = next(freeAtNanos, beginNanos, round % FAIR_ROUNDS == 0);
                if (next < CONNECTIONS) {
                    timers.restUntilNanos = timers.nowNanos;
                    each[next].use(TURN_BYTES, beginNanos, timers.nowNanos);
                    freeAtNanos[next] = timers.restUntilNanos;
                    counted[next]++;
                }
            }
        }
        return counted;
    }

    /** Who gets the processor: the first that does not rest, or the one that waits longest. */
    private static int next(long[] freeAtNanos, long nowNanos, boolean fair) {
        int chosen = CONNECTIONS;
        for (int i = 0; i < CONNECTIONS; i++) {
            boolean better = chosen == CONNECTIONS || fair && freeAtNanos[i] < freeAtNanos[chosen];
            if (freeAtNanos[i] <= nowNanos && better) {
                chosen = i;
            }
        }
        return chosen;
    }

    private static int min(int[] counted) {
        return Arrays.stream(counted).min().orElseThrow();
    }

    private static int max(int[] counted) {
        return Arrays.stream(counted).max().orElseThrow();
    }

    /** Notes until when somebody would rest. */
    private static final class Resting implements Timers {

        private long nowNanos;
        private long restUntilNanos;

        @Override
        public long nanos() {
            return nowNanos;
        }

        @Override
        public void sleepUntil(Deadline deadline) {
            restUntilNanos = deadline.atNanos();
        }

        @Override
        public boolean await(Lock lock, Condition condition, Deadline deadline) {
            throw new UnsupportedOperationException("nothing waits here");
        }

        @Override
        public Alarm at(Deadline deadline, Runnable action) {
            throw new UnsupportedOperationException("nothing is due here");
        }
    }
}
