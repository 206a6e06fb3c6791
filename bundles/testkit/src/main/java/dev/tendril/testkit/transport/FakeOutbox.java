package dev.tendril.testkit.transport;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Outbox;
import dev.tendril.api.transport.Part;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** What waits to be sent to one peer, first in first out, for tests of transports. */
public final class FakeOutbox implements Outbox {

    private final Timers timers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private int offset;
    private boolean woken;
    private boolean closed;

    /**
     * An empty outbox.
     *
     * @param timers the clock
     */
    public FakeOutbox(Timers timers) {
        this.timers = timers;
    }

    /**
     * Puts a message in.
     *
     * @param channel on which channel
     * @param bytes the message, not copied
     */
    public void add(ChannelId channel, byte[] bytes) {
        lock.lock();
        try {
            queue.add(new Waiting(channel, bytes));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes: who sends from it is to end when it is drained. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean next(int maxBytes, Predicate<ChannelId> sendable, Part into) {
        lock.lock();
        try {
            if (queue.isEmpty() || !sendable.test(queue.peek().channel)) {
                return false;
            }
            var first = queue.peek();
            var lengthBytes = Math.min(maxBytes, first.bytes.length - offset);
            var last = offset + lengthBytes == first.bytes.length;
            into.set(first.channel, first.bytes, offset, lengthBytes, last);
            offset += lengthBytes;
            if (last) {
                queue.remove();
                offset = 0;
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
            while (queue.isEmpty() && !woken && !closed && !deadline.isPast(timers.nanos())) {
                timers.await(lock, changed, deadline);
            }
            woken = false;
            return !closed || !queue.isEmpty();
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

    private static final class Waiting {

        private final ChannelId channel;
        private final byte[] bytes;

        private Waiting(ChannelId channel, byte[] bytes) {
            this.channel = channel;
            this.bytes = bytes;
        }
    }
}
