package dev.tendril.router;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.router.inbox.Mailbox;

import java.util.Map;
import java.util.Optional;

/**
 * What a reactor or embedder holds of the router, until it is taken back. Everything handed out
 * looks here first, so that afterwards nothing of ours is reached, and nothing of the holder's
 * kept.
 */
final class Lease {

    private volatile Optional<Grant> grant;

    Lease(Mailbox mailbox, Map<ChannelId, ChannelPort> ports) {
        this.grant = Optional.of(new Grant(mailbox, Map.copyOf(ports)));
    }

    boolean isOver() {
        return grant.isEmpty();
    }

    void end() {
        grant = Optional.empty();
    }

    Optional<ChannelPort> port(ChannelId channel) {
        return grant.map(held -> held.ports.get(channel));
    }

    Optional<Mailbox> mailbox() {
        return grant.map(Grant::mailbox);
    }

    private record Grant(Mailbox mailbox, Map<ChannelId, ChannelPort> ports) {}
}
