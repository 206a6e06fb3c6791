package dev.tendril.reactor.pex;

import dev.tendril.api.address.AddressFormatException;
import dev.tendril.api.address.Direction;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.peer.PeerInfo;

import java.util.Optional;

/** The address at which an inbound peer says it listens (wire.md 5.3). Never looked up. */
final class SelfDeclared {

    private SelfDeclared() {}

    /**
     * The address; empty for peers we have dialed, whose address is known, and for those that only
     * say they listen everywhere.
     */
    static Optional<NodeAddress> of(PeerInfo peer) {
        if (peer.direction() != Direction.INBOUND) {
            return Optional.empty();
        }
        var nodeId = peer.ref().nodeId();
        return peer.remote() instanceof Endpoint.Local local
                ? Optional.of(local.nodeAddress(nodeId))
                : listening(nodeId + "@" + withoutScheme(peer.node().listenAddress()));
    }

    private static String withoutScheme(String listenAddress) {
        var end = listenAddress.indexOf("://");
        return end < 0 ? listenAddress : listenAddress.substring(end + 3);
    }

    private static Optional<NodeAddress> listening(String text) {
        try {
            var address = NodeAddress.parseLegacy(text);
            return address.port() > 0
                            && IpText.isLiteral(address.host())
                            && !IpText.isUnspecified(address.host())
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (AddressFormatException e) {
            throw new IllegalStateException("a node info has checked it before", e);
        }
    }
}
