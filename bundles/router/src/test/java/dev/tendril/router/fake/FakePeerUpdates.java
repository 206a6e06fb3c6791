package dev.tendril.router.fake;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.peer.PeerManagerClosedException;
import dev.tendril.api.peer.PeerUpdate;
import dev.tendril.api.peer.PeerUpdates;
import dev.tendril.api.peer.Peers;
import dev.tendril.api.time.Deadline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Peers to subscribe to; knows no addresses. */
public final class FakePeerUpdates implements Peers {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final List<PeerInfo> connected = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();

    FakePeerUpdates() {}

    void up(PeerInfo peer) {
        tell(new PeerUpdate.Up(peer), () -> connected.add(peer));
    }

    void down(PeerRef peer, Reason reason) {
        tell(
                new PeerUpdate.Down(peer, reason),
                () -> connected.removeIf(info -> info.ref().equals(peer)));
    }

    private void tell(PeerUpdate update, Runnable step) {
        lock.lock();
        try {
            step.run();
            subscriptions.forEach(subscription -> subscription.updates.add(update));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Subscriptions that nobody has closed. */
    public int open() {
        lock.lock();
        try {
            return subscriptions.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public PeerUpdates subscribe() {
        lock.lock();
        try {
            var subscription = new Subscription();
            connected.forEach(peer -> subscription.updates.add(new PeerUpdate.Up(peer)));
            subscriptions.add(subscription);
            return subscription;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<PeerInfo> connected() {
        lock.lock();
        try {
            return List.copyOf(connected);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<NodeAddress> advertise(PeerRef to, int limit) {
        return List.of();
    }

    @Override
    public int learned(List<NodeAddress> addresses, PeerRef from) {
        return 0;
    }

    @Override
    public void selfDeclared(NodeAddress address, PeerRef from) {}

    @Override
    public Known known() {
        return new Known(0, 0, connected().size(), true);
    }

    private final class Subscription implements PeerUpdates {

        private final ArrayDeque<PeerUpdate> updates = new ArrayDeque<>();

        @Override
        public PeerUpdate next() throws InterruptedException, PeerManagerClosedException {
            lock.lockInterruptibly();
            try {
                while (updates.isEmpty()) {
                    if (!subscriptions.contains(this)) {
                        throw new PeerManagerClosedException();
                    }
                    changed.await();
                }
                return updates.remove();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Optional<PeerUpdate> next(Deadline deadline)
                throws InterruptedException, PeerManagerClosedException {
            return Optional.of(next());
        }

        @Override
        public void close() {
            lock.lock();
            try {
                subscriptions.remove(this);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
