package dev.tendril.router;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.Eviction;
import dev.tendril.api.peer.PeerManager;
import dev.tendril.router.queue.NodeBudget;
import dev.tendril.router.queue.PeerQueue;
import dev.tendril.router.queue.QueueLimits;
import dev.tendril.support.count.Counters;
import dev.tendril.support.thread.TaskScope;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Begins and ends connections in use. Order at the begin: registered, {@code ready}, the reactors'
 * {@code Up}, threads. At the end: out of the table with the reactors' {@code Down}, queue and
 * connection closed, {@code disconnected}. An end happens once, for the first reason.
 */
final class LinkKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LinkKeeper.class);

    private final RouterOptions options;
    private final RouterEnvironment environment;
    private final Switchboard board;
    private final ManagerSlot managers;
    private final Counters counters;
    private final DropCounts drops;
    private final Closer closer;
    private final NodeBudget budget;
    private final Doomed doomed = new Doomed();

    /** Links out of the table whose end the peer manager has not heard of yet. */
    private final Map<PeerRef, PeerLink> ending = new ConcurrentHashMap<>();

    LinkKeeper(
            RouterOptions options,
            RouterEnvironment environment,
            Switchboard board,
            ManagerSlot managers,
            Counters counters,
            DropCounts drops) {
        this.options = options;
        this.environment = environment;
        this.board = board;
        this.managers = managers;
        this.counters = counters;
        this.drops = drops;
        this.closer = new Closer(environment.timers(), environment.threads(), counters);
        this.budget =
                new NodeBudget(
                        new QueueLimits(
                                options.nodeQueueMaxMessages(), options.nodeQueueMaxBytes()));
    }

    NodeBudget budget() {
        return budget;
    }

    Closer closer() {
        return closer;
    }

    Doomed doomed() {
        return doomed;
    }

    /** Takes an admitted connection into use. */
    void connect(LinkParts parts, PeerManager manager) {
        var link = link(parts);
        if (!board.register(link, () -> managers.isCurrent(manager))) {
            end(link, Reason.of(ReasonCodes.MANAGER_GONE), Blame.US);
            return;
        }
        manager.ready(link.ref());
        if (!board.up(link)) {
            return;
        }
        LOG.debug(
                "connected, peer: {}, direction: {}",
                link.ref().brief(),
                link.peer().direction().brief());
        var id = link.ref().nodeId().brief();
        link.scope()
                .fork("recv-" + id, new Receiver(link, board, this, drops, environment.timers()));
        link.scope().fork("send-" + id, () -> send(link));
        doomed.reasonFor(link.ref()).ifPresent(reason -> end(link, reason, Blame.US));
    }

    private PeerLink link(LinkParts parts) {
        var peer = parts.peer().ref();
        var queue =
                new PeerQueue(
                        new QueueLimits(
                                options.peerQueueMaxMessages(), options.peerQueueMaxBytes()),
                        budget,
                        options.queueType().discipline(),
                        environment.timers(),
                        channel -> writable(peer, channel));
        var scope =
                new TaskScope(
                        environment.threads(),
                        (thread, failure) -> LOG.error("thread failed, name: {}", thread, failure));
        return new PeerLink(parts, queue, scope, environment.timers().nanos());
    }

    private void writable(PeerRef peer, ChannelId channel) {
        board.table().holder(channel).ifPresent(holder -> holder.mailbox().writable(peer, channel));
    }

    private void send(PeerLink link) throws InterruptedException {
        try {
            link.connection().sendFrom(link.queue());
        } catch (InterruptedException asked) {
            end(link, Reason.of(ReasonCodes.LINK_ENDED), Blame.US);
            throw asked;
        } catch (Exception failure) {
            failed(link, failure);
        }
    }

    /** The connection has thrown. */
    void failed(PeerLink link, Exception failure) {
        var end = Failures.of(failure, ReasonCodes.TRANSPORT_FAILED);
        if (failure instanceof RuntimeException && link.end().isEmpty()) {
            counters.increment("transport.threw");
            LOG.warn("transport threw, peer: {}", link.ref().brief(), failure);
        }
        end(link, end.reason(), end.blame());
    }

    /** Ends a connection, unless somebody else does; returns at once then. */
    void end(PeerLink link, Reason reason, Blame blame) {
        if (!link.begin(new PeerLink.End(reason, blame))) {
            return;
        }
        ending.put(link.ref(), link);
        try {
            board.remove(link, reason);
            counters.increment("disconnected." + reason.code());
            var waiting = link.queue().close();
            counters.add("drop." + ReasonCodes.LINK_ENDED, waiting.messages());
            closer.close(link.connection(), link.ref().brief());
            managers.current()
                    .ifPresent(manager -> manager.disconnected(link.ref(), reason, blame));
            LOG.debug("disconnected, peer: {}, reason: {}", link.ref().brief(), reason);
        } finally {
            ending.remove(link.ref());
            link.markEnded();
            link.scope().cancel();
        }
    }

    /** Ends an older connection and waits until everybody has been told. */
    void replace(PeerRef older) throws InterruptedException {
        var link = board.table().link(older).or(() -> Optional.ofNullable(ending.get(older)));
        if (link.isPresent()) {
            end(link.get(), Reason.of(ReasonCodes.REPLACED), Blame.US);
            link.get().awaitEnded();
        }
    }

    /** What the peer manager orders. One that is not in use yet ends as soon as it is. */
    void evict(Eviction eviction, PeerManager manager) {
        counters.increment("evicted." + eviction.reason().code());
        Optional<PeerLink> link = board.table().link(eviction.peer());
        if (link.isEmpty() && doomed.add(eviction)) {
            link = board.table().link(eviction.peer());
            if (link.isEmpty()) {
                return;
            }
        }
        if (link.isPresent()) {
            end(link.get(), eviction.reason(), Blame.US);
        } else {
            manager.disconnected(eviction.peer(), eviction.reason(), Blame.US);
        }
    }
}
