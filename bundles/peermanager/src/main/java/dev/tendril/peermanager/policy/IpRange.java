package dev.tendril.peermanager.policy;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The kind of network an address lies in: it decides to whom the address may be told (ADR 062, Peer
 * Exchange). Names are not resolved here.
 */
public enum IpRange {
    /** Reachable by everybody. */
    PUBLIC,
    /** A host name: unknown until it is resolved, treated as public. */
    NAME,
    /** 10.0.0.0/8. */
    PRIVATE_10,
    /** 172.16.0.0/12. */
    PRIVATE_172,
    /** 192.168.0.0/16. */
    PRIVATE_192,
    /** 100.64.0.0/10, behind a provider's NAT. */
    SHARED,
    /** fc00::/7. */
    UNIQUE_LOCAL,
    /** 169.254.0.0/16 and fe80::/10. */
    LINK_LOCAL,
    /** 127.0.0.0/8 and ::1. */
    LOOPBACK,
    /** Within a process or machine, without IP. */
    LOCAL,
    /** Never an address of a node: 0.0.0.0/8, multicast, broadcast, 2001:db8::/32. */
    UNROUTABLE;

    /** Where the host of {@code address} lies. */
    public static IpRange of(NodeAddress address) {
        if (!address.isNetworked()) {
            return LOCAL;
        }
        return literal(address.host()).map(IpRange::of).orElse(NAME);
    }

    /** Where {@code endpoint} lies. */
    public static IpRange of(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Networked networked -> of(networked.ip());
            case Endpoint.Local local -> LOCAL;
        };
    }

    /** Where {@code ip} lies. */
    public static IpRange of(InetAddress ip) {
        if (ip.isLoopbackAddress()) {
            return LOOPBACK;
        }
        if (ip.isAnyLocalAddress() || ip.isMulticastAddress()) {
            return UNROUTABLE;
        }
        if (ip.isLinkLocalAddress()) {
            return LINK_LOCAL;
        }
        return ip instanceof Inet6Address ? ofV6(ip.getAddress()) : ofV4(ip.getAddress());
    }

    private static IpRange ofV4(byte[] ip) {
        var first = ip[0] & 0xff;
        var second = ip[1] & 0xff;
        return switch (first) {
            case 0 -> UNROUTABLE;
            case 10 -> PRIVATE_10;
            case 100 -> (second & 0xc0) == 64 ? SHARED : PUBLIC;
            case 172 -> (second & 0xf0) == 16 ? PRIVATE_172 : PUBLIC;
            case 192 -> second == 168 ? PRIVATE_192 : PUBLIC;
            default -> first >= 240 ? UNROUTABLE : PUBLIC;
        };
    }

    private static IpRange ofV6(byte[] ip) {
        if ((ip[0] & 0xfe) == 0xfc) {
            return UNIQUE_LOCAL;
        }
        var documentation =
                ip[0] == 0x20 && ip[1] == 0x01 && ip[2] == 0x0d && (ip[3] & 0xff) == 0xb8;
        return documentation ? UNROUTABLE : PUBLIC;
    }

    /** The IP address written as {@code host}; empty when it is a name. */
    public static Optional<InetAddress> literal(String host) {
        if (host.isEmpty() || (host.indexOf(':') < 0 && !Character.isDigit(host.charAt(0)))) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    /**
     * Whether anybody may be told: public addresses, and names, which cannot be judged unresolved.
     */
    public boolean isPublic() {
        return this == PUBLIC || this == NAME;
    }

    /** Whether an address here may be told to a peer that is at {@code asker}. */
    public boolean isToldTo(IpRange asker) {
        return this != UNROUTABLE && (isPublic() || this == asker);
    }
}
