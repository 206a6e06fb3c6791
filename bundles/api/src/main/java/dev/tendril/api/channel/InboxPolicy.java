package dev.tendril.api.channel;

/**
 * What happens to a message that arrives when its sender's share of the reactor's mailbox is used
 * up.
 */
public enum InboxPolicy {
    /** The new message is dropped and counted. */
    DROP_NEWEST,
    /**
     * The oldest message of the same sender and channel is dropped and counted, until the new one
     * fits.
     */
    DROP_OLDEST,
    /**
     * Reading of that one connection pauses until there is room; after a bounded time the peer is
     * disconnected as {@code reactor-too-slow}, unpunished.
     */
    LOSSLESS
}
