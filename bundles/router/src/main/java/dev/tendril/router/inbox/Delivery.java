package dev.tendril.router.inbox;

/** What became of a message offered to a mailbox. */
public enum Delivery {
    /** It waits. */
    TAKEN,
    /** It was dropped: the share is used up. */
    DROPPED_NEWEST,
    /** It waits; older ones were dropped for it. */
    DROPPED_OLDEST,
    /** It was not taken: the share of a lossless channel is used up, the connection is to pause. */
    FULL,
    /** The connection is not known here, or no longer. */
    UNKNOWN
}
