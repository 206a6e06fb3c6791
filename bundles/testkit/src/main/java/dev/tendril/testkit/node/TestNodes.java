package dev.tendril.testkit.node;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.node.ProtocolVersions;
import dev.tendril.api.peer.PeerInfo;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Node ids, node infos and peers for tests; the same number or word gives the same node in every
 * run.
 */
public final class TestNodes {

    /** The chain id of all of them. */
    public static final String CHAIN_ID = "test-chain";

    private TestNodes() {}

    /**
     * {@return the node id whose hexadecimal digits end in {@code number}; nobody holds its key}
     *
     * @param number 0 or more
     */
    public static NodeId id(int number) {
        return new NodeId(String.format("%040x", number));
    }

    /**
     * {@return the node info of a node}
     *
     * @param nodeId who it is
     * @param channels the ids of its channels
     */
    public static NodeInfo info(NodeId nodeId, int... channels) {
        return new NodeInfo(
                ProtocolVersions.COMETBFT,
                nodeId,
                "tcp://192.0.2.1:26656",
                CHAIN_ID,
                "0.0.0-test",
                IntStream.of(channels).mapToObj(ChannelId::new).toList(),
                "node-" + nodeId.brief(),
                "off",
                "");
    }

    /**
     * {@return a connected peer}
     *
     * @param number the number of its id and of its connection, at least 1
     * @param channels the ids of its channels
     */
    public static PeerInfo peer(int number, int... channels) {
        return peer(id(number), number, channels);
    }

    /**
     * {@return a connected peer}
     *
     * @param nodeId who it is
     * @param connection the connection number, at least 1
     * @param channels the ids of its channels
     */
    public static PeerInfo peer(NodeId nodeId, long connection, int... channels) {
        return new PeerInfo(
                new PeerRef(nodeId, connection),
                info(nodeId, channels),
                Direction.OUTBOUND,
                new Endpoint.Local(Protocol.MEMORY, nodeId.hex()));
    }

    /**
     * {@return channel ids}
     *
     * @param values their numbers
     */
    public static List<ChannelId> channels(int... values) {
        return IntStream.of(values).mapToObj(ChannelId::new).toList();
    }
}
