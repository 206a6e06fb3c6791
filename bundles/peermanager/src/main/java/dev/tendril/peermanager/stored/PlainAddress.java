package dev.tendril.peermanager.stored;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;

import java.util.Optional;

/**
 * Reads the form that nearly all addresses have, {@code mconn://ID@IPv4:PORT} as it is written,
 * without the parser of the others: a store of 100,000 peers has 300,000 of them.
 */
final class PlainAddress {

    private static final String SCHEME = Protocol.MCONN + "://";
    private static final int HOST_AT = SCHEME.length() + NodeId.LENGTH + 1;
    private static final int PORT_MAX = 65_535;

    private PlainAddress() {}

    /** The address of {@code id} that {@code text} is; empty when it has another form. */
    static Optional<NodeAddress> read(String text, NodeId id) {
        var colon = text.lastIndexOf(':');
        if (colon <= HOST_AT
                || !text.startsWith(SCHEME)
                || !text.startsWith(id.hex(), SCHEME.length())
                || text.charAt(HOST_AT - 1) != '@'
                || !isIpV4(text, HOST_AT, colon)) {
            return Optional.empty();
        }
        var port = number(text, colon + 1, text.length(), PORT_MAX);
        return port < 1
                ? Optional.empty()
                : Optional.of(
                        NodeAddress.networked(
                                Protocol.MCONN, id, text.substring(HOST_AT, colon), port));
    }

    private static boolean isIpV4(String text, int from, int to) {
        var start = from;
        for (var part = 0; part < 4; part++) {
            var dot = part < 3 ? text.indexOf('.', start) : to;
            if (dot < 0 || dot > to || number(text, start, dot, 255) < 0) {
                return false;
            }
            start = dot + 1;
        }
        return true;
    }

    /** The number that stands there as we would write it; -1 for anything else. */
    private static int number(String text, int from, int to, int max) {
        if (to <= from || to - from > 5 || (text.charAt(from) == '0' && to - from > 1)) {
            return -1;
        }
        var number = 0;
        for (var i = from; i < to; i++) {
            var digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number > max ? -1 : number;
    }
}
