package dev.tendril.router.queue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the queues of a node may hold together. An eighth is kept for the strict class. Queues that
 * found no room are told when a quarter is free again. Safe for use by many threads.
 */
public final class NodeBudget {

    private final QueueLimits limits;
    private final long reserveBytes;
    private final long reserveMessages;
    private final AtomicLong usedBytes = new AtomicLong();
    private final AtomicLong usedMessages = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock; at most one entry for each queue.
    private final Set<PeerQueue> waiting = new LinkedHashSet<>();
    private volatile boolean someWait;

    /** An unused budget. */
    public NodeBudget(QueueLimits limits) {
        this.limits = limits;
        this.reserveBytes = limits.bytesMax() / 8;
        this.reserveMessages = limits.messagesMax() / 8;
    }

    /** Bytes that wait in all queues. */
    public long usedBytes() {
        return usedBytes.get();
    }

    /** Messages that wait in all queues. */
    public long usedMessages() {
        return usedMessages.get();
    }

    boolean tryTake(int lengthBytes, boolean strict) {
        var bytesMax = limits.bytesMax() - (strict ? 0 : reserveBytes);
        var messagesMax = limits.messagesMax() - (strict ? 0 : reserveMessages);
        var bytes = usedBytes.addAndGet(lengthBytes);
        var messages = usedMessages.incrementAndGet();
        if (messages <= messagesMax && (bytes <= bytesMax || messages == 1)) {
            return true;
        }
        usedBytes.addAndGet(-lengthBytes);
        usedMessages.decrementAndGet();
        return false;
    }

    void tellWhenFree(PeerQueue queue) {
        lock.lock();
        try {
            waiting.add(queue);
            someWait = true;
        } finally {
            lock.unlock();
        }
    }

    void forget(PeerQueue queue) {
        lock.lock();
        try {
            waiting.remove(queue);
            someWait = !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Gives back; not to be called with the lock of a queue held. */
    void release(Dropped what) {
        var bytes = usedBytes.addAndGet(-what.bytes());
        var messages = usedMessages.addAndGet(-what.messages());
        var isLow = bytes <= limits.bytesMax() / 4 * 3 && messages <= limits.messagesMax() / 4L * 3;
        if (someWait && isLow) {
            takeWaiting().forEach(PeerQueue::nodeHasRoom);
        }
    }

    private List<PeerQueue> takeWaiting() {
        lock.lock();
        try {
            var taken = new ArrayList<>(waiting);
            waiting.clear();
            someWait = false;
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
