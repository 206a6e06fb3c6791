package dev.tendril.api.address;

/** Writes addresses as URLs (wire.md 1.4, formatting). */
final class NodeAddressFormat {

    private NodeAddressFormat() {}

    static String format(NodeAddress address) {
        var id = address.nodeId().hex();
        if (!address.isNetworked() && (address.path().isEmpty() || address.path().equals(id))) {
            return address.protocol() + ":" + id;
        }
        var text = new StringBuilder(address.protocol() + "://" + id + "@");
        text.append(host(address.host()));
        if (address.port() > 0) {
            text.append(':').append(address.port());
        }
        return text.append(path(address.path())).toString();
    }

    /** Escaped, with a slash before it unless it is empty. */
    static String path(String path) {
        var slash = path.isEmpty() || path.charAt(0) == '/' ? "" : "/";
        return slash + PercentText.encodePath(path);
    }

    /** In brackets whenever it would else be read differently, with a port or without. */
    private static String host(String host) {
        var escaped = PercentText.encodeHost(host);
        return host.indexOf(':') >= 0 || host.startsWith("[") ? "[" + escaped + "]" : escaped;
    }
}
