package dev.tendril.peermanager;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.address.PublicKey;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.node.ProtocolVersions;
import dev.tendril.api.transport.Handshake;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A node of a test: the same number is the same node in every run.
 *
 * @param number 1..60_000
 * @param key its key
 * @param version its software
 * @param network its chain
 */
public record Who(int number, PublicKey key, String version, String network) {

    private static final String CHAIN = "test-chain";

    /** Node {@code number}, which runs CometBFT. */
    public static Who of(int number) {
        var bytes = new byte[PublicKey.LENGTH_BYTES];
        Arrays.fill(bytes, (byte) 7);
        bytes[0] = (byte) number;
        bytes[1] = (byte) (number >> 8);
        return new Who(number, PublicKey.of(bytes), "0.38.25", CHAIN);
    }

    /** {@code count} nodes in order of their ids. */
    public static List<Who> inOrder(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(Who::of)
                .sorted(Comparator.comparing(Who::id))
                .toList();
    }

    /** The same node running Tendril. */
    public Who tendril() {
        return new Who(number, key, "tendril/0.1.0", network);
    }

    /** The same node on another chain. */
    public Who on(String otherNetwork) {
        return new Who(number, key, version, otherNetwork);
    }

    /** Its id. */
    public NodeId id() {
        return key.nodeId();
    }

    /** What it tells about itself. */
    public NodeInfo info() {
        return new NodeInfo(
                ProtocolVersions.COMETBFT,
                id(),
                "tcp://0.0.0.0:26656",
                network,
                version,
                List.of(new ChannelId(0)),
                "node-" + number,
                "off",
                "");
    }

    /** What it proves. */
    public Handshake handshake() {
        return new Handshake(info(), key);
    }

    /** Its public IP address, in a /16 of its own for the first hundreds. */
    public String ip() {
        return (20 + number % 200) + "." + number / 200 % 200 + ".3.4";
    }

    /** Where it listens. */
    public NodeAddress address() {
        return NodeAddress.networked(Protocol.MCONN, id(), ip(), 26_656);
    }

    /** Another place where it listens. */
    public NodeAddress address(String host, int port) {
        return NodeAddress.networked(Protocol.MCONN, id(), host, port);
    }

    /** Its address within the process. */
    public NodeAddress memory() {
        return NodeAddress.local(Protocol.MEMORY, id(), "");
    }

    /** Where its connections come from. */
    public Endpoint endpoint() {
        return endpoint(ip());
    }

    /** An endpoint at {@code ip}. */
    public static Endpoint endpoint(String ip) {
        return new Endpoint.Networked(Protocol.MCONN, InetAddress.ofLiteral(ip), 40_000);
    }
}
