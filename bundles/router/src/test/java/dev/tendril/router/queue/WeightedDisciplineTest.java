package dev.tendril.router.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.transport.Part;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;
import dev.tendril.testkit.time.ManualTimers;
import dev.tendril.testkit.vectors.Vectors;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;

class WeightedDisciplineTest extends QueueContract {

    private final Part part = new Part();

    @Override
    Discipline discipline() {
        return new WeightedDiscipline();
    }

    private static LaneLimits strict(int id) {
        return new LaneLimits(new ChannelId(id), 1, true, 1_000_000, 1L << 40);
    }

    private static void fill(PeerQueue queue, LaneLimits lane, int messages, int lengthBytes) {
        for (int i = 0; i < messages; i++) {
            queue.offer(lane, numbered(i, lengthBytes));
        }
    }

    /** Five flows offer twice as much as leaves: each loses, and all lose alike. */
    @Test
    @Covers("QU-03")
    void next_ofEqualPriorities_sharesAlikeUnderOverload() {
        var random = Seeds.random(getClass());
        var queue = queue();
        var offered = new long[5];
        var accepted = new long[5];
        for (int i = 0; i < 200_000; i++) {
            var flow = random.nextInt(5);
            var limits = new LaneLimits(new ChannelId(flow), 3, false, 12, 12_000);
            offered[flow]++;
            if (queue.offer(limits, numbered(i, 100 + random.nextInt(100))) == Offer.QUEUED) {
                accepted[flow]++;
            }
            if (i % 2 == 0) {
                assertTrue(queue.next(1_024, channel -> true, part));
            }
        }
        for (int flow = 0; flow < 5; flow++) {
            var rate = (double) accepted[flow] / offered[flow];
            assertTrue(rate < 0.6 && Math.abs(rate - 0.5) < 0.02, "rate of success " + rate);
        }
        while (queue.next(1_024, channel -> true, part)) {}
        assertEquals(0, queue.queuedMessages());
        assertEquals(0, queue.queuedBytes());
    }

    @Test
    @Covers("QU-04")
    void next_sharesByPriority() {
        var queue = queue();
        int[] priorities = {18, 10, 2, 1};
        for (int i = 0; i < priorities.length; i++) {
            fill(queue, lane(i, priorities[i]), 10_000, 1_000);
        }
        var taken = new long[priorities.length];
        for (int i = 0; i < 3_100; i++) {
            assertTrue(queue.next(1_024, channel -> true, part));
            taken[part.channel().value()]++;
        }
        for (int i = 0; i < priorities.length; i++) {
            var share = 3_100.0 * priorities[i] / 31;
            assertTrue(
                    Math.abs(taken[i] - share) < 0.15 * share + 5, taken[i] + " of about " + share);
        }
        while (queue.next(1_024, channel -> true, part)) {
            taken[part.channel().value()]++;
        }
        assertEquals(40_000, Arrays.stream(taken).sum());
        assertEquals(0, queue.queuedMessages());
        assertEquals(0, queue.queuedBytes());
    }

    @Test
    @Covers({"I-15", "D-30"})
    void next_letsAStrictMessageWaitForOnePartAtMost() {
        var queue = queue();
        for (int i = 0; i < 12; i++) {
            fill(queue, lane(i, 1), 1, 1_000_000);
        }
        var strictTurns = 0;
        var gap = 0;
        for (int i = 0; i < 20_000; i++) {
            fill(queue, strict(100), 1, 100);
            assertTrue(queue.next(1_024, channel -> true, part));
            if (part.channel().value() == 100) {
                strictTurns++;
                gap = 0;
            } else {
                gap++;
            }
            assertTrue(gap <= 1, "a strict message waited for two parts");
        }
        assertTrue(strictTurns > 10_000);
    }

    @Test
    @Covers("D-26")
    void next_starvesNobody_evenBesideAnEndlessStrictFlow() {
        var queue = queue();
        fill(queue, lane(1, 1), 1_000, 1_000);
        fill(queue, lane(2, 1), 1_000, 1_000);
        var taken = new long[4];
        for (int i = 0; i < 13_000; i++) {
            fill(queue, strict(3), 2, 100);
            assertTrue(queue.next(1_024, channel -> true, part));
            taken[part.channel().value()]++;
        }
        assertTrue(taken[1] >= 100 && taken[2] >= 100, taken[1] + ", " + taken[2]);
    }

    @Test
    void next_afterALongBusyTime_doesNotStarveWhoWasBusy() {
        var timers = new ManualTimers();
        var queue =
                new PeerQueue(
                        WIDE,
                        new NodeBudget(WIDE),
                        new WeightedDiscipline(),
                        timers,
                        channel -> {});
        fill(queue, lane(1, 1), 50_000, 1_000);
        for (int i = 0; i < 40_000; i++) {
            assertTrue(queue.next(1_024, channel -> true, part));
        }
        fill(queue, lane(2, 1), 10_000, 1_000);
        var former = countOf(queue, 1, 6_400);
        assertTrue(former >= 90, () -> "parts of the busy one: " + former);
        timers.advance(Duration.ofMinutes(5));
        var after = countOf(queue, 1, 1_000);
        assertTrue(Math.abs(after - 500) < 60, () -> "after the decay: " + after);
    }

    private long countOf(PeerQueue queue, int channel, int parts) {
        var count = 0L;
        for (int i = 0; i < parts; i++) {
            assertTrue(queue.next(1_024, id -> true, part));
            if (part.channel().value() == channel) {
                count++;
            }
        }
        return count;
    }

    @Test
    void next_choosesAsTheRecordedTrace() {
        for (var trace : Vectors.load().get("mconn").get("schedule").list()) {
            var queue = queue();
            for (var channel : trace.get("channels").list()) {
                var lane = lane(channel.get("id").intValue(), channel.get("priority").intValue());
                for (var lengthBytes : channel.get("queue_lengths").list()) {
                    queue.offer(lane, new byte[lengthBytes.intValue()]);
                }
            }
            for (var packet : trace.get("order").list()) {
                assertTrue(queue.next(1_024, id -> true, part));
                assertEquals(packet.get("channel").intValue(), part.channel().value());
                assertEquals(packet.get("data").intValue(), part.lengthBytes());
                assertEquals(packet.get("eof").isTrue(), part.isLast());
            }
            assertFalse(queue.next(1_024, id -> true, part));
        }
    }

    @Test
    void wireBytes_isTheSizeOfTheDelimitedPacket() {
        assertEquals(1_034, PacketCost.wireBytes(64, 1_024, false));
        assertEquals(1_032, PacketCost.wireBytes(0, 1_024, false));
        assertEquals(916, PacketCost.wireBytes(33, 904, true));
        assertEquals(986, PacketCost.wireBytes(0, 976, true));
        assertEquals(3, PacketCost.wireBytes(0, 0, false));
    }
}
