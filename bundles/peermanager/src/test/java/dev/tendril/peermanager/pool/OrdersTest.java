package dev.tendril.peermanager.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.peermanager.Who;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;

import java.util.Comparator;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The orders that peers are kept in are total: the same for whoever sorts first. */
class OrdersTest {

    private static final int TRIPLES = 20_000;

    private final RandomGenerator random = Seeds.random(OrdersTest.class);

    private <T> void isTotal(Comparator<? super T> order, Supplier<T> draw) {
        for (var i = 0; i < TRIPLES; i++) {
            var a = draw.get();
            var b = draw.get();
            var c = draw.get();
            assertEquals(0, order.compare(a, a));
            var ab = Integer.signum(order.compare(a, b));
            assertEquals(-ab, Integer.signum(order.compare(b, a)), () -> a + " and " + b);
            assertEquals(a.equals(b), ab == 0, () -> a + " and " + b);
            var bc = Integer.signum(order.compare(b, c));
            if (ab == bc) {
                var ac = Integer.signum(order.compare(a, c));
                assertTrue(ac == ab, () -> a + ", " + b + ", " + c);
            }
        }
    }

    private Who who() {
        return Who.of(1 + random.nextInt(3));
    }

    private double rank() {
        return random.nextInt(3) - 1 + (random.nextInt(4) == 0 ? 1e-12 : 0);
    }

    private long few() {
        return random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(2);
    }

    @Test
    @Covers({"I-20", "D-18", "D-25"})
    void indexes_areInTotalOrder() {
        isTotal(
                Index.Candidate.ORDER,
                () ->
                        new Index.Candidate(
                                Index.Tier.values()[random.nextInt(Index.Tier.values().length)],
                                rank(),
                                random.nextBoolean(),
                                few(),
                                who().id()));
        isTotal(Index.Waiting.ORDER, () -> new Index.Waiting(few(), who().id()));
        isTotal(Index.Ranked.ORDER, () -> new Index.Ranked(rank(), few(), who().id()));
        isTotal(
                Index.Prunable.ORDER,
                () -> new Index.Prunable(random.nextInt(4), rank(), few(), who().id()));
        isTotal(Comparator.<Pool.Order>naturalOrder(), () -> new Pool.Order(few(), few()));
    }
}
