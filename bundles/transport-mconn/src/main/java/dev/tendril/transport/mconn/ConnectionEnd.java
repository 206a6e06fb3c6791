package dev.tendril.transport.mconn;

import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.ConnectionClosedException;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How a connection ended: the first reason counts, and closes the socket. Safe for many threads.
 */
final class ConnectionEnd {

    private final Runnable closeSocket;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();

    private volatile Optional<Ended> first = Optional.empty();

    ConnectionEnd(Runnable closeSocket) {
        this.closeSocket = closeSocket;
    }

    /** Ends the connection, unless it has ended; does not block. */
    void end(Reason reason, Blame blame) {
        lock.lock();
        try {
            if (first.isPresent()) {
                return;
            }
            first = Optional.of(new Ended(reason, blame));
            ended.signalAll();
        } finally {
            lock.unlock();
        }
        closeSocket.run();
    }

    boolean isEnded() {
        return first.isPresent();
    }

    Optional<Ended> first() {
        return first;
    }

    /** What every call throws after the end. */
    ConnectionClosedException exception() {
        Ended how = first.orElseThrow(() -> new IllegalStateException("connection is open"));
        return new ConnectionClosedException(how.reason(), how.blame());
    }

    /** Waits for the end; false if {@code deadline} came first. */
    boolean await(Timers timers, Deadline deadline) throws InterruptedException {
        lock.lock();
        try {
            while (first.isEmpty() && !deadline.isPast(timers.nanos())) {
                timers.await(lock, ended, deadline);
            }
            return first.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** The reason and whose doing it was. */
    record Ended(Reason reason, Blame blame) {}
}
