package dev.tendril.api.node;

import dev.tendril.api.address.AddressFormatException;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.channel.ChannelId;

import java.util.HashSet;
import java.util.List;

/** The rules of wire.md 3.4, one method each. */
final class NodeInfoRules {

    private NodeInfoRules() {}

    static void check(
            NodeId nodeId,
            String listenAddress,
            String version,
            List<ChannelId> channels,
            String moniker,
            String txIndex,
            String rpcAddress) {
        checkListenAddress(nodeId, listenAddress);
        checkChannels(channels);
        require(!moniker.isEmpty() && isReadable(moniker), "moniker");
        require(version.isEmpty() || isReadable(version), "version");
        require(rpcAddress.isEmpty() || isReadable(rpcAddress), "rpc_address");
        require(txIndex.isEmpty() || txIndex.equals("on") || txIndex.equals("off"), "tx_index");
    }

    /** Syntax only: a host name from a peer is never resolved here (wire.md 3.4). */
    private static void checkListenAddress(NodeId nodeId, String listenAddress) {
        var schemeEnd = listenAddress.indexOf("://");
        var bare = schemeEnd < 0 ? listenAddress : listenAddress.substring(schemeEnd + 3);
        try {
            NodeAddress.parseLegacy(nodeId.hex() + "@" + bare);
        } catch (AddressFormatException e) {
            throw new IllegalArgumentException("node info breaks a rule, field: listen_addr", e);
        }
    }

    private static void checkChannels(List<ChannelId> channels) {
        require(channels.size() <= NodeInfo.CHANNELS_MAX, "channels (more than 16)");
        require(new HashSet<>(channels).size() == channels.size(), "channels (one twice)");
    }

    /** Printable ASCII, and not only spaces. */
    private static boolean isReadable(String text) {
        return !text.isBlank() && text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    private static void require(boolean holds, String field) {
        if (!holds) {
            throw new IllegalArgumentException("node info breaks a rule, field: " + field);
        }
    }
}
