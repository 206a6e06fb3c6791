package dev.tendril.wire;

/** The two ways in which a node info is written (wire.md 3.1). */
public enum NodeInfoDialect {
    /** Tendermint, CometBFT, Sei: one byte for each channel. */
    STANDARD,
    /** Tenderdash: channels are packed numbers. */
    TENDERDASH
}
