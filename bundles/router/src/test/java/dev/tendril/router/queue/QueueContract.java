package dev.tendril.router.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.Part;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;
import dev.tendril.testkit.sim.SimScheduler;
import dev.tendril.testkit.time.ManualTimers;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What every queue of a peer keeps, whatever its discipline. */
abstract class QueueContract {

    static final QueueLimits WIDE = new QueueLimits(1_000_000, 1L << 40);

    private final ManualTimers timers = new ManualTimers();
    private final List<ChannelId> writable = new ArrayList<>();
    private final Part part = new Part();

    /** The discipline under test. */
    abstract Discipline discipline();

    PeerQueue queue(QueueLimits limits, NodeBudget budget) {
        return new PeerQueue(limits, budget, discipline(), timers, writable::add);
    }

    PeerQueue queue() {
        return queue(WIDE, new NodeBudget(WIDE));
    }

    static LaneLimits lane(int id, int priority) {
        return new LaneLimits(new ChannelId(id), priority, false, 1_000_000, 1L << 40);
    }

    static LaneLimits narrow(int id, int messages, long bytes) {
        return new LaneLimits(new ChannelId(id), 1, false, messages, bytes);
    }

    static byte[] numbered(int number, int lengthBytes) {
        var bytes = new byte[Math.max(4, lengthBytes)];
        ByteBuffer.wrap(bytes).putInt(number);
        return bytes;
    }

    /** Takes one whole message. */
    private int takeNumber(PeerQueue queue) {
        assertTrue(queue.next(Integer.MAX_VALUE, channel -> true, part));
        assertTrue(part.isLast());
        return ByteBuffer.wrap(part.copy()).getInt();
    }

