package dev.tendril.router;

import dev.tendril.api.channel.ChannelId;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What each channel has carried and lost, for the life of the router. At most one entry for each of
 * 256 ids.
 */
final class DropCounts {

    private final AtomicReferenceArray<@Nullable ChannelCounts> channels =
            new AtomicReferenceArray<>(ChannelId.MAX + 1);

    ChannelCounts of(ChannelId channel) {
        var counts = channels.get(channel.value());
        if (counts != null) {
            return counts;
        }
        var fresh = new ChannelCounts();
        var first = channels.compareAndExchange(channel.value(), null, fresh);
        return first == null ? fresh : first;
    }

    void dropped(PeerLink link, ChannelId channel, String code, int messages) {
        dropped(Optional.of(link), channel, code, messages);
    }

    /** Counts at the channel and, while it lasts, at the connection. */
    void dropped(Optional<PeerLink> link, ChannelId channel, String code, int messages) {
        if (messages > 0) {
            of(channel).drops.add(code, messages);
            link.ifPresent(l -> l.drops().add("drop." + channel + "." + code, messages));
        }
    }
}
