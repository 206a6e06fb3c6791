package dev.tendril.api.address;

import java.util.Locale;
import java.util.regex.Pattern;

/** Reads node addresses (wire.md 1.4). */
final class NodeAddressParser {

    /** {@code host:80}, possibly with a path: a scheme is missing although there is a colon. */
    private static final Pattern HOST_AND_PORT = Pattern.compile("^[^/:]+:[0-9]+(/|\\z)");

    private NodeAddressParser() {}

    static NodeAddress parse(String text) throws AddressFormatException {
        if (text.length() > NodeAddress.LENGTH_MAX) {
            throw new AddressFormatException("address is too long", text);
        }
        var url = url(text);
        var protocol = Protocol.parse(url.scheme());
        if (!url.opaque().isEmpty()) {
            return NodeAddress.local(protocol, nodeId(url.opaque(), text), "");
        }
        return networked(protocol, url, text);
    }

    /** The text as a URL, with the scheme {@code mconn} where it has none. */
    private static GoUrl url(String text) throws AddressFormatException {
        AddressFormatException failure;
        try {
            var url = GoUrl.parse(text);
            if (!url.scheme().isEmpty()) {
                return url;
            }
            failure = new AddressFormatException("address has no scheme", text);
        } catch (AddressFormatException e) {
            failure = e;
        }
        if (text.contains("://") && !HOST_AND_PORT.matcher(text).find()) {
            throw failure;
        }
        return GoUrl.parse(Protocol.MCONN + "://" + text);
    }

    private static NodeAddress networked(Protocol protocol, GoUrl url, String text)
            throws AddressFormatException {
        var nodeId = nodeId(url.user().toLowerCase(Locale.ROOT), text);
        var colon = portColon(url.host());
        var host = colon < 0 ? url.host() : url.host().substring(0, colon);
        var digits = colon < 0 ? "" : url.host().substring(colon + 1);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        var port = digits.isEmpty() ? 0 : HostPort.port(digits, text);
        if (port > 0 && host.isEmpty()) {
            throw new AddressFormatException("address has a port but no host", text);
        }
        return new NodeAddress(protocol, nodeId, host.toLowerCase(Locale.ROOT), port, path(url));
    }

    /** Where the port begins; a colon within brackets is none. */
    private static int portColon(String host) {
        var colon = host.lastIndexOf(':');
        var within = colon > 0 && host.startsWith("[") && host.charAt(colon - 1) != ']';
        return within || !isDigits(host.substring(colon + 1)) ? -1 : colon;
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String path(GoUrl url) {
        var path = new StringBuilder(url.path());
        if (!url.query().isEmpty()) {
            path.append('?').append(url.query());
        }
        if (!url.fragment().isEmpty()) {
            path.append('#').append(url.fragment());
        }
        if (!path.isEmpty() && "/?#".indexOf(path.charAt(0)) < 0) {
            path.insert(0, '/');
        }
        return path.toString();
    }

    private static NodeId nodeId(String hex, String text) throws AddressFormatException {
        if (!NodeId.isValid(hex)) {
            throw new AddressFormatException(
                    hex.isEmpty()
                            ? "address has no node id"
                            : "node id is not 40 lower-case hex digits",
                    text);
        }
        return new NodeId(hex);
    }
}
