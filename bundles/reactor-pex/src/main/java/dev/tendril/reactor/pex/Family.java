package dev.tendril.reactor.pex;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.peer.PeerInfo;

/**
 * Whose rules a peer follows. Node infos do not say; channel 0x62 and Tenderdash's block version
 * give it away (wire.md 5.1). Everybody else counts as CometBFT, Tendril too.
 */
enum Family {
    COMETBFT,
    TENDERMINT_035;

    private static final ChannelId STATESYNC_LIGHT_BLOCK = new ChannelId(0x62);
    private static final long TENDERDASH_BLOCK_VERSION = 14;

    static Family of(NodeInfo info) {
        return info.channels().contains(STATESYNC_LIGHT_BLOCK)
                        || info.versions().block() == TENDERDASH_BLOCK_VERSION
                ? TENDERMINT_035
                : COMETBFT;
    }

    /**
     * In which dialect {@code peer} is asked. Over a local transport it is URLs, since the other
     * one has no place for an address that is not on an IP network.
     */
    static Dialect dialect(PeerInfo peer) {
        return of(peer.node()) == TENDERMINT_035 || peer.remote() instanceof Endpoint.Local
                ? Dialect.URL
                : Dialect.V1;
    }
}
