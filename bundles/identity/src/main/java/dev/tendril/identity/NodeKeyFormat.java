package dev.tendril.identity;

/** Which family of nodes a key file is written for; both are read by both (wire.md 1.2). */
public enum NodeKeyFormat {
    /** CometBFT and Tendermint 0.34: the private key alone. */
    COMETBFT,
    /** Tendermint 0.35 and its descendants: the node id before the private key. */
    TENDERMINT_035
}
