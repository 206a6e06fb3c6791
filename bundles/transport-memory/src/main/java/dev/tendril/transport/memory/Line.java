package dev.tendril.transport.memory;

import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One direction of a connection: frames on their way, in order, each with the moment it arrives; at
 * last the end. One thread puts and one takes; either side may be closed from any thread.
 */
final class Line {

    private final Timers timers;
    private final int maxMessages;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final ArrayDeque<InFlight> frames = new ArrayDeque<>();
    private long bytes;
    private long lastArrivalNanos;
    private Deadline end = Deadline.NEVER;
    private boolean ended;
    private boolean unread;

    Line(Timers timers, MemoryOptions options) {
        this.timers = timers;
        this.maxMessages = options.lineMaxMessages();
        this.maxBytes = options.lineMaxBytes();
    }

    /**
     * Waits for room and puts a frame in; nobody notices when the reader or this side is closed,
     * but then it goes nowhere. False when {@code deadline} came first.
     */
    boolean put(Frame frame, long latencyNanos, Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!ended && !unread && !hasRoomFor(frame)) {
                if (deadline.isPast(timers.nanos())) {
                    return false;
                }
                timers.await(lock, changed, deadline);
            }
            if (!ended && !unread) {
                lastArrivalNanos = Math.max(lastArrivalNanos, timers.nanos() + latencyNanos);
                frames.add(new InFlight(frame, lastArrivalNanos));
                bytes += frame.sizeBytes();
                changed.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoomFor(Frame frame) {
        return frames.isEmpty()
                || (frames.size() < maxMessages && bytes + frame.sizeBytes() <= maxBytes);
    }

    /** Waits for the next frame. */
    Taken take(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                var now = timers.nanos();
                var next = frames.isEmpty() ? end : new Deadline(frames.peek().arrivalNanos());
                if (unread || (frames.isEmpty() && end.isPast(now))) {
                    return new Taken.Ended();
                }
                if (next.isPast(now)) {
                    return new Taken.Arrived(remove());
                }
                if (deadline.isPast(now)) {
                    return new Taken.TooLate();
                }
                timers.await(lock, changed, next.min(deadline));
            }
        } finally {
            lock.unlock();
        }
    }

    private Frame remove() {
        var frame = frames.remove().frame();
        bytes -= frame.sizeBytes();
        changed.signalAll();
        return frame;
    }

    /**
     * Nothing more will be put in; the reader hears of it after the frames that are on their way.
     */
    void endOfWriter(long latencyNanos) {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                lastArrivalNanos = Math.max(lastArrivalNanos, timers.nanos() + latencyNanos);
                end = new Deadline(lastArrivalNanos);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nobody reads any more; what is on its way is lost. */
    void endOfReader() {
        lock.lock();
        try {
            unread = true;
            frames.clear();
            bytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the reader could know by now that the writer has ended. */
    boolean endHasArrived() {
        lock.lock();
        try {
            return end.isPast(timers.nanos());
        } finally {
            lock.unlock();
        }
    }

    /** What came of waiting for a frame. */
    sealed interface Taken {

        /** A frame. */
        record Arrived(Frame frame) implements Taken {}

        /** The line has ended. */
        record Ended() implements Taken {}

        /** The deadline came first. */
        record TooLate() implements Taken {}
    }

    private record InFlight(Frame frame, long arrivalNanos) {}
}
