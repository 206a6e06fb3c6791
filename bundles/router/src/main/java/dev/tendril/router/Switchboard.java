package dev.tendril.router;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.node.NodeInfo;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Owner of the routing table. Whoever changes it does so under one lock, and within it tells the
 * mailboxes, so that all of them see connections and channels come and go in the same order. Calls
 * nothing that blocks and nothing foreign.
 */
final class Switchboard {

    private final List<ChannelId> announcedUnserved;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile RoutingTable table = RoutingTable.EMPTY;

    Switchboard(List<ChannelId> announcedUnserved) {
        this.announcedUnserved = announcedUnserved;
    }

    RoutingTable table() {
        return table;
    }

    /** What a handshake announces now, in order of ids. */
    List<ChannelId> announced() {
        return List.copyOf(announced(table));
    }

    private Set<ChannelId> announced(RoutingTable of) {
        var all = new TreeSet<>(announcedUnserved);
        all.addAll(of.served());
        return all;
    }

    /** Gives {@code binding} its channels, or says who stands in the way. */
    Optional<Conflict> claim(Binding binding) {
        return change(() -> claimed(binding, table));
    }

    /** Gives the channels of {@code former} to {@code fresh}, which reads the same mailbox. */
    Optional<Conflict> takeOver(Binding former, Binding fresh, DropCounts counts) {
        return change(
                () -> {
                    var conflict = claimed(fresh, table.without(former));
                    if (conflict.isEmpty()) {
                        fresh.mailbox()
                                .takeOver(fresh.specs().stream().map(ChannelSpec::inbox).toList());
                        table.inOrder().forEach(link -> handOver(link, former, fresh, counts));
                    }
                    return conflict;
                });
    }

    private Optional<Conflict> change(Supplier<Optional<Conflict>> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Conflict> claimed(Binding binding, RoutingTable rest) {
        for (var spec : binding.specs()) {
            var holder = rest.holder(spec.id());
            if (holder.isPresent()) {
                return Optional.of(new Conflict(spec.id(), holder.get().holder()));
            }
        }
        var next = rest.with(binding);
        if (announced(next).size() > NodeInfo.CHANNELS_MAX) {
            return Optional.of(new Conflict(binding.specs().getLast().id(), Conflict.NODE_LIMIT));
        }
        publish(next);
        return Optional.empty();
    }

    private static void handOver(PeerLink link, Binding former, Binding fresh, DropCounts counts) {
        former.specs().stream()
                .filter(spec -> fresh.spec(spec.id()).isEmpty())
                .forEach(spec -> dropQueued(link, spec, counts));
        if (!link.heardBy().remove(former)) {
            return;
        }
        var own = fresh.own(link.usable());
        if (own.isEmpty()) {
            fresh.mailbox().down(link.ref(), Reason.of(ReasonCodes.INCARNATION_ENDED));
        } else {
            link.heardBy().add(fresh);
            fresh.mailbox().up(link.peer(), own);
        }
    }

    /**
     * Takes the channels of {@code binding} back; what is queued on them is dropped, and its
     * mailbox closed.
     */
    void release(Binding binding, DropCounts counts) {
        lock.lock();
        try {
            publish(table.without(binding));
            for (var link : table.inOrder()) {
                link.heardBy().remove(binding);
                for (var spec : binding.specs()) {
                    var dropped = link.queue().drop(spec.id());
                    counts.dropped(
                            link, spec.id(), ReasonCodes.INCARNATION_ENDED, dropped.messages());
                }
            }
        } finally {
            lock.unlock();
        }
        binding.mailbox().close();
    }

    private static void dropQueued(PeerLink link, ChannelSpec spec, DropCounts counts) {
        var dropped = link.queue().drop(spec.id());
        counts.dropped(link, spec.id(), ReasonCodes.INCARNATION_ENDED, dropped.messages());
    }

    private void publish(RoutingTable next) {
        var before = table;
        table = next;
        for (var link : next.inOrder()) {
            refresh(link);
        }
        if (!before.served().equals(next.served())) {
            var ours = Set.copyOf(next.served());
            holders(next).stream()
                    .filter(Binding::hasLinks)
                    .filter(holder -> before.channels().containsValue(holder))
                    .forEach(holder -> holder.mailbox().ownChannels(ours));
        }
    }

    private void refresh(PeerLink link) {
        var before = link.usable();
        link.refresh(table.served());
        if (link.isUp()) {
            holders(table).forEach(holder -> tell(link, holder, before));
        }
    }

    private static void tell(PeerLink link, Binding holder, Set<ChannelId> before) {
        var own = holder.own(link.usable());
        if (!link.heardBy().contains(holder)) {
            if (!own.isEmpty()) {
                link.heardBy().add(holder);
                holder.mailbox().up(link.peer(), own);
            }
        } else if (!own.equals(holder.own(before))) {
            holder.mailbox().channels(link.ref(), own);
        }
    }

    /** Each holder once, in order of its first channel. */
    private static Set<Binding> holders(RoutingTable of) {
        return new LinkedHashSet<>(of.channels().values());
    }

    /** Puts a connection into the table, unless it is not wanted any more. */
    boolean register(PeerLink link, BooleanSupplier isWanted) {
        lock.lock();
        try {
            if (!isWanted.getAsBoolean()) {
                return false;
            }
            table = table.with(link);
            refresh(link);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells the holders of its channels that a registered connection can be used; false when it has
     * ended.
     */
    boolean up(PeerLink link) {
        lock.lock();
        try {
            if (table.link(link.ref()).isEmpty()) {
                return false;
            }
            link.markUp();
            refresh(link);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a connection out of the table and tells everybody who has heard of it. */
    void remove(PeerLink link, Reason reason) {
        lock.lock();
        try {
            table = table.without(link);
            link.heardBy().forEach(holder -> holder.mailbox().down(link.ref(), reason));
            link.heardBy().clear();
        } finally {
            lock.unlock();
        }
    }

    /** The peer serves these channels now. */
    void peerServes(PeerRef peer, Set<ChannelId> channels) {
        changeLink(peer, link -> link.serves(channels));
    }

    /** The peer was told that we serve these channels. */
    void peerWasTold(PeerRef peer, Set<ChannelId> ours) {
        changeLink(peer, link -> link.gate().announce(new HashSet<>(ours)));
    }

    private void changeLink(PeerRef peer, Consumer<PeerLink> step) {
        lock.lock();
        try {
            table.link(peer)
                    .ifPresent(
                            link -> {
                                step.accept(link);
                                refresh(link);
                            });
        } finally {
            lock.unlock();
        }
    }

    /**
     * A channel that cannot be had.
     *
     * @param holder who has it; {@link #NODE_LIMIT} when no further channel fits into a node info
     */
    record Conflict(ChannelId channel, String holder) {

        static final String NODE_LIMIT = "the limit of 16 channels of a node";

        /** Why, and what helps. */
        String text() {
            return holder.equals(NODE_LIMIT)
                    ? "a node announces at most 16 channels, there is no room for " + channel
                    : "channel "
                            + channel
                            + " is held by "
                            + holder
                            + "; p2p:reactors disable "
                            + holder;
        }
    }
}
