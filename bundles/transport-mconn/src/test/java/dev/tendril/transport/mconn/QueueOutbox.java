package dev.tendril.transport.mconn;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Outbox;
import dev.tendril.api.transport.Part;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Messages of one channel in their order. */
final class QueueOutbox implements Outbox {

    private final Timers timers;
    private final ChannelId channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final ArrayDeque<byte[]> messages = new ArrayDeque<>();
    private int offset;
    private boolean woken;
    private boolean closed;

    QueueOutbox(Timers timers, int channel) {
        this.timers = timers;
        this.channel = new ChannelId(channel);
    }

    void add(byte[] message) {
        lock.lock();
        try {
            messages.addLast(message);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return messages.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean next(int maxBytes, Predicate<ChannelId> sendable, Part into) {
        lock.lock();
        try {
            byte[] message = messages.peekFirst();
            if (message == null || !sendable.test(channel)) {
                return false;
            }
            int length = Math.min(maxBytes, message.length - offset);
            boolean last = offset + length == message.length;
            into.set(channel, message, offset, length, last);
            offset = last ? 0 : offset + length;
            if (last) {
                messages.removeFirst();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean await(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (messages.isEmpty() && !closed && !woken && !deadline.isPast(timers.nanos())) {
                timers.await(lock, changed, deadline);
            }
            woken = false;
            return !closed || !messages.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
