package dev.tendril.router.inbox;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.reactor.ReactorEvent;

/** What a mailbox hands out. */
public sealed interface Mail {

    /** An event that is handed on as it is. */
    record Event(ReactorEvent event) implements Mail {}

    /**
     * A message still in bytes: it is decoded by the thread that reads, with the reactor's own
     * codec.
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Message(PeerRef from, ChannelId channel, byte[] bytes) implements Mail {}
}
