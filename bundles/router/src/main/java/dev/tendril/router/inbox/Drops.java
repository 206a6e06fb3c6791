package dev.tendril.router.inbox;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelId;

/** Told of each message that a mailbox throws away. Called under its lock: only counts. */
@FunctionalInterface
public interface Drops {

    /** {@code messages} messages of {@code peer} were thrown away for {@code code}. */
    void dropped(PeerRef peer, ChannelId channel, String code, int messages);
}
