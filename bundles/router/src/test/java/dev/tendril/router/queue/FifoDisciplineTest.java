package dev.tendril.router.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.transport.Part;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class FifoDisciplineTest extends QueueContract {

    @Override
    Discipline discipline() {
        return new FifoDiscipline();
    }

    @Test
    @Covers("N-QU-04")
    void next_keepsTheOrderOfAllChannelsTogether() {
        var queue = queue();
        var part = new Part();
        for (int i = 0; i < 30; i++) {
            queue.offer(lane(i % 3, 1 + i % 3), numbered(i, 100));
        }
        var order = new ArrayList<Integer>();
        while (queue.next(40, channel -> true, part)) {
            if (part.isLast()) {
                order.add(part.channel().value());
            }
        }
        assertEquals(List.of(0, 1, 2, 0, 1, 2), order.subList(0, 6));
        assertTrue(order.size() == 30);
    }
}
