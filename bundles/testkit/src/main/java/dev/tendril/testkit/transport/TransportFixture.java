package dev.tendril.testkit.transport;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.HandshakeOffer;
import dev.tendril.api.transport.InboundChannels;
import dev.tendril.api.transport.Transport;
import dev.tendril.support.thread.Threads;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.testkit.node.TestNodes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The world of one case: transports that can reach each other, threads to wait in, and the check
 * that nothing of it is left. For the thread of one test.
 */
public final class TransportFixture implements AutoCloseable {

    /** The channel that everything accepts. */
    public static final ChannelId CHANNEL = new ChannelId(0x70);

    /** What a connection accepts on {@link #CHANNEL}; other channels were never announced. */
    public static final int MESSAGE_SIZE_MAX_BYTES = 4 * 1024 * 1024;

    /** Longer than anything here takes. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Factory factory;
    private final SystemTimers timers;
    private final TrackedThreads threads = new TrackedThreads();
    private final List<AutoCloseable> opened = Collections.synchronizedList(new ArrayList<>());
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

    /**
     * A world without transports.
     *
     * @param factory makes them
     */
    public TransportFixture(Factory factory) {
        this.factory = factory;
        this.timers = new SystemTimers((name, failure) -> failures.add(failure));
    }

    /** {@return the clock of this world} */
    public Timers timers() {
        return timers;
    }

    /** {@return a moment that no case reaches} */
    public Deadline late() {
        return timers.deadlineIn(PATIENCE);
    }

    /** {@return a new transport that listens} */
    Transport listen() throws Exception {
        return opened(factory.listen(timers, threads));
    }

    private <C extends AutoCloseable> C opened(C resource) {
        opened.add(resource);
        return resource;
    }

    /** {@return a task that runs on a thread of its own} */
    <T> Running<T> start(String name, Callable<T> task) {
        var future = new FutureTask<>(task);
        var thread = threads.unstarted(name, future);
        thread.start();
        return new Running<>(thread, future);
    }

    /** {@return a connection between two new transports, before its handshake} */
    Ends connect() throws Exception {
        return connect(listen(), listen());
    }

    Ends connect(Transport dialer, Transport listener) throws Exception {
        var accepting = start("accept", listener::accept);
        var dialed = opened(dialer.dial(listener.endpoints().getFirst(), late()));
        return new Ends(dialed, opened(accepting.get()));
    }

    /**
     * {@return a connection of two nodes that have shaken hands, accepting {@link #CHANNEL} only}
     */
    Ends connected() throws Exception {
        return connected(TransportFixture::acceptChannel);
    }

    Ends connected(InboundChannels listenerAccepts) throws Exception {
        var ends = connect();
        shake(ends, listenerAccepts);
        return ends;
    }

    void shake(Ends ends, InboundChannels listenerAccepts) throws Exception {
        var there =
                start(
                        "handshake",
                        () ->
                                ends.listener()
                                        .handshake(offer("listener", listenerAccepts), late()));
        ends.dialer().handshake(offer("dialer", TransportFixture::acceptChannel), late());
        there.get();
    }

    static InboundChannels.Acceptance acceptChannel(ChannelId channel) {
        return channel.equals(CHANNEL)
                ? new InboundChannels.Acceptance.Accept(MESSAGE_SIZE_MAX_BYTES)
                : new InboundChannels.Acceptance.Unknown();
    }

    static HandshakeOffer offer(String word) {
        return offer(word, TransportFixture::acceptChannel);
    }

    static HandshakeOffer offer(String word, InboundChannels channels) {
        var identity = TestIdentity.of(word);
        return offer(identity, identity.nodeId(), Optional.empty(), channels);
    }

    static HandshakeOffer offer(
            NodeIdentity identity,
            NodeId named,
            Optional<NodeId> expected,
            InboundChannels channels) {
        return new HandshakeOffer(
                TestNodes.info(named, CHANNEL.value(), 0x71), identity, expected, channels);
    }

    /** Ends everything and sees that no thread is left. */
    @Override
    public void close() throws Exception {
        for (var resource : List.copyOf(opened).reversed()) {
            resource.close();
        }
        try {
            threads.assertEnded(timers, late());
        } finally {
            timers.close();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("alarm failed", failures.getFirst());
        }
    }

    /** Makes transports that can reach each other. */
    @FunctionalInterface
    public interface Factory {

        /**
         * {@return a transport that listens at a place nobody else has}
         *
         * @param timers its clock
         * @param threads makes its threads
         * @throws Exception when it cannot listen
         */
        Transport listen(Timers timers, Threads threads) throws Exception;
    }

    /**
     * Both ends of a connection.
     *
     * @param dialer the end of the one who dialed
     * @param listener the end of the one who was dialed
     */
    record Ends(Connection dialer, Connection listener) {}

    /** A task on a thread. */
    record Running<T>(Thread thread, FutureTask<T> future) {

        /** Its result; waits for it, and throws what it threw. */
        T get() throws Exception {
            try {
                return future.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception cause) {
                    throw cause;
                }
                throw e;
            }
        }

        /** Waits until the thread itself waits. */
        void awaitBlocked() {
            while (!isWaiting() && !future.isDone()) {
                Thread.yield();
            }
        }

        private boolean isWaiting() {
            return switch (thread.getState()) {
                case WAITING, TIMED_WAITING -> true;
                case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
            };
        }
    }
}
