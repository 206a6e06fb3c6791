package dev.tendril.simulator;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Who a simulated node is, and where.
 *
 * @param name its name
 * @param identity its key
 * @param endpoint where it listens
 */
record Home(String name, SimIdentity identity, Endpoint endpoint) {

    static Home of(String name, Optional<String> ip) {
        var identity = new SimIdentity(name);
        return new Home(name, identity, endpoint(ip, identity.nodeId()));
    }

    private static Endpoint endpoint(Optional<String> ip, NodeId nodeId) {
        return ip.<Endpoint>map(
                        literal ->
                                new Endpoint.Networked(
                                        Protocol.MCONN,
                                        InetAddress.ofLiteral(literal),
                                        NodeAddress.DEFAULT_PORT))
                .orElseGet(() -> new Endpoint.Local(Protocol.MEMORY, nodeId.hex()));
    }

    NodeId id() {
        return identity.nodeId();
    }

    NodeAddress address() {
        return endpoint.nodeAddress(id());
    }

    /** What the network of names calls it. */
    String place() {
        return switch (endpoint) {
            case Endpoint.Local local -> local.path();
            case Endpoint.Networked networked -> networked.toString();
        };
    }
}
