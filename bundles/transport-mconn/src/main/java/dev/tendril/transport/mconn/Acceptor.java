package dev.tendril.transport.mconn;

import dev.tendril.api.transport.TransportClosedException;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sockets that were accepted and wait to be taken. The listeners' own threads accept, so that an
 * interrupt of whoever waits here closes no listener. Bounded: when it is full the kernel's backlog
 * fills. Safe for many threads.
 */
final class Acceptor {

    private static final int WAITING_MAX = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final ArrayDeque<SocketChannel> waiting = new ArrayDeque<>();
    private Optional<IOException> failure = Optional.empty();
    private boolean closed;

    /** Accepts from {@code listener} until that or this is closed; for a thread of its own. */
    void run(ServerSocketChannel listener) throws InterruptedException {
        while (awaitRoom()) {
            SocketChannel channel;
            try {
                channel = listener.accept();
            } catch (IOException e) {
                if (!listener.isOpen()) {
                    return;
                }
                fail(e);
                continue;
            }
            offer(channel);
        }
    }

    /** The next socket; blocks. */
    SocketChannel take() throws InterruptedException, IOException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && failure.isEmpty() && !closed) {
                changed.await();
            }
            if (closed) {
                throw new TransportClosedException("mconn");
            }
            if (failure.isPresent()) {
                IOException thrown = failure.get();
                failure = Optional.empty();
                changed.signalAll();
                throw thrown;
            }
            changed.signalAll();
            return waiting.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Closes what waits; nothing comes any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.forEach(Sockets::closeQuietly);
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is room and the last failure was taken; false once closed. */
    private boolean awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && (failure.isPresent() || waiting.size() >= WAITING_MAX)) {
                changed.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void fail(IOException e) {
        lock.lock();
        try {
            failure = Optional.of(e);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void offer(SocketChannel channel) {
        lock.lock();
        try {
            if (closed) {
                Sockets.closeQuietly(channel);
            } else {
                waiting.addLast(channel);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
