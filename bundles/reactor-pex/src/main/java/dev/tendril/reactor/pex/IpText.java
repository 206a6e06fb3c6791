package dev.tendril.reactor.pex;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * IP addresses as text, as strictly as Go reads them, and never with the help of a name service.
 */
final class IpText {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private IpText() {}

    /** Whether {@code text} is an IPv4 or IPv6 address, without zone or brackets. */
    static boolean isLiteral(String text) {
        return IPV4.matcher(text).matches() || isIpv6(text);
    }

    /** Whether the literal {@code text} stands for every address of a machine. */
    static boolean isUnspecified(String text) {
        return InetAddress.ofLiteral(text).isAnyLocalAddress();
    }

    /**
     * Whether no node can be at the literal {@code text}: it stands for all machines or for many.
     */
    static boolean isNobodys(String text) {
        var ip = InetAddress.ofLiteral(text);
        var isBroadcast = IPV4.matcher(text).matches() && (ip.getAddress()[0] & 0xf0) == 0xf0;
        return ip.isAnyLocalAddress() || ip.isMulticastAddress() || isBroadcast;
    }

    private static boolean isIpv6(String text) {
        if (text.indexOf(':') < 0 || !IPV6_CHARACTERS.matcher(text).matches()) {
            return false;
        }
        try {
            Inet6Address.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
