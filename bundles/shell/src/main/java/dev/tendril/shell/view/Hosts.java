package dev.tendril.shell.view;

import java.net.InetAddress;

/** IPv6 addresses as people write them: {@code 2001:db8::7}. */
final class Hosts {

    private Hosts() {}

    /** {@code host}, {@code host:port} or {@code [host]:port}, an IPv6 host at its shortest. */
    static String brief(String hostPort) {
        if (hostPort.startsWith("[") && hostPort.indexOf(']') > 0) {
            var end = hostPort.indexOf(']');
            return "[" + shortest(hostPort.substring(1, end)) + hostPort.substring(end);
        }
        return shortest(hostPort);
    }

    private static String shortest(String host) {
        if (host.indexOf(':') < 0 || !host.matches("[0-9a-fA-F:]+")) {
            return host;
        }
        try {
            return withoutZeros(InetAddress.ofLiteral(host).getHostAddress());
        } catch (IllegalArgumentException e) {
            return host;
        }
    }

    /** The longest run of zeros, of two at least, becomes {@code ::} (RFC 5952, 4.2). */
    private static String withoutZeros(String full) {
        for (var groups = 8; groups >= 2; groups--) {
            var run = ":" + "0:".repeat(groups);
            var at = (":" + full + ":").indexOf(run);
            if (at >= 0) {
                var before = full.substring(0, Math.max(0, at - 1));
                var afterAt = at + run.length() - 1;
                var after = afterAt > full.length() ? "" : full.substring(afterAt);
                return before + "::" + after;
            }
        }
        return full;
    }
}
