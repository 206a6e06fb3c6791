package dev.tendril.router;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.router.inbox.Mailbox;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Somebody's hold of channels: a reactor's, or an embedder's. Holds nothing of the holder's
 * classes. It outlives a reactor's thread by the grace, so that a fresh one takes over.
 */
final class Binding {

    private final String holder;
    private final boolean hasLinks;
    private final Mailbox mailbox;
    private final TreeMap<ChannelId, ChannelSpec> specs = new TreeMap<>();
    private volatile boolean isRead = true;

    Binding(String holder, boolean hasLinks, Mailbox mailbox, Collection<ChannelSpec> channels) {
        this.holder = holder;
        this.hasLinks = hasLinks;
        this.mailbox = mailbox;
        channels.forEach(spec -> specs.put(spec.id(), spec));
    }

    String holder() {
        return holder;
    }

    boolean hasLinks() {
        return hasLinks;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    List<ChannelSpec> specs() {
        return List.copyOf(specs.values());
    }

    Optional<ChannelSpec> spec(ChannelId channel) {
        return Optional.ofNullable(specs.get(channel));
    }

    /** Those of {@code channels} that are its own. */
    Set<ChannelId> own(Set<ChannelId> channels) {
        var own = new TreeSet<ChannelId>();
        for (var channel : specs.keySet()) {
            if (channels.contains(channel)) {
                own.add(channel);
            }
        }
        return own;
    }

    /** Whether somebody reads the mailbox now; false during the grace. */
    boolean isRead() {
        return isRead;
    }

    void read(boolean now) {
        isRead = now;
    }
}
