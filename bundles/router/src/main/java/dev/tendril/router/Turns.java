package dev.tendril.router;

import dev.tendril.api.address.NodeId;

import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One admission at a time for each node id: between the peer manager's word and the routing table
 * nothing else may happen to the same peer, or two connections of it could both be in use. Bounded
 * by the handshakes under way.
 */
final class Turns {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final TreeSet<NodeId> busy = new TreeSet<>();

    void enter(NodeId id) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!busy.add(id)) {
                left.await();
            }
        } finally {
            lock.unlock();
        }
    }

    void leave(NodeId id) {
        lock.lock();
        try {
            busy.remove(id);
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