    @Test
    @Covers({"N-QU-01", "N-QU-03", "N-QU-07", "I-15", "D-26"})
    void next_givesEveryMessageOnceInOrderOfItsChannel() {
        RandomGenerator random = Seeds.random(getClass());
        var budget = new NodeBudget(WIDE);
        var queue = queue(WIDE, budget);
        var model = new Model();
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(100) < 55) {
                var channel = random.nextInt(8);
                var message = numbered(i, random.nextInt(3_000));
                var limits =
                        new LaneLimits(
                                new ChannelId(channel),
                                1 + channel,
                                channel == 7,
                                1_000_000,
                                1L << 40);
                assertEquals(Offer.QUEUED, queue.offer(limits, message));
                model.offered(channel, message);
            } else if (queue.next(1 + random.nextInt(1_400), channel -> true, part)) {
                model.taken(part);
            }
            model.assertEquals(queue, budget);
        }
        while (queue.next(1_024, channel -> true, part)) {
            model.taken(part);
        }
        model.assertEquals(queue, budget);
        assertEquals(0, queue.queuedBytes());
    }

    /** The same, as plainly as can be. */
    private static final class Model {

        private final Map<Integer, List<byte[]>> waiting = new HashMap<>();
        private final Map<Integer, ByteBuffer> begun = new HashMap<>();
        private long bytes;
        private int messages;

        void offered(int channel, byte[] message) {
            waiting.computeIfAbsent(channel, id -> new ArrayList<>()).add(message);
            bytes += message.length;
            messages++;
        }

        void taken(Part part) {
            var lane = waiting.get(part.channel().value());
            var expected = lane.getFirst();
            var whole =
                    begun.computeIfAbsent(
                            part.channel().value(), id -> ByteBuffer.allocate(expected.length));
            whole.put(part.copy());
            if (part.isLast()) {
                assertArrayEquals(expected, whole.array());
                begun.remove(part.channel().value());
                lane.removeFirst();
                bytes -= expected.length;
                messages--;
            }
        }

        void assertEquals(PeerQueue queue, NodeBudget budget) {
            org.junit.jupiter.api.Assertions.assertEquals(bytes, queue.queuedBytes());
            org.junit.jupiter.api.Assertions.assertEquals(messages, queue.queuedMessages());
            org.junit.jupiter.api.Assertions.assertEquals(bytes, budget.usedBytes());
            org.junit.jupiter.api.Assertions.assertEquals(messages, budget.usedMessages());
        }
    }

    @Test
    @Covers({"QU-01", "D-23"})
    void offer_beyondTheChannelsLimits_isRefusedAndLosesNothing() {
        var queue = queue();
        var limits = narrow(1, 3, 100);
        for (int i = 0; i < 3; i++) {
            assertEquals(Offer.QUEUED, queue.offer(limits, numbered(i, 30)));
        }
        assertEquals(Offer.CHANNEL_FULL, queue.offer(limits, numbered(3, 4)));
        assertEquals(Offer.QUEUED, queue.offer(narrow(2, 3, 100), numbered(9, 4)));
        var numbers =
                List.of(takeNumber(queue), takeNumber(queue), takeNumber(queue), takeNumber(queue));
        assertTrue(numbers.containsAll(List.of(0, 1, 2, 9)), numbers::toString);
        assertFalse(queue.next(1_024, channel -> true, part));
        assertEquals(List.of(new ChannelId(1)), writable);
    }

    @Test
    @Covers("MC-04")
    void queue_isEmptyAtFirst() {
        var queue = queue();
        assertEquals(0, queue.queuedMessages());
        assertEquals(0, queue.queuedBytes());
        assertFalse(queue.next(1_024, channel -> true, part));
    }

    @Test
    @Covers("MC-14")
    void offer_toALaneForOne_isFullUntilThatOneHasLeft() {
        var queue = queue();
        var one = narrow(1, 1, 1_000);
        assertEquals(Offer.QUEUED, queue.offer(one, numbered(1, 4)));
        assertEquals(1, takeNumber(queue));
        assertEquals(Offer.QUEUED, queue.offer(one, numbered(2, 4)));
        assertEquals(Offer.CHANNEL_FULL, queue.offer(one, numbered(3, 4)));
        assertEquals(2, takeNumber(queue));
        assertFalse(queue.next(1_024, channel -> true, part));
    }

    @Test
    @Covers("CH-02")
    void offer_thatWaitsForRoom_endsWhenItsThreadIsInterrupted() throws Exception {
        try (var sim = new SimScheduler(Seeds.seed(getClass()))) {
            var queue =
                    new PeerQueue(
                            WIDE, new NodeBudget(WIDE), discipline(), sim.timers(), channel -> {});
            sim.call(
                    "test",
                    () -> {
                        var one = narrow(1, 1, 1_000);
                        queue.offer(one, numbered(1, 4));
                        var ended = new ArrayList<String>();
                        var waits =
                                sim.threads()
                                        .unstarted(
                                                "waits",
                                                () -> {
                                                    try {
                                                        queue.offer(
                                                                one,
                                                                numbered(2, 4),
                                                                Deadline.NEVER);
                                                        ended.add("queued");
                                                    } catch (InterruptedException asked) {
                                                        ended.add("interrupted");
                                                    }
                                                });
                        waits.start();
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertEquals(List.of(), ended);
                        waits.interrupt();
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertEquals(List.of("interrupted"), ended);
                        assertEquals(1, queue.queuedMessages());
                        return true;
                    });
            sim.assertEnded();
        }
    }

    /** Whatever state lanes are in, who goes before whom never runs in a circle. */
    @Test
    @Covers({"D-25", "I-20", "N-QU-04"})
    void order_ofLanes_neverContradictsItself() {
        var random = Seeds.random(getClass());
        var discipline = discipline();
        for (var i = 0; i < 20_000; i++) {
            var a = randomLane(random);
            var b = randomLane(random);
            var c = randomLane(random);
            assertFalse(discipline.goesBefore(a, a));
            assertFalse(discipline.goesBefore(a, b) && discipline.goesBefore(b, a));
            if (discipline.goesBefore(a, b) && discipline.goesBefore(b, c)) {
                assertTrue(discipline.goesBefore(a, c));
            }
        }
    }

    private static Lane randomLane(RandomGenerator random) {
        var limits =
                new LaneLimits(
                        new ChannelId(random.nextInt(256)),
                        1 + random.nextInt(20),
                        random.nextBoolean(),
                        100,
                        10_000);
        var lane = new Lane(limits);
        lane.add(random.nextInt(5), new byte[random.nextInt(100)]);
        lane.recentlySentBytes = random.nextInt(4) * 1_000L;
        lane.passedOver = random.nextInt(80);
        return lane;
    }

    @Test
    void offer_ofOneMessage_alwaysFitsIntoAnEmptyLane() {
        var tiny = new QueueLimits(1, 1);
        var queue = queue(tiny, new NodeBudget(tiny));
        assertEquals(Offer.QUEUED, queue.offer(narrow(1, 1, 1), new byte[1_000]));
        assertEquals(Offer.CHANNEL_FULL, queue.offer(narrow(1, 1, 1), new byte[0]));
        assertEquals(Offer.PEER_FULL, queue.offer(narrow(2, 1, 1), new byte[0]));
        var other = queue(WIDE, new NodeBudget(tiny));
        other.offer(narrow(1, 5, 5), new byte[1]);
        assertEquals(Offer.NODE_FULL, other.offer(narrow(2, 5, 5), new byte[1]));
    }

    @Test
    void offer_toAFullNode_keepsAReserveForTheStrictClass() {
        var budget = new NodeBudget(new QueueLimits(80, 8_000));
        var first = queue(WIDE, budget);
        var second = queue(WIDE, budget);
        var offers = new ArrayList<Offer>();
        for (int i = 0; i < 80; i++) {
            offers.add(first.offer(lane(1, 1), numbered(i, 100)));
        }
        assertEquals(70, offers.stream().filter(Offer.QUEUED::equals).count());
        assertEquals(Offer.NODE_FULL, second.offer(lane(2, 1), numbered(0, 100)));
        var strict = new LaneLimits(new ChannelId(3), 1, true, 100, 10_000);
        assertEquals(Offer.QUEUED, second.offer(strict, numbered(0, 100)));
        for (int i = 0; i < 11; i++) {
            takeNumber(first);
        }
        assertTrue(writable.contains(new ChannelId(2)), writable::toString);
        assertEquals(Offer.QUEUED, second.offer(lane(2, 1), numbered(0, 100)));
    }

    @Test
    void next_withChannelsThatCannotBeSent_givesOnlyTheOthers() {
        var queue = queue();
        queue.offer(lane(1, 1), numbered(1, 4));
        queue.offer(lane(2, 1), numbered(2, 4));
        assertTrue(queue.next(1_024, channel -> channel.value() == 2, part));
        assertEquals(2, part.channel().value());
        assertFalse(queue.next(1_024, channel -> channel.value() == 2, part));
        assertEquals(1, takeNumber(queue));
    }

    @Test
    void next_ofAnEmptyMessage_givesOneEmptyLastPart() {
        var queue = queue();
        queue.offer(lane(1, 1), new byte[0]);
        assertTrue(queue.next(10, channel -> true, part));
        assertEquals(0, part.lengthBytes());
        assertTrue(part.isLast());
        assertFalse(queue.next(10, channel -> true, part));
    }

    @Test
    @Covers("N-CH-02")
    void drop_keepsAMessageThatIsHalfSent() {
        var budget = new NodeBudget(WIDE);
        var queue = queue(WIDE, budget);
        for (int i = 0; i < 5; i++) {
            queue.offer(lane(1, 1), numbered(i, 100));
        }
        assertTrue(queue.next(60, channel -> true, part));
        assertEquals(new Dropped(4, 400), queue.drop(new ChannelId(1)));
        assertTrue(queue.next(60, channel -> true, part));
        assertTrue(part.isLast());
        assertFalse(queue.next(60, channel -> true, part));
        assertEquals(0, budget.usedBytes());
    }

    @Test
    @Covers({"QU-02", "QU-07", "N-QU-05", "D-28"})
    void close_isPromptWhoeverWaits_andLeavesNothing() throws Exception {
        try (var sim = new SimScheduler(Seeds.seed(getClass()))) {
            var budget = new NodeBudget(WIDE);
            var queue = new PeerQueue(WIDE, budget, discipline(), sim.timers(), channel -> {});
            var ended = new ArrayList<Object>();
            sim.call(
                    "test",
                    () -> {
                        var limits = narrow(1, 1, 10);
                        queue.offer(limits, numbered(1, 4));
                        start(
                                sim,
                                "waits",
                                () -> ended.add(queue.offer(limits, new byte[4], Deadline.NEVER)));
                        while (queue.next(10, channel -> false, part)) {
                            throw new AssertionError("nothing can be sent");
                        }
                        start(sim, "sends", () -> ended.add(queue.await(Deadline.NEVER)));
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertEquals(List.of(), ended);
                        assertEquals(new Dropped(1, 4), queue.close());
                        assertEquals(new Dropped(0, 0), queue.close());
                        sim.timers().sleep(Duration.ofNanos(1));
                        assertTrue(
                                ended.contains(Offer.CLOSED) && ended.contains(false),
                                ended::toString);
                        assertEquals(Offer.CLOSED, queue.offer(limits, new byte[1]));
                        return true;
                    });
            assertEquals(0, budget.usedBytes() + budget.usedMessages());
            assertEquals(0, queue.queuedBytes());
            sim.assertEnded();
        }
    }

    @Test
    @Covers({"QU-06", "N-QU-06", "D-27"})
    void await_idle_takesNoSteps_andOfferWakeAndDeadlineEndIt() throws Exception {
        try (var sim = new SimScheduler(Seeds.seed(getClass()))) {
            var queue =
                    new PeerQueue(
                            WIDE, new NodeBudget(WIDE), discipline(), sim.timers(), channel -> {});
            sim.call(
                    "test",
                    () -> {
                        var woken = new ArrayList<String>();
                        start(
                                sim,
                                "sends",
                                () -> {
                                    while (queue.await(Deadline.NEVER)) {
                                        woken.add(
                                                queue.next(9, channel -> true, part)
                                                        ? "part"
                                                        : "none");
                                    }
                                });
                        sim.timers().sleep(Duration.ofSeconds(1));
                        var steps = sim.trace().steps();
                        sim.timers().sleep(Duration.ofHours(1));
                        assertTrue(sim.trace().steps() - steps < 5, "an idle queue costs nothing");
                        queue.offer(lane(1, 1), new byte[1]);
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertEquals(List.of("part"), woken);
                        queue.wake();
                        sim.timers().sleep(Duration.ofSeconds(1));
                        assertEquals(List.of("part", "none"), woken);
                        queue.close();
                        return true;
                    });
            sim.assertEnded();
        }
    }

    @Test
    void wake_beforeAwait_isNotLost_andADeadlineEndsTheWait() throws Exception {
        try (var sim = new SimScheduler(Seeds.seed(getClass()))) {
            var queue =
                    new PeerQueue(
                            WIDE, new NodeBudget(WIDE), discipline(), sim.timers(), channel -> {});
            sim.call(
                    "test",
                    () -> {
                        queue.wake();
                        assertFalse(queue.next(9, channel -> true, part));
                        assertTrue(queue.await(Deadline.NEVER));
                        assertTrue(queue.await(sim.timers().deadlineIn(Duration.ofSeconds(2))));
                        assertEquals(Duration.ofSeconds(2).toNanos(), sim.timers().nanos());
                        return true;
                    });
        }
    }

    /** A task that may throw. */
    private interface Work {
        void run() throws InterruptedException;
    }

    private static void start(SimScheduler sim, String name, Work work) {
        sim.threads()
                .unstarted(
                        name,
                        () -> {
                            try {
                                work.run();
                            } catch (InterruptedException cancelled) {
                                throw new IllegalStateException("nobody interrupts", cancelled);
                            }
                        })
                .start();
    }
}
