package dev.tendril.router.queue;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Outbox;
import dev.tendril.api.transport.Part;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What waits for one peer: a lane for each channel, limits in messages and bytes for channel, peer
 * and node, and a {@link Discipline} that chooses between lanes. Holds encoded messages, which are
 * shared and never changed. Offering never waits unless it is asked to; nothing is lost below the
 * limits; {@link #close} is prompt whatever either side does. A queue without work costs no time.
 * Safe for use by many threads, one of which takes.
 */
public final class PeerQueue implements Outbox {

    private final QueueLimits limits;
    private final NodeBudget budget;
    private final Discipline discipline;
    private final Timers timers;
    private final Consumer<ChannelId> writable;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();

    // Guarded by lock. Lanes in the order of first use; never more than there are channel ids.
    private final List<Lane> lanes = new ArrayList<>();
    private int messages;
    private long bytes;
    private long sequence;
    private boolean woken;
    private boolean exhausted;
    private boolean closed;
    private boolean writableWanted;

    /**
     * An empty queue.
     *
     * @param writable told on the sending thread, without locks, when a channel that was full has
     *     room again
     */
    public PeerQueue(
            QueueLimits limits,
            NodeBudget budget,
            Discipline discipline,
            Timers timers,
            Consumer<ChannelId> writable) {
        this.limits = limits;
        this.budget = budget;
        this.discipline = discipline;
        this.timers = timers;
        this.writable = writable;
    }

    /** Queues {@code message} if there is room now. */
    public Offer offer(LaneLimits channel, byte[] message) {
        lock.lock();
        try {
            var lane = lane(channel);
            var offer = tryAdd(lane, message);
            if (offer.isFull()) {
                lane.wantWritable();
                writableWanted = true;
            }
            return offer;
        } finally {
            lock.unlock();
        }
    }

    /** Queues {@code message}, waiting for room until {@code deadline}. */
    public Offer offer(LaneLimits channel, byte[] message, Deadline deadline)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                var offer = tryAdd(lane(channel), message);
                if (!offer.isFull() || deadline.isPast(timers.nanos())) {
                    return offer;
                }
                timers.await(lock, room, deadline);
            }
        } finally {
            lock.unlock();
        }
    }

    private Lane lane(LaneLimits channel) {
        for (var lane : lanes) {
            if (lane.id().equals(channel.id())) {
                lane.adopt(channel);
                return lane;
            }
        }
        var lane = new Lane(channel);
        lanes.add(lane);
        return lane;
    }

    private Offer tryAdd(Lane lane, byte[] message) {
        if (closed) {
            return Offer.CLOSED;
        }
        if (!lane.hasRoom(message.length)) {
            return Offer.CHANNEL_FULL;
        }
        if (messages > 0
                && (messages >= limits.messagesMax()
                        || bytes + message.length > limits.bytesMax())) {
            return Offer.PEER_FULL;
        }
        if (!takeFromBudget(lane, message)) {
            return Offer.NODE_FULL;
        }
        lane.add(sequence++, message);
        messages++;
        bytes += message.length;
        exhausted = false;
        work.signal();
        return Offer.QUEUED;
    }

    /**
     * Asks a second time once registered, so that room which came back in between is not missed.
     */
    private boolean takeFromBudget(Lane lane, byte[] message) {
        if (budget.tryTake(message.length, lane.isStrict())) {
            return true;
        }
        budget.tellWhenFree(this);
        return budget.tryTake(message.length, lane.isStrict());
    }

    @Override
    public boolean next(int maxBytes, Predicate<ChannelId> sendable, Part into) {
        var ended = -1;
        List<ChannelId> nowWritable = List.of();
        lock.lock();
        try {
            var chosen = -1;
            discipline.tick(timers.nanos(), lanes);
            for (int i = 0; i < lanes.size(); i++) {
                var lane = lanes.get(i);
                if (!lane.isEmpty()
                        && sendable.test(lane.id())
                        && (chosen < 0 || discipline.goesBefore(lane, lanes.get(chosen)))) {
                    chosen = i;
                }
            }
            if (chosen < 0) {
                exhausted = true;
                return false;
            }
            var lane = lanes.get(chosen);
            ended = lane.fill(maxBytes, into);
            discipline.sent(lane, into.lengthBytes(), into.isLast(), lanes);
            if (ended >= 0) {
                messages--;
                bytes -= ended;
                room.signalAll();
                nowWritable = takeWritable();
            }
        } finally {
            lock.unlock();
        }
        if (ended >= 0) {
            budget.release(new Dropped(1, ended));
        }
        nowWritable.forEach(writable);
        return true;
    }

    private List<ChannelId> takeWritable() {
        if (!writableWanted || bytes > limits.bytesMax() / 4 * 3) {
            return List.of();
        }
        return lanes.stream().filter(Lane::takeWritable).map(Lane::id).toList();
    }

    /** Room came back at the node. */
    void nodeHasRoom() {
        List<ChannelId> nowWritable;
        lock.lock();
        try {
            room.signalAll();
            nowWritable = takeWritable();
        } finally {
            lock.unlock();
        }
        nowWritable.forEach(writable);
    }

    @Override
    public boolean await(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                if (woken) {
                    woken = false;
                    return true;
                }
                if ((messages > 0 && !exhausted) || deadline.isPast(timers.nanos())) {
                    return true;
                }
                timers.await(lock, work, deadline);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void wake() {
        lock.lock();
        try {
            woken = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Drops what waits on {@code channel}, but for a message that is half sent. */
    public Dropped drop(ChannelId channel) {
        Dropped dropped = new Dropped(0, 0);
        lock.lock();
        try {
            for (var lane : lanes) {
                if (lane.id().equals(channel)) {
                    dropped = lane.dropWaiting();
                    forget(dropped);
                }
            }
        } finally {
            lock.unlock();
        }
        budget.release(dropped);
        return dropped;
    }

    private void forget(Dropped dropped) {
        messages -= dropped.messages();
        bytes -= dropped.bytes();
        room.signalAll();
    }

    /** Drops everything, for good; whoever waits is woken. May be repeated. */
    public Dropped close() {
        Dropped dropped;
        lock.lock();
        try {
            closed = true;
            dropped = new Dropped(messages, bytes);
            lanes.forEach(Lane::dropAll);
            forget(dropped);
            work.signalAll();
        } finally {
            lock.unlock();
        }
        budget.forget(this);
        budget.release(dropped);
        return dropped;
    }

    /** Messages that wait, the one that is half sent included. */
    public int queuedMessages() {
        lock.lock();
        try {
            return messages;
        } finally {
            lock.unlock();
        }
    }

    /** Their bytes. */
    public long queuedBytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }
}
