package dev.tendril.router;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.router.RouterSnapshot;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.ConnectionSnapshot;
import dev.tendril.router.inbox.Waiting;
import dev.tendril.support.count.Counters;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what the router shows; all of it is derived from its state. */
record Snapshots(
        RouterOptions options,
        Timers timers,
        SelfInfo self,
        Switchboard board,
        ReactorHost host,
        LinkKeeper keeper,
        DropCounts drops) {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    RouterSnapshot take(List<String> waitingFor, Transports transports, Counters counters) {
        var all = counters.snapshot();
        all.put("queue.node-bytes", keeper.budget().usedBytes());
        all.put("queue.node-messages", keeper.budget().usedMessages());
        return new RouterSnapshot(
                options.network(),
                self.now(),
                waitingFor,
                board.table().inOrder().stream().map(this::link).toList(),
                channels(),
                host.snapshot(),
                transports.all().stream().map(entry -> transport(entry, counters)).toList(),
                all);
    }

    private RouterSnapshot.Link link(PeerLink link) {
        return new RouterSnapshot.Link(
                link.peer(),
                link.usable(),
                link.queue().queuedMessages(),
                link.queue().queuedBytes(),
                Duration.ofNanos(timers.nanos() - link.connectedAtNanos()),
                withDrops(link));
    }

    /** The transport's figures, and what we dropped of this connection. */
    private static ConnectionSnapshot withDrops(PeerLink link) {
        var figures = link.connection().snapshot();
        var counters = new TreeMap<>(figures.counters());
        counters.putAll(link.drops().snapshot());
        return new ConnectionSnapshot(
                figures.sentBytes(),
                figures.receivedBytes(),
                figures.channels(),
                figures.roundTrip(),
                counters);
    }

    private List<RouterSnapshot.ChannelState> channels() {
        var states = new ArrayList<RouterSnapshot.ChannelState>();
        board.table()
                .channels()
                .forEach(
                        (id, holder) ->
                                holder.spec(id)
                                        .ifPresent(
                                                spec ->
                                                        states.add(
                                                                channel(
                                                                        spec,
                                                                        holder,
                                                                        holder.mailbox()
                                                                                .waiting()))));
        return states;
    }

    private RouterSnapshot.ChannelState channel(
            ChannelSpec spec, Binding holder, Map<ChannelId, Waiting> waiting) {
        var counts = drops.of(spec.id());
        var waits = waiting.getOrDefault(spec.id(), new Waiting(0, 0));
        return new RouterSnapshot.ChannelState(
                spec.id(),
                spec.name(),
                holder.holder(),
                spec.lane().priority(),
                (int)
                        board.table().inOrder().stream()
                                .filter(link -> link.canUse(spec.id()))
                                .count(),
                waits.messages(),
                waits.bytes(),
                counts.sentMessages.sum(),
                counts.receivedMessages.sum(),
                counts.drops.snapshot());
    }

    private RouterSnapshot.TransportState transport(TransportEntry entry, Counters counters) {
        return new RouterSnapshot.TransportState(
                entry.protocols(),
                entry.endpoints(),
                entry.owner(),
                state(entry),
                connections(entry),
                figures(entry, counters));
    }

    /** Its own figures; a transport whose bundle has left may fail in any way. */
    private static Map<String, Long> figures(TransportEntry entry, Counters counters) {
        if (entry.protocols().isEmpty()) {
            return Map.of();
        }
        try {
            return Map.copyOf(entry.transport().counters());
        } catch (RuntimeException | LinkageError failure) {
            counters.increment("transport.threw");
            LOG.debug("transport cannot be asked, name: {}", entry.name(), failure);
            return Map.of();
        }
    }

    private int connections(TransportEntry entry) {
        return (int)
                board.table().inOrder().stream().filter(link -> link.transport() == entry).count();
    }

    private static String state(TransportEntry entry) {
        return switch (entry.state()) {
            case STARTING, BEGUN, WAITING -> "waiting";
            case BOUND -> entry.endpoints().isEmpty() ? "dial-only" : "listening";
            case DEPARTED -> "departed";
        };
    }
}
