package dev.tendril.api.node;

/**
 * The three version numbers of a node (wire.md 3.3). Only {@code block} decides compatibility.
 *
 * @param p2p of the peer protocol, unsigned 64 bits
 * @param block of the blocks, unsigned 64 bits
 * @param app of the application, unsigned 64 bits
 */
public record ProtocolVersions(long p2p, long block, long app) {

    /** What CometBFT 0.34 to 0.40 send. */
    public static final ProtocolVersions COMETBFT = new ProtocolVersions(8, 11, 0);
}
