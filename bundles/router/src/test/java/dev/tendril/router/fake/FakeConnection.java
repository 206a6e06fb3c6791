package dev.tendril.router.fake;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.ConnectionClosedException;
import dev.tendril.api.transport.ConnectionSnapshot;
import dev.tendril.api.transport.Handshake;
import dev.tendril.api.transport.HandshakeOffer;
import dev.tendril.api.transport.InboundChannels;
import dev.tendril.api.transport.InboundMessage;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A connection whose other side is a test, or another one of its kind. */
public final class FakeConnection implements Connection {

    private static final byte[] NOTHING = {};

    private final Timers timers;
    private final String remote;
    private final Shake shake;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final ArrayDeque<InboundMessage> inbound = new ArrayDeque<>();
    private final List<InboundMessage> sent = new ArrayList<>();
    private Optional<FakeConnection> other = Optional.empty();
    private Optional<Reason> ended = Optional.empty();
    private Blame blame = Blame.NOBODY;
    private Optional<HandshakeOffer> offer = Optional.empty();
    private boolean stalled;
    private boolean closeHangs;

    /** How the other side shakes hands. */
    @FunctionalInterface
    public interface Shake {
        /** Answers an offer; may block. */
        Handshake answer(HandshakeOffer offer, Deadline deadline)
                throws InterruptedException, IOException;
    }

    /** A connection from {@code remote}. */
    public FakeConnection(Timers timers, String remote, Shake shake) {
        this.timers = timers;
        this.remote = remote;
        this.shake = shake;
    }

    /** Two ends that reach each other. */
    static FakeConnection[] pair(Timers timers, String dialer, String listener) {
        var rendezvous = new Rendezvous(timers);
        var near =
                new FakeConnection(timers, listener, (offer, by) -> rendezvous.meet(0, offer, by));
        var far = new FakeConnection(timers, dialer, (offer, by) -> rendezvous.meet(1, offer, by));
        near.other = Optional.of(far);
        far.other = Optional.of(near);
        return new FakeConnection[] {near, far};
    }

    @Override
    public Handshake handshake(HandshakeOffer with, Deadline deadline)
            throws InterruptedException, IOException {
        lock.lock();
        try {
            offer = Optional.of(with);
        } finally {
            lock.unlock();
        }
        return shake.answer(with, deadline);
    }

    /** Our offer of the handshake. */
    public HandshakeOffer offer() {
        lock.lock();
        try {
            return offer.orElseThrow();
        } finally {
            lock.unlock();
        }
    }

    /** The other side sends. */
    public void arrives(int channel, byte[] bytes) {
        lock.lock();
        try {
            inbound.add(new InboundMessage(new ChannelId(channel), bytes));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The other side sends without content. */
    public void arrives(int channel) {
        arrives(channel, NOTHING);
    }

    @Override
    public InboundMessage receiveMessage() throws InterruptedException, IOException {
        lock.lockInterruptibly();
        try {
            while (true) {
                while (inbound.isEmpty() && ended.isEmpty()) {
                    changed.await();
                }
                if (inbound.isEmpty() || isClosedHere()) {
                    throw new ConnectionClosedException(ended.orElseThrow(), blame);
                }
                var message = inbound.remove();
                switch (offer.orElseThrow().channels().acceptance(message.channel())) {
                    case InboundChannels.Acceptance.Accept accept -> {
                        return message;
                    }
                    case InboundChannels.Acceptance.Discard discard -> {}
                    case InboundChannels.Acceptance.Unknown unknown -> {
                        return message; // the router is to notice by itself
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosedHere() {
        return ended.filter(reason -> reason.code().equals(ConnectionClosedException.CLOSED_HERE))
                .isPresent();
    }

    @Override
    public void sendMessage(ChannelId channel, byte[] message)
            throws InterruptedException, IOException {
        lock.lockInterruptibly();
        try {
            while (stalled && ended.isEmpty()) {
                changed.await();
            }
            if (ended.isPresent()) {
                throw new ConnectionClosedException(ended.get(), blame);
            }
            sent.add(new InboundMessage(channel, message));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        other.ifPresent(end -> end.arrives(channel.value(), message));
    }

    /** Takes nothing any more, as a full network. */
    public void stall(boolean now) {
        lock.lock();
        try {
            stalled = now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on close never returns. */
    public void hangAtClose() {
        closeHangs = true;
    }

    /** What was sent so far. */
    public List<InboundMessage> sent() {
        lock.lock();
        try {
            return List.copyOf(sent);
        } finally {
            lock.unlock();
        }
    }

    /** Blocks until {@code count} messages were sent. */
    public List<InboundMessage> awaitSent(int count) throws InterruptedException {
        lock.lock();
        try {
            while (sent.size() < count) {
                changed.await();
            }
            return List.copyOf(sent);
        } finally {
            lock.unlock();
        }
    }

    /** The other side ends it. */
    public void ends(String code, Blame whose) {
        end(Reason.of(code), whose);
    }

    private void end(Reason reason, Blame whose) {
        lock.lock();
        try {
            if (ended.isPresent()) {
                return;
            }
            ended = Optional.of(reason);
            blame = whose;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        other.ifPresent(
                end -> end.end(Reason.of(ConnectionClosedException.PEER_CLOSED), Blame.NOBODY));
    }

    /** Whether either side has ended it. */
    public boolean isClosed() {
        lock.lock();
        try {
            return ended.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** Blocks until it has ended. */
    public void awaitClosed() throws InterruptedException {
        lock.lock();
        try {
            while (ended.isEmpty()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Endpoint localEndpoint() {
        return new Endpoint.Local(Protocol.MEMORY, "here");
    }

    @Override
    public Endpoint remoteEndpoint() {
        return new Endpoint.Local(Protocol.MEMORY, remote);
    }

    @Override
    public ConnectionSnapshot snapshot() {
        return new ConnectionSnapshot(0, 0, Map.of(), Optional.empty(), Map.of());
    }

    @Override
    public void close() {
        end(Reason.of(ConnectionClosedException.CLOSED_HERE), Blame.US);
        if (closeHangs) {
            hang();
        }
    }

    /** A close that hangs returns. */
    public void letGo() {
        lock.lock();
        try {
            closeHangs = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void hang() {
        lock.lock();
        try {
            while (closeHangs) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Where two ends exchange who they are. */
    private static final class Rendezvous {

        private final Timers timers;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final Map<Integer, HandshakeOffer> offers = new java.util.HashMap<>();

        Rendezvous(Timers timers) {
            this.timers = timers;
        }

        Handshake meet(int side, HandshakeOffer offer, Deadline deadline)
                throws InterruptedException, IOException {
            lock.lockInterruptibly();
            try {
                offers.put(side, offer);
                changed.signalAll();
                while (true) {
                    var theirs = offers.get(1 - side);
                    if (theirs != null) {
                        return new Handshake(theirs.self(), theirs.identity().publicKey());
                    }
                    if (deadline.isPast(timers.nanos())) {
                        throw new IOException("nobody came");
                    }
                    timers.await(lock, changed, deadline);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** What the router says of messages on {@code channel}; after the handshake. */
    public InboundChannels.Acceptance acceptance(int channel) {
        lock.lock();
        try {
            return offer.orElseThrow().channels().acceptance(new ChannelId(channel));
        } finally {
            lock.unlock();
        }
    }
}
