package dev.tendril.peermanager.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A block of IP addresses.
 *
 * @param network its first address
 * @param prefixBits how many leading bits all its addresses share
 */
public record Cidr(InetAddress network, int prefixBits) {

    private static final int SINGLE_V6_BITS = 64;

    /**
     * The block written as {@code text}: {@code address/bits}, or one address; empty when it is
     * neither.
     */
    public static Optional<Cidr> parse(String text) {
        var slash = text.indexOf('/');
        var ip = IpRange.literal(slash < 0 ? text : text.substring(0, slash));
        if (ip.isEmpty()) {
            return Optional.empty();
        }
        var allBits = ip.get().getAddress().length * 8;
        if (slash < 0) {
            return Optional.of(of(ip.get(), allBits));
        }
        var digits = text.substring(slash + 1);
        if (digits.isEmpty()
                || digits.length() > 3
                || !digits.chars().allMatch(Character::isDigit)) {
            return Optional.empty();
        }
        var bits = Integer.parseInt(digits);
        return bits > allBits ? Optional.empty() : Optional.of(of(ip.get(), bits));
    }

    /** What one customer of a provider has: the address itself for IPv4, its /64 for IPv6. */
    public static Cidr around(InetAddress ip) {
        var bits = ip.getAddress().length * 8;
        return of(ip, Math.min(bits, bits == 32 ? 32 : SINGLE_V6_BITS));
    }

    /** The block of {@code bits} leading bits that {@code ip} lies in. */
    public static Cidr of(InetAddress ip, int bits) {
        var bytes = ip.getAddress();
        for (var i = 0; i < bytes.length; i++) {
            var keptBits = Math.max(0, Math.min(8, bits - i * 8));
            bytes[i] &= (byte) (0xff << (8 - keptBits));
        }
        try {
            return new Cidr(InetAddress.getByAddress(bytes), bits);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address keeps its length", e);
        }
    }

    /** Whether {@code ip} lies in it. */
    public boolean contains(InetAddress ip) {
        return ip.getAddress().length == network.getAddress().length
                && of(ip, prefixBits).network.equals(network);
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixBits;
    }
}
