package dev.tendril.router;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelId;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who is connected and who serves what, at one moment. Immutable: whoever sends reads it without a
 * lock.
 *
 * @param links by connection number, in its order
 * @param channels holders by channel, in order of ids
 */
record RoutingTable(Map<Long, PeerLink> links, Map<ChannelId, Binding> channels) {

    static final RoutingTable EMPTY = new RoutingTable(Map.of(), Map.of());

    RoutingTable {
        links = Collections.unmodifiableMap(new TreeMap<>(links));
        channels = Collections.unmodifiableMap(new TreeMap<>(channels));
    }

    Optional<PeerLink> link(PeerRef peer) {
        var link = links.get(peer.connection());
        return link == null || !link.ref().equals(peer) ? Optional.empty() : Optional.of(link);
    }

    Optional<Binding> holder(ChannelId channel) {
        return Optional.ofNullable(channels.get(channel));
    }

    Optional<ChannelSpec> spec(ChannelId channel) {
        return holder(channel).flatMap(binding -> binding.spec(channel));
    }

    Set<ChannelId> served() {
        return channels.keySet();
    }

    Collection<PeerLink> inOrder() {
        return links.values();
    }

    RoutingTable with(PeerLink link) {
        var more = new HashMap<>(links);
        more.put(link.ref().connection(), link);
        return new RoutingTable(more, channels);
    }

    RoutingTable without(PeerLink link) {
        var fewer = new HashMap<>(links);
        fewer.remove(link.ref().connection());
        return new RoutingTable(fewer, channels);
    }

    RoutingTable with(Binding binding) {
        var more = new HashMap<>(channels);
        binding.specs().forEach(spec -> more.put(spec.id(), binding));
        return new RoutingTable(links, more);
    }

    RoutingTable without(Binding binding) {
        var fewer = new HashMap<>(channels);
        fewer.values().removeIf(binding::equals);
        return new RoutingTable(links, fewer);
    }
}
