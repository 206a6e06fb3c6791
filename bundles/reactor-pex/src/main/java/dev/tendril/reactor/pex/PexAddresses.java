package dev.tendril.reactor.pex;

import dev.tendril.api.address.AddressFormatException;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.wire.proto.pex.NetAddress;
import dev.tendril.wire.proto.pex.PexUrl;

import java.util.Optional;

/**
 * Addresses as they stand in messages. What a peer tells is believed only where it needs no name
 * service: an IP address, or a place within the transport over which it is connected.
 */
final class PexAddresses {

    private PexAddresses() {}

    /** The address in a V1 entry. */
    static NodeAddress read(NetAddress entry) throws AddressFormatException {
        if (!IpText.isLiteral(entry.getIp())) {
            throw new AddressFormatException("not an IP address", entry.getIp());
        }
        // The wire has 32 unsigned bits.
        var port = Integer.toUnsignedLong(entry.getPort());
        if (port < 1 || port > Endpoint.Networked.PORT_MAX) {
            throw new AddressFormatException("port is not within 1..65535", Long.toString(port));
        }
        var nodeId = NodeId.parse(entry.getId());
        return NodeAddress.networked(Protocol.MCONN, nodeId, entry.getIp(), (int) port);
    }

    /**
     * The address in a URL entry that came from {@code remote}; empty when it is well formed but of
     * no use: a name to look up, a path on an IP network, another machine's memory.
     */
    static Optional<NodeAddress> read(PexUrl entry, Endpoint remote) throws AddressFormatException {
        var address = NodeAddress.parse(entry.getUrl());
        if (!address.isNetworked()) {
            var reachable =
                    remote instanceof Endpoint.Local
                            && remote.protocol().equals(address.protocol());
            return reachable ? Optional.of(address) : Optional.empty();
        }
        return IpText.isLiteral(address.host()) && address.path().isEmpty()
                ? Optional.of(withPort(address))
                : Optional.empty();
    }

    private static NodeAddress withPort(NodeAddress address) {
        return address.port() > 0
                ? address
                : NodeAddress.networked(
                        address.protocol(),
                        address.nodeId(),
                        address.host(),
                        NodeAddress.DEFAULT_PORT);
    }

    /** The V1 entry of {@code address}; empty when it has none. CometBFT bans for a wrong one. */
    static Optional<NetAddress> v1(NodeAddress address) {
        var known =
                address.protocol().equals(Protocol.MCONN)
                        || address.protocol().equals(Protocol.TCP);
        if (!known || !IpText.isLiteral(address.host()) || !address.path().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                NetAddress.newBuilder()
                        .setId(address.nodeId().hex())
                        .setIp(address.host())
                        .setPort(withPort(address).port())
                        .build());
    }

    /** The URL entry of {@code address}, with a port where it is on a network. */
    static PexUrl url(NodeAddress address) {
        var complete = address.isNetworked() ? withPort(address) : address;
        return PexUrl.newBuilder().setUrl(complete.toString()).build();
    }
}
