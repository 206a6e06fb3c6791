package dev.tendril.testkit.reactor;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.Channel;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.reactor.Links;
import dev.tendril.api.reactor.ReactorContext;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.api.reactor.Settings;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.testkit.node.TestNodes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * The whole world of one reactor: a mailbox a test fills, channels that keep what is sent, peers
 * and time as the test sets them. Safe for use by the thread of the reactor and that of the test.
 */
public final class FakeReactorContext implements ReactorContext {

    private final FakePeers peers = new FakePeers();
    private final Timers timers;
    private final Settings settings;
    private final RandomGenerator random;
    private final FakeLinks links = new FakeLinks();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final Map<ChannelId, FakeChannel<?>> channels = new HashMap<>();
    private final ArrayDeque<ReactorEvent> mailbox = new ArrayDeque<>();
    private NodeInfo self = TestNodes.info(TestNodes.id(0xabc));
    private boolean waiting;
    private Deadline waitingUntil = Deadline.NEVER;

    /**
     * A context with an empty mailbox.
     *
     * @param timers the clock
     * @param settings what the operator wrote
     * @param seed the seed of its chance
     */
    public FakeReactorContext(Timers timers, Settings settings, long seed) {
        this.timers = timers;
        this.settings = settings;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Puts an event into the mailbox.
     *
     * @param event what happened
     */
    public void put(ReactorEvent event) {
        lock.lock();
        try {
            mailbox.add(event);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A peer comes, with all the channels it announced.
     *
     * @param peer who
     */
    public void up(PeerInfo peer) {
        put(new ReactorEvent.Up(peer, Set.copyOf(peer.node().channels())));
    }

    /**
     * A peer goes.
     *
     * @param peer who
     */
    public void down(PeerInfo peer) {
        put(new ReactorEvent.Down(peer.ref(), Reason.of("peer-closed")));
    }

    /**
     * A message arrives.
     *
     * @param from from whom
     * @param channel on which channel
     * @param message what the codec made of it
     */
    public void received(PeerInfo from, ChannelId channel, Object message) {
        put(new ReactorEvent.Received(from.ref(), channel, message));
    }

    /**
     * Sets who we are.
     *
     * @param info our node info
     */
    public void setSelf(NodeInfo info) {
        lock.lock();
        try {
            self = info;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks until the reactor has read all events and waits for more.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    public void awaitIdle() throws InterruptedException {
        lock.lock();
        try {
            while (!waiting || !mailbox.isEmpty() || waitingUntil.isPast(timers.nanos())) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@return the channel of {@code descriptor}, with what was sent on it}
     *
     * @param <M> the messages of the channel
     * @param descriptor what is declared
     */
    @SuppressWarnings("unchecked") // a channel is made for the type of the descriptor with its id
    public <M> FakeChannel<M> fakeChannel(ChannelDescriptor<M> descriptor) {
        lock.lock();
        try {
            return (FakeChannel<M>)
                    channels.computeIfAbsent(descriptor.id(), id -> new FakeChannel<>(descriptor));
        } finally {
            lock.unlock();
        }
    }

    /** {@return the peers, to be set} */
    public FakePeers fakePeers() {
        return peers;
    }

    /** {@return the links, with what was told} */
    public FakeLinks fakeLinks() {
        return links;
    }

    @Override
    public String network() {
        return "test";
    }

    @Override
    public NodeInfo self() {
        lock.lock();
        try {
            return self;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <M> Channel<M> channel(ChannelDescriptor<M> descriptor) {
        return fakeChannel(descriptor);
    }

    @Override
    public FakePeers peers() {
        return peers;
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Links links() {
        return links;
    }

    @Override
    public ReactorEvent next() throws InterruptedException {
        return next(Deadline.NEVER);
    }

    @Override
    public ReactorEvent next(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (mailbox.isEmpty() && !deadline.isPast(timers.nanos())) {
                waiting = true;
                waitingUntil = deadline;
                changed.signalAll();
                timers.await(lock, changed, deadline);
            }
            waiting = false;
            return mailbox.isEmpty() ? new ReactorEvent.Due(deadline) : mailbox.remove();
        } finally {
            lock.unlock();
        }
    }

    /** Links that keep what they are told. */
    public static final class FakeLinks implements Links {

        private final List<Told> told = new ArrayList<>();
        private Set<ChannelId> ours = Set.of();

        private FakeLinks() {}

        /**
         * Sets what we serve.
         *
         * @param channels all of them
         */
        public synchronized void setOurs(Set<ChannelId> channels) {
            ours = Set.copyOf(channels);
        }

        @Override
        public synchronized Set<ChannelId> ours() {
            return ours;
        }

        @Override
        public synchronized void peerServes(PeerRef peer, Set<ChannelId> channels) {
            told.add(new Told(peer, Set.copyOf(channels), true));
        }

        @Override
        public synchronized void peerWasTold(PeerRef peer, Set<ChannelId> channels) {
            told.add(new Told(peer, Set.copyOf(channels), false));
        }

        /** {@return each call, in order} */
        public synchronized List<Told> told() {
            return List.copyOf(told);
        }
    }

    /**
     * Something the links were told.
     *
     * @param peer about whom
     * @param channels which channels
     * @param byPeer whether the peer serves them; else it was told that we do
     */
    public record Told(PeerRef peer, Set<ChannelId> channels, boolean byPeer) {}
}
