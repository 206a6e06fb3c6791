package dev.tendril.testkit.reactor;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.BroadcastResult;
import dev.tendril.api.channel.Channel;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.SendResult;
import dev.tendril.api.time.Deadline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sending half of a channel that keeps what it is given. Safe for use by many threads.
 *
 * @param <M> the messages of the channel
 */
public final class FakeChannel<M> implements Channel<M> {

    private final ChannelDescriptor<M> descriptor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final List<Sent<M>> sent = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private SendResult answer = SendResult.QUEUED;
    private int broadcastPeers = 1;
    private int taken;
    private int reportsTaken;

    /**
     * A channel that queues everything.
     *
     * @param descriptor what is declared
     */
    public FakeChannel(ChannelDescriptor<M> descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Sets what the next sends answer; only with {@link SendResult#QUEUED} they are kept.
     *
     * @param result the answer
     */
    public void answer(SendResult result) {
        locked(() -> answer = result);
    }

    /**
     * Sets how many peers a broadcast reaches.
     *
     * @param peers how many
     */
    public void broadcastsReach(int peers) {
        locked(() -> broadcastPeers = peers);
    }

    @Override
    public ChannelDescriptor<M> descriptor() {
        return descriptor;
    }

    @Override
    public SendResult send(PeerRef to, M message) {
        lock.lock();
        try {
            if (answer == SendResult.QUEUED) {
                sent.add(new Sent<>(Optional.of(to), message));
                changed.signalAll();
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public SendResult send(PeerRef to, M message, Deadline deadline) {
        return send(to, message);
    }

    @Override
    public BroadcastResult broadcast(M message) {
        lock.lock();
        try {
            sent.add(new Sent<>(Optional.empty(), message));
            changed.signalAll();
            return new BroadcastResult(broadcastPeers, 0, SendResult.QUEUED);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void report(PeerRef from, Behaviour behaviour) {
        locked(
                () -> {
                    reports.add(new Report(from, behaviour));
                    changed.signalAll();
                });
    }

    /** {@return all that was sent so far} */
    public List<Sent<M>> sent() {
        lock.lock();
        try {
            return List.copyOf(sent);
        } finally {
            lock.unlock();
        }
    }

    /** {@return all that was reported so far} */
    public List<Report> reports() {
        lock.lock();
        try {
            return List.copyOf(reports);
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@return the next message that was sent and not yet taken} Blocks until there is one.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    public Sent<M> takeSent() throws InterruptedException {
        lock.lock();
        try {
            while (taken == sent.size()) {
                changed.await();
            }
            return sent.get(taken++);
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@return the next report that was not yet taken} Blocks until there is one.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    public Report takeReport() throws InterruptedException {
        lock.lock();
        try {
            while (reportsTaken == reports.size()) {
                changed.await();
            }
            return reports.get(reportsTaken++);
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A message that was sent.
     *
     * @param <M> the messages of the channel
     * @param to to whom; empty for a broadcast
     * @param message what was sent
     */
    public record Sent<M>(Optional<PeerRef> to, M message) {}

    /**
     * Something that was reported.
     *
     * @param from about whom
     * @param behaviour what
     */
    public record Report(PeerRef from, Behaviour behaviour) {}
}
