package dev.tendril.peermanager.policy;

import dev.tendril.api.address.NodeAddress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Addresses that one owner may hold many of, counted together: /16 of IPv4, /32 of IPv6, tunnels by
 * the IPv4 address in them (wire.md 5.7). A name is a group of its own.
 *
 * @param text what names the group
 */
public record NetworkGroup(String text) implements Comparable<NetworkGroup> {

    private static final NetworkGroup LOCAL = new NetworkGroup("local");
    private static final NetworkGroup UNROUTABLE = new NetworkGroup("unroutable");
    private static final byte[] TOR = {
        (byte) 0xfd, (byte) 0x87, (byte) 0xd8, 0x7e, (byte) 0xeb, 0x43
    };
    private static final byte[] SIIT = {0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 0, 0};
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    /** The group of {@code address}. */
    public static NetworkGroup of(NodeAddress address) {
        if (!address.isNetworked()) {
            return LOCAL;
        }
        return IpRange.literal(address.host())
                .map(NetworkGroup::of)
                .orElseGet(() -> new NetworkGroup("name:" + address.host()));
    }

    /** The group of {@code ip}. */
    public static NetworkGroup of(InetAddress ip) {
        if (ip.isLoopbackAddress()) {
            return LOCAL;
        }
        if (IpRange.of(ip) == IpRange.UNROUTABLE) {
            return UNROUTABLE;
        }
        var bytes = ip.getAddress();
        return ip instanceof Inet6Address ? ofV6(bytes) : ofV4(bytes, 0, 0);
    }

    /** Whether the group counts as one owner's; local networks do not. */
    public boolean isLimited() {
        return !equals(LOCAL);
    }

    private static NetworkGroup ofV4(byte[] bytes, int offset, int mask) {
        return new NetworkGroup(
                ((bytes[offset] ^ mask) & 0xff)
                        + "."
                        + ((bytes[offset + 1] ^ mask) & 0xff)
                        + ".0.0/16");
    }

    private static NetworkGroup ofV6(byte[] ip) {
        if (startsWith(ip, TOR)) {
            return new NetworkGroup("tor:" + (ip[6] & 0xf));
        }
        if (startsWith(ip, NAT64) || startsWith(ip, SIIT)) {
            return ofV4(ip, 12, 0);
        }
        if (ip[0] == 0x20 && ip[1] == 0x02) {
            return ofV4(ip, 2, 0); // 6to4
        }
        var teredo = ip[0] == 0x20 && ip[1] == 0x01 && ip[2] == 0 && ip[3] == 0;
        if (teredo) {
            return ofV4(ip, 12, 0xff);
        }
        var hurricane = ip[0] == 0x20 && ip[1] == 0x01 && ip[2] == 0x04 && ip[3] == 0x70;
        var prefix = String.format("%02x%02x:%02x%02x", ip[0], ip[1], ip[2], ip[3]);
        return new NetworkGroup(
                hurricane
                        ? prefix + String.format(":%x000::/36", (ip[4] & 0xf0) >> 4)
                        : prefix + "::/32");
    }

    private static boolean startsWith(byte[] ip, byte[] prefix) {
        return Arrays.equals(ip, 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public int compareTo(NetworkGroup other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
