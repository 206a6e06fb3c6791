package dev.tendril.api.node;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Reason;

import java.util.List;
import java.util.Optional;

/**
 * What a node tells about itself in the handshake (wire.md 3). Immutable; an instance keeps every
 * rule of wire.md 3.4 that needs no key and no name service, so one that was received and built is
 * well formed.
 *
 * @param versions protocol versions
 * @param nodeId the id it claims; whoever shakes hands compares it with the key
 * @param listenAddress where it listens, with or without scheme: {@code tcp://0.0.0.0:26656}. Not
 *     to be dialed or resolved unseen
 * @param network the chain id, compared byte by byte
 * @param version software version, printable ASCII or empty
 * @param channels the channels it serves, in its own order, at most {@value #CHANNELS_MAX}, none
 *     twice
 * @param moniker its name for people, printable ASCII, not blank
 * @param txIndex {@code on}, {@code off} or empty
 * @param rpcAddress its RPC address, printable ASCII or empty
 */
public record NodeInfo(
        ProtocolVersions versions,
        NodeId nodeId,
        String listenAddress,
        String network,
        String version,
        List<ChannelId> channels,
        String moniker,
        String txIndex,
        String rpcAddress) {

    /** Most channels a node may announce (wire.md 3.2). */
    public static final int CHANNELS_MAX = 16;

    /**
     * Checks every rule.
     *
     * @throws IllegalArgumentException naming the field that breaks its rule
     */
    public NodeInfo {
        channels = List.copyOf(channels);
        NodeInfoRules.check(nodeId, listenAddress, version, channels, moniker, txIndex, rpcAddress);
    }

    /**
     * {@return the same node with other channels}
     *
     * @param other the channels it has instead
     */
    public NodeInfo withChannels(List<ChannelId> other) {
        return new NodeInfo(
                versions,
                nodeId,
                listenAddress,
                network,
                version,
                other,
                moniker,
                txIndex,
                rpcAddress);
    }

    /**
     * {@return the same node listening elsewhere}
     *
     * @param other where it listens instead
     */
    public NodeInfo withListenAddress(String other) {
        return new NodeInfo(
                versions, nodeId, other, network, version, channels, moniker, txIndex, rpcAddress);
    }

    /**
     * {@return why {@code peer} cannot be a peer of this node, by the rules of wire.md 3.5: {@code
     * self}, {@code block-version}, {@code network}, {@code no-common-channel}; empty when it can}
     *
     * @param peer what the other node tells
     */
    public Optional<Reason> incompatibleWith(NodeInfo peer) {
        if (peer.nodeId.equals(nodeId)) {
            return Optional.of(Reason.of("self"));
        }
        if (peer.versions.block() != versions.block()) {
            return Optional.of(differs("block-version", versions.block(), peer.versions.block()));
        }
        if (!peer.network.equals(network)) {
            return Optional.of(differs("network", network, peer.network));
        }
        if (!channels.isEmpty() && channels.stream().noneMatch(peer.channels::contains)) {
            return Optional.of(differs("no-common-channel", channels, peer.channels));
        }
        return Optional.empty();
    }

    private static Reason differs(String code, Object ours, Object theirs) {
        return new Reason(code, "ours: " + ours + ", theirs: " + theirs);
    }
}
