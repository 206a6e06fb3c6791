package dev.tendril.router;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.transport.InboundChannels;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What one connection may bring: the channels we announced at its handshake or told its peer later.
 * Of these, what nobody serves now is discarded; all others end the connection.
 */
final class InboundGate implements InboundChannels {

    private static final Acceptance DISCARD = new Acceptance.Discard();
    private static final Acceptance UNKNOWN = new Acceptance.Unknown();

    private final Supplier<RoutingTable> table;
    private volatile Set<ChannelId> announced;

    InboundGate(Supplier<RoutingTable> table, Collection<ChannelId> announced) {
        this.table = table;
        this.announced = Set.copyOf(announced);
    }

    @Override
    public Acceptance acceptance(ChannelId channel) {
        if (!announced.contains(channel)) {
            return UNKNOWN;
        }
        var spec = table.get().spec(channel);
        return spec.isEmpty() ? DISCARD : new Acceptance.Accept(spec.get().messageSizeMaxBytes());
    }

    Set<ChannelId> announced() {
        return announced;
    }

    /** The peer was told more; called under the switchboard's lock. */
    void announce(Set<ChannelId> more) {
        var all = new TreeSet<>(announced);
        all.addAll(more);
        announced = Set.copyOf(all);
    }
}
