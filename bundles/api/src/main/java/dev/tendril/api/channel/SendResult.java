package dev.tendril.api.channel;

/**
 * What became of a message handed to {@link Channel#send}. Delivery itself is at most once and
 * never confirmed.
 */
public enum SendResult {
    /** It waits in the queue of the peer. */
    QUEUED,
    /** That connection does not exist, or no longer. */
    NO_PEER,
    /** The peer did not announce the channel. */
    NO_CHANNEL,
    /**
     * The queue of the peer, or of the node, has no room; the reactor gets {@code Writable} when it
     * has.
     */
    FULL,
    /** The message is larger than the channel allows. */
    TOO_LARGE,
    /** The channel is closed: its reactor was removed or the router stopped. */
    CLOSED
}
