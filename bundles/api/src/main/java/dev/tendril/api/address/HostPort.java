package dev.tendril.api.address;

import java.util.Locale;

/**
 * A host and a port as text, split by Go's rules: the last colon separates, IPv6 stands in
 * brackets.
 *
 * @param host lower case, without brackets
 * @param port the text after the colon
 */
record HostPort(String host, String port) {

    private static final int PORT_DIGITS_MAX = 9;

    static HostPort split(String hostPort, String text) throws AddressFormatException {
        var colon = hostPort.lastIndexOf(':');
        if (colon < 0) {
            throw new AddressFormatException("address has no port", text);
        }
        var host = hostPort.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new AddressFormatException("host has a colon but no brackets", text);
        }
        if (host.indexOf('[') >= 0 || host.indexOf(']') >= 0) {
            throw new AddressFormatException("brackets of the host do not match", text);
        }
        if (!host.chars().allMatch(PercentText::isHostCharacter)) {
            throw new AddressFormatException("host has a character that hosts lack", text);
        }
        return new HostPort(host.toLowerCase(Locale.ROOT), hostPort.substring(colon + 1));
    }

    /** The number that {@code digits} are, leading zeros aside. */
    static int port(String digits, String text) throws AddressFormatException {
        if (!isDigits(digits)) {
            throw new AddressFormatException("port is not a number", text);
        }
        var significant = digits.replaceFirst("^0+(?=.)", "");
        if (significant.length() > PORT_DIGITS_MAX
                || Integer.parseInt(significant) > Endpoint.Networked.PORT_MAX) {
            throw new AddressFormatException("port is above 65535", text);
        }
        return Integer.parseInt(significant);
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
