package dev.tendril.peermanager.updates;

import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.peer.PeerManagerClosedException;
import dev.tendril.api.peer.PeerUpdate;
import dev.tendril.api.peer.PeerUpdates;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All subscriptions. Telling them something takes no longer for one that does not read, and what
 * waits for it is at most two updates for each peer (I-11, I-12, D-4). Safe for use by many
 * threads.
 */
public final class Updates {

    /** Most subscriptions at a time: one for each reactor and embedder, with room to spare. */
    public static final int SUBSCRIPTIONS_MAX = 1_024;

    private final Timers timers;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private final Map<Long, Subscription> subscriptions = new LinkedHashMap<>();
    private long lastNumber;
    private boolean closed;

    /** Nobody has subscribed. */
    public Updates(Timers timers) {
        this.timers = timers;
    }

    /** A subscription that begins with an {@code Up} for each of {@code connected}. */
    public PeerUpdates subscribe(List<PeerInfo> connected) {
        lock.lock();
        try {
            if (subscriptions.size() >= SUBSCRIPTIONS_MAX) {
                throw new IllegalStateException("too many subscriptions: " + SUBSCRIPTIONS_MAX);
            }
            var subscription = new Subscription(++lastNumber, closed);
            connected.forEach(info -> subscription.mailbox.add(new PeerUpdate.Up(info)));
            if (!closed) {
                subscriptions.put(subscription.number, subscription);
            }
            return subscription;
        } finally {
            lock.unlock();
        }
    }

    /** Tells everybody. */
    public void publish(List<PeerUpdate> updates) {
        if (updates.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            for (var subscription : subscriptions.values()) {
                updates.forEach(subscription.mailbox::add);
                subscription.changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends all subscriptions. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            List.copyOf(subscriptions.values()).forEach(Subscription::end);
        } finally {
            lock.unlock();
        }
    }

    /** How many there are. */
    public int size() {
        lock.lock();
        try {
            return subscriptions.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many peers have something that the slowest reader has not read. */
    public int backlog() {
        lock.lock();
        try {
            return subscriptions.values().stream().mapToInt(s -> s.mailbox.size()).max().orElse(0);
        } finally {
            lock.unlock();
        }
    }

    /** One subscription; its fields are guarded by the lock around it. */
    private final class Subscription implements PeerUpdates {

        private final long number;
        private final Mailbox mailbox = new Mailbox();
        private final Condition changed = lock.newCondition();
        private boolean ended;

        private Subscription(long number, boolean ended) {
            this.number = number;
            this.ended = ended;
        }

        @Override
        public PeerUpdate next() throws InterruptedException, PeerManagerClosedException {
            return next(Deadline.NEVER).orElseThrow();
        }

        @Override
        public Optional<PeerUpdate> next(Deadline deadline)
                throws InterruptedException, PeerManagerClosedException {
            lock.lockInterruptibly();
            try {
                while (true) {
                    if (ended) {
                        throw new PeerManagerClosedException();
                    }
                    var update = mailbox.poll();
                    if (update.isPresent() || deadline.isPast(timers.nanos())) {
                        return update;
                    }
                    timers.await(lock, changed, deadline);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                end();
            } finally {
                lock.unlock();
            }
        }

        private void end() {
            ended = true;
            subscriptions.remove(number);
            changed.signalAll();
        }
    }
}
