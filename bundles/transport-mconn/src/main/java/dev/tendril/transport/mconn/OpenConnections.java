package dev.tendril.transport.mconn;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the open connections of a transport, and tells when the last is gone after the transport
 * closed.
 */
final class OpenConnections {

    private static final Runnable NOTHING = () -> {};

    private final ReentrantLock lock = new ReentrantLock();
    private final int inboundMax;

    // Guarded by lock.
    private int inbound;
    private int outbound;
    private Runnable whenGone = NOTHING;
    private boolean awaited;

    OpenConnections(int inboundMax) {
        this.inboundMax = inboundMax;
    }

    /** Counts an inbound connection; false if there are enough. */
    boolean tryAddInbound() {
        lock.lock();
        try {
            if (inbound >= inboundMax) {
                return false;
            }
            inbound++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void removeInbound() {
        change(-1, 0);
    }

    void addOutbound() {
        change(0, 1);
    }

    void removeOutbound() {
        change(0, -1);
    }

    int inbound() {
        lock.lock();
        try {
            return inbound;
        } finally {
            lock.unlock();
        }
    }

    /** Runs {@code action} once, when there are none, which may be now. */
    void whenGone(Runnable action) {
        lock.lock();
        try {
            whenGone = action;
            awaited = true;
        } finally {
            lock.unlock();
        }
        change(0, 0);
    }

    private void change(int inboundDelta, int outboundDelta) {
        Runnable due = NOTHING;
        lock.lock();
        try {
            inbound += inboundDelta;
            outbound += outboundDelta;
            if (awaited && inbound + outbound == 0) {
                awaited = false;
                due = whenGone;
            }
        } finally {
            lock.unlock();
        }
        due.run();
    }
}
