package dev.tendril.api.address;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Where a transport listens or connects to, without saying who is there (ADR 062, Endpoints). An
 * address becomes one or more endpoints when its host is resolved. The ADR allows an IP, a path or
 * both in one struct; here a networked endpoint always has an IP and a local one never has.
 */
public sealed interface Endpoint {

    /** {@return the protocol that is spoken there} */
    Protocol protocol();

    /**
     * {@return the address of the node {@code nodeId} at this endpoint}
     *
     * @param nodeId the node
     */
    NodeAddress nodeAddress(NodeId nodeId);

    /**
     * A place on an IP network.
     *
     * @param protocol what is spoken there
     * @param ip the IP address; an IPv4 address in IPv6 form counts as IPv4
     * @param port 0..65535; 0 asks a listener for any free port
     */
    record Networked(Protocol protocol, InetAddress ip, int port) implements Endpoint {

        /** Largest port number. */
        public static final int PORT_MAX = 65_535;

        /** Checks what the components promise. */
        public Networked {
            if (port < 0 || port > PORT_MAX) {
                throw new IllegalArgumentException("port is not within 0..65535: " + port);
            }
        }

        @Override
        public NodeAddress nodeAddress(NodeId nodeId) {
            return NodeAddress.networked(protocol, nodeId, ip.getHostAddress(), port);
        }

        /** {@return {@code ip:port}, an IPv6 address in brackets} */
        public String hostPort() {
            var host = ip.getHostAddress();
            return (ip instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port;
        }

        @Override
        public String toString() {
            return protocol + "://" + hostPort();
        }
    }

    /**
     * A place that only this process or machine can reach, told only to peers of the same protocol.
     *
     * @param protocol what is spoken there
     * @param path what names the place within the protocol; not empty
     */
    record Local(Protocol protocol, String path) implements Endpoint {

        /** Checks what the components promise. */
        public Local {
            if (path.isEmpty()) {
                throw new IllegalArgumentException(
                        "local endpoint has no path, protocol: " + protocol);
            }
        }

        @Override
        public NodeAddress nodeAddress(NodeId nodeId) {
            return NodeAddress.local(protocol, nodeId, path);
        }

        /**
         * {@code memory:<id>} where the path is a node id, else a URL such as {@code file:///foo}.
         */
        @Override
        public String toString() {
            return NodeId.isValid(path)
                    ? protocol + ":" + path
                    : protocol + "://" + NodeAddressFormat.path(path);
        }
    }
}
