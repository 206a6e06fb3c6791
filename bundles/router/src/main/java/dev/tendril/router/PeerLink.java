package dev.tendril.router;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.PeerFacts;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.transport.Connection;
import dev.tendril.router.queue.PeerQueue;
import dev.tendril.support.count.Counters;
import dev.tendril.support.thread.TaskScope;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One connection in use: who it is, what waits for it, which channels it carries. The first reason
 * that ends it is the one that counts.
 */
final class PeerLink {

    private final PeerInfo peer;
    private final PeerFacts facts;
    private final Connection connection;
    private final TransportEntry transport;
    private final InboundGate gate;
    private final PeerQueue queue;
    private final TaskScope scope;
    private final long connectedAtNanos;
    private final Counters drops = new Counters();
    private final AtomicReference<Optional<End>> end = new AtomicReference<>(Optional.empty());
    private final CountDownLatch ended = new CountDownLatch(1);

    // Written under the switchboard's lock.
    private volatile Set<ChannelId> theirs;
    private volatile Set<ChannelId> usable = Set.of();

    // Guarded by the switchboard's lock.
    private final Set<Binding> heardBy = new LinkedHashSet<>();
    private boolean up;

    PeerLink(LinkParts parts, PeerQueue queue, TaskScope scope, long connectedAtNanos) {
        this.peer = parts.peer();
        this.facts = parts.facts();
        this.connection = parts.connection();
        this.transport = parts.transport();
        this.gate = parts.gate();
        this.queue = queue;
        this.scope = scope;
        this.connectedAtNanos = connectedAtNanos;
        this.theirs = Set.copyOf(new HashSet<>(peer.node().channels()));
    }

    PeerInfo peer() {
        return peer;
    }

    PeerRef ref() {
        return peer.ref();
    }

    PeerFacts facts() {
        return facts;
    }

    Connection connection() {
        return connection;
    }

    TransportEntry transport() {
        return transport;
    }

    InboundGate gate() {
        return gate;
    }

    PeerQueue queue() {
        return queue;
    }

    TaskScope scope() {
        return scope;
    }

    long connectedAtNanos() {
        return connectedAtNanos;
    }

    /** Messages dropped, by direction, channel and reason. */
    Counters drops() {
        return drops;
    }

    /** The channels that can be used with it now. */
    Set<ChannelId> usable() {
        return usable;
    }

    boolean canUse(ChannelId channel) {
        return usable.contains(channel);
    }

    void serves(Set<ChannelId> channels) {
        theirs = Set.copyOf(channels);
    }

    /** Draws up anew what can be used when we serve {@code served}. */
    void refresh(Set<ChannelId> served) {
        var common = new HashSet<>(theirs);
        common.retainAll(served);
        common.retainAll(gate.announced());
        usable = Set.copyOf(common);
    }

    Set<Binding> heardBy() {
        return heardBy;
    }

    boolean isUp() {
        return up;
    }

    void markUp() {
        up = true;
    }

    /** Whether this is the first reason to end it. */
    boolean begin(End first) {
        return end.compareAndSet(Optional.empty(), Optional.of(first));
    }

    Optional<End> end() {
        return end.get();
    }

    void markEnded() {
        ended.countDown();
    }

    /** Waits until everybody has been told of its end. */
    void awaitEnded() throws InterruptedException {
        ended.await();
    }

    /** Why it ended. */
    record End(Reason reason, Blame blame) {}
}
