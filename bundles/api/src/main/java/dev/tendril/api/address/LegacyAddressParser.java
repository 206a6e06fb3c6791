package dev.tendril.api.address;

/** Reads {@code id@host:port} (wire.md 1.3) without resolving anything. */
final class LegacyAddressParser {

    private LegacyAddressParser() {}

    static NodeAddress parse(String text) throws AddressFormatException {
        if (text.length() > NodeAddress.LENGTH_MAX) {
            throw new AddressFormatException("address is too long", text);
        }
        var bare = withoutScheme(text);
        var parts = bare.split("@", -1);
        if (parts.length != 2) {
            throw new AddressFormatException("address is not id@host:port", text);
        }
        var nodeId = NodeId.parse(parts[0]);
        var hostPort = HostPort.split(parts[1], text);
        if (hostPort.host().isEmpty()) {
            throw new AddressFormatException("address has no host", text);
        }
        return NodeAddress.networked(
                Protocol.MCONN, nodeId, hostPort.host(), HostPort.port(hostPort.port(), text));
    }

    /** What stands between the first and the second {@code ://}, as the original reads it. */
    private static String withoutScheme(String text) {
        if (!text.contains("://")) {
            return text;
        }
        return text.split("://", -1)[1];
    }
}
