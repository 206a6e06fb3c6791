package dev.tendril.router;

import dev.tendril.api.peer.PeerManager;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The place of the peer manager, which may be empty and may be filled anew. One that is offered
 * becomes current when it has taken over the connections. Loops wait here while there is none.
 */
final class ManagerSlot {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Optional<PeerManager> offered = Optional.empty();
    private volatile Optional<PeerManager> current = Optional.empty();

    void offer(PeerManager manager) {
        lock.lock();
        try {
            offered = Optional.of(manager);
            current = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Empties the place when {@code manager} has it. */
    void withdraw(PeerManager manager) {
        lock.lock();
        try {
            offered = offered.filter(other -> !other.equals(manager));
            current = current.filter(other -> !other.equals(manager));
        } finally {
            lock.unlock();
        }
    }

    /** One that was offered and is not current yet. */
    Optional<PeerManager> newcomer() {
        return current.isPresent() ? Optional.empty() : offered;
    }

    /** {@code manager} has taken over, unless it was withdrawn meanwhile. */
    boolean activate(PeerManager manager) {
        lock.lock();
        try {
            if (offered.filter(other -> other.equals(manager)).isEmpty()) {
                return false;
            }
            current = offered;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    Optional<PeerManager> current() {
        return current;
    }

    boolean isCurrent(PeerManager manager) {
        return current.filter(other -> other.equals(manager)).isPresent();
    }

    /** The current one, waiting until there is one. */
    PeerManager await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (current.isEmpty()) {
                changed.await();
            }
            return current.get();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is one other than {@code closed}. */
    void awaitOther(PeerManager closed) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (current.isEmpty() || current.get().equals(closed)) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
