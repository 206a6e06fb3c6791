package dev.tendril.itests.benchmarks;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.address.PublicKey;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.node.ProtocolVersions;
import dev.tendril.api.peer.PeerFacts;
import dev.tendril.api.transport.Handshake;
import dev.tendril.peermanager.stored.StoredPeer;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The nodes of a network that exist, and what they show to those who connect to them. */
final class ChurnPeers {

    /** One of them. */
    record Node(Handshake handshake, NodeAddress address, Endpoint remote) {
        NodeId id() {
            return address.nodeId();
        }
    }

    private final RandomGenerator random;
    private final Histories histories;
    private final NodeInfo self;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<NodeId, Node> byId = new HashMap<>();
    private final List<StoredPeer> stored = new ArrayList<>();

    ChurnPeers(int count, RandomGenerator random, Histories histories) {
        this.random = random;
        this.histories = histories;
        this.self = info(new NodeId("f".repeat(NodeId.LENGTH)));
        for (var i = 0; i < count; i++) {
            add(key(i));
        }
    }

    private static PublicKey key(int number) {
        return PublicKey.of(ByteBuffer.allocate(PublicKey.LENGTH_BYTES).putInt(number).array());
    }

    private void add(PublicKey key) {
        var history = histories.of(key.nodeId());
        var address = history.addresses().getFirst().address();
        var remote =
                new Endpoint.Networked(
                        Protocol.MCONN, InetAddress.ofLiteral(address.host()), 40_000);
        var node = new Node(new Handshake(info(key.nodeId()), key), address, remote);
        nodes.add(node);
        byId.put(node.id(), node);
        stored.add(history);
    }

    NodeId self() {
        return self.nodeId();
    }

    List<StoredPeer> stored() {
        return stored;
    }

    Node any() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** The node with this id; empty when it was invented. */
    Optional<Node> find(NodeId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** An address of a node that does not exist. */
    NodeAddress invented() {
        return histories.address(
                new NodeId("%016x%024x".formatted(random.nextLong(), random.nextInt(1 << 30))));
    }

    PeerFacts facts(Node node, Direction direction) {
        return new PeerFacts(self, node.handshake(), node.remote(), direction);
    }

    private static NodeInfo info(NodeId id) {
        return new NodeInfo(
                ProtocolVersions.COMETBFT,
                id,
                "tcp://0.0.0.0:26656",
                "churn-1",
                "0.38.25",
                List.of(new ChannelId(0)),
                "node",
                "off",
                "");
    }
}
