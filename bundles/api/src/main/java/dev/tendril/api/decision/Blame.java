package dev.tendril.api.decision;

/** Whose doing an end was; only what the peer is to blame for counts against it. */
public enum Blame {
    /** The network, a time-out without malice, or a normal end. */
    NOBODY,
    /** The peer broke the protocol. */
    PEER,
    /** We chose to end it, or our own part failed. */
    US
}
