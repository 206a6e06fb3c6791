package dev.tendril.router.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.transport.Part;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class PriorityDisciplineTest extends QueueContract {

    @Override
    Discipline discipline() {
        return new PriorityDiscipline();
    }

    @Test
    @Covers({"N-QU-02", "N-QU-04", "D-24"})
    void next_givesTheHighestPriorityFirst_strictBeforeAll() {
        var queue = queue();
        var part = new Part();
        for (int i = 0; i < 20; i++) {
            queue.offer(lane(1, 1), numbered(i, 100));
        }
        for (int i = 0; i < 10; i++) {
            queue.offer(lane(2, 10), numbered(i, 100));
        }
        queue.offer(new LaneLimits(new ChannelId(3), 1, true, 10, 1_000), numbered(0, 100));
        var order = new ArrayList<Integer>();
        while (queue.next(1_024, channel -> true, part)) {
            order.add(part.channel().value());
        }
        assertEquals(3, order.getFirst());
        assertEquals(List.of(2, 2), order.subList(9, 11));
        assertEquals(1, order.get(11));
        assertEquals(31, order.size());
    }
}
