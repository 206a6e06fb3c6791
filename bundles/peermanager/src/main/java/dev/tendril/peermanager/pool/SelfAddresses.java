package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.peer.PeerManagerSnapshot.SelfAddress;
import dev.tendril.peermanager.policy.IpRange;

import java.util.ArrayList;
import java.util.List;

/**
 * What we tell as our own address: what the operator says, else what we are bound to, each only to
 * peers of the same range class, local ones only over the same protocol.
 */
final class SelfAddresses {

    private final Pool pool;

    SelfAddresses(Pool pool) {
        this.pool = pool;
    }

    /** What is told to a peer at {@code asker}. */
    List<NodeAddress> toldTo(Endpoint asker) {
        return candidates().stream().filter(a -> mayTell(a, IpRange.of(a), asker)).toList();
    }

    /**
     * Whether {@code address}, which is in {@code range}, is of use to somebody at {@code asker}.
     */
    static boolean mayTell(NodeAddress address, IpRange range, Endpoint asker) {
        if (range == IpRange.LOCAL) {
            return asker instanceof Endpoint.Local && asker.protocol().equals(address.protocol());
        }
        return range.isToldTo(IpRange.of(asker));
    }

    private List<NodeAddress> candidates() {
        var external = pool.rules.named().external();
        var addresses = new ArrayList<NodeAddress>();
        external.ifPresent(addresses::add);
        for (var endpoint : pool.listening) {
            var replaced = external.isPresent() && endpoint instanceof Endpoint.Networked;
            if (!replaced && IpRange.of(endpoint) != IpRange.UNROUTABLE) {
                addresses.add(endpoint.nodeAddress(pool.self));
            }
        }
        return addresses;
    }

    /** For the operator: each address, whom it is told, and why. */
    List<SelfAddress> explained() {
        var explained = new ArrayList<SelfAddress>();
        var external = pool.rules.named().external();
        external.ifPresent(
                address ->
                        explained.add(
                                new SelfAddress(
                                        address.toString(),
                                        "told to "
                                                + whom(IpRange.of(address))
                                                + ": external_address of the configuration")));
        for (var endpoint : pool.listening) {
            explained.add(
                    new SelfAddress(endpoint.toString(), sentence(endpoint, external.isPresent())));
        }
        return explained;
    }

    private static String sentence(Endpoint endpoint, boolean hasExternal) {
        if (hasExternal && endpoint instanceof Endpoint.Networked) {
            return "told to nobody: external_address is told in its place";
        }
        var range = IpRange.of(endpoint);
        if (range == IpRange.UNROUTABLE) {
            return "told to nobody: bound to all addresses, and external_address is not set";
        }
        return "told to " + whom(range) + ": we listen there";
    }

    private static String whom(IpRange range) {
        return switch (range) {
            case PUBLIC, NAME -> "everybody";
            case LOCAL -> "peers over the same protocol";
            case UNROUTABLE -> "nobody";
            case PRIVATE_10, PRIVATE_172, PRIVATE_192, SHARED, UNIQUE_LOCAL, LINK_LOCAL, LOOPBACK ->
                    "peers of the same range ("
                            + range.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')
                            + ")";
        };
    }
}
