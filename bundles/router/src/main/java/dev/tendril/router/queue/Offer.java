package dev.tendril.router.queue;

/** What became of a message offered to a queue. */
public enum Offer {
    /** It waits. */
    QUEUED,
    /** The channel's share of the peer's queue is used up. */
    CHANNEL_FULL,
    /** The peer's queue is full. */
    PEER_FULL,
    /** The queues of the node together are full. */
    NODE_FULL,
    /** The queue is closed. */
    CLOSED;

    /** Whether there may be room later. */
    public boolean isFull() {
        return this == CHANNEL_FULL || this == PEER_FULL || this == NODE_FULL;
    }

    /** The code under which a refusal is counted. */
    public String code() {
        return switch (this) {
            case QUEUED -> "queued";
            case CHANNEL_FULL -> "send-queue-channel-full";
            case PEER_FULL -> "send-queue-peer-full";
            case NODE_FULL -> "send-queue-node-full";
            case CLOSED -> "send-queue-closed";
        };
    }
}
