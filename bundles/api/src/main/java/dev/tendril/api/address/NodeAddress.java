package dev.tendril.api.address;

import java.util.Locale;

/**
 * Where a node says it can be reached, as a URL: {@code mconn://id@host:port/path} or {@code
 * memory:id}. The host may be a name; a router resolves it to {@link Endpoint}s each time it dials
 * (ADR 062, Peer Addresses; wire.md 1.4). Ordered by its text.
 *
 * @param protocol the scheme
 * @param nodeId who is expected there
 * @param host host name or IP literal in lower case, without brackets; empty for local addresses
 * @param port 0..65535; 0 when none was given
 * @param path begins with {@code /}, {@code ?} or {@code #}, or is empty; for a local address
 *     without host it may be any text, empty meaning the node id
 */
public record NodeAddress(Protocol protocol, NodeId nodeId, String host, int port, String path)
        implements Comparable<NodeAddress> {

    /** The port that is meant when a networked address has none (wire.md 1.5). */
    public static final int DEFAULT_PORT = 26_656;

    /** Longest text that is parsed. */
    public static final int LENGTH_MAX = 2_048;

    /** Checks what the components promise. */
    public NodeAddress {
        for (var i = 0; i < host.length(); i++) {
            if (!PercentText.isHostCharacter(host.charAt(i)) || isUpperCase(host.charAt(i))) {
                throw new IllegalArgumentException(
                        "host is not lower-case host characters: " + host);
            }
        }
        if (port < 0 || port > Endpoint.Networked.PORT_MAX) {
            throw new IllegalArgumentException("port is not within 0..65535: " + port);
        }
        if (port > 0 && host.isEmpty()) {
            throw new IllegalArgumentException("address has a port but no host, port: " + port);
        }
    }

    /**
     * {@return an address on an IP network}
     *
     * @param protocol what is spoken there
     * @param nodeId the node
     * @param host host name or IP literal, in either case
     * @param port 0..65535
     */
    public static NodeAddress networked(Protocol protocol, NodeId nodeId, String host, int port) {
        return new NodeAddress(protocol, nodeId, host.toLowerCase(Locale.ROOT), port, "");
    }

    /**
     * {@return an address within a process or machine}
     *
     * @param protocol what is spoken there
     * @param nodeId the node
     * @param path what names the place; the node id counts as empty
     */
    public static NodeAddress local(Protocol protocol, NodeId nodeId, String path) {
        return new NodeAddress(protocol, nodeId, "", 0, path.equals(nodeId.hex()) ? "" : path);
    }

    /**
     * {@return the address written as {@code text}, by the rules of wire.md 1.4; without a scheme
     * {@code mconn} is meant} Ids in upper case are accepted and lowered; nothing is resolved.
     *
     * @param text the text to read
     * @throws AddressFormatException when the text is none
     */
    public static NodeAddress parse(String text) throws AddressFormatException {
        return NodeAddressParser.parse(text);
    }

    /**
     * {@return the address written as {@code id@host:port}, the form of CometBFT's configuration
     * and address book, by the rules of wire.md 1.3; a scheme before it is dropped} Unlike the
     * original nothing is resolved.
     *
     * @param text the text to read
     * @throws AddressFormatException when the text is none
     */
    public static NodeAddress parseLegacy(String text) throws AddressFormatException {
        return LegacyAddressParser.parse(text);
    }

    private static boolean isUpperCase(int c) {
        return c >= 'A' && c <= 'Z';
    }

    /** {@return whether it names a host, and so is resolved before dialing} */
    public boolean isNetworked() {
        return !host.isEmpty();
    }

    /** {@return {@code host:port}, an IPv6 host in brackets; the path for a local address} */
    public String hostPort() {
        if (!isNetworked()) {
            return path.isEmpty() ? nodeId.hex() : path;
        }
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public int compareTo(NodeAddress other) {
        return toString().compareTo(other.toString());
    }

    /**
     * The URL, which {@link #parse} reads back; other than in Go an IPv6 host is always in
     * brackets.
     */
    @Override
    public String toString() {
        return NodeAddressFormat.format(this);
    }
}
