package dev.tendril.transport.mconn;

import java.net.InetSocketAddress;

/**
 * Where to listen, as operators write it: {@code tcp://0.0.0.0:26656}, the scheme may be left out,
 * IPv6 in brackets.
 */
public final class ListenAddress {

    private static final int PORT_MAX = 65_535;

    private ListenAddress() {}

    /**
     * Parses {@code text} and resolves its host.
     *
     * @throws IllegalArgumentException naming {@code text}, if it is no listen address
     */
    public static InetSocketAddress parse(String text) {
        int schemeEnd = text.indexOf("://");
        String bare = schemeEnd < 0 ? text : text.substring(schemeEnd + 3);
        int colon = bare.lastIndexOf(':');
        if (colon <= 0) {
            throw wrong(text);
        }
        String host = bare.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty() || host.contains(":") != bracketed) {
            throw wrong(text);
        }
        return new InetSocketAddress(host, port(text, bare.substring(colon + 1)));
    }

    private static int port(String text, String digits) {
        if (digits.isEmpty()
                || digits.length() > 5
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
                || Integer.parseInt(digits) > PORT_MAX) {
            throw wrong(text);
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "listen address is not host:port with a port of 0..65535: " + text);
    }
}
