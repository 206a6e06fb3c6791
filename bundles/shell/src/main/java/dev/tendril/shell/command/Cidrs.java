package dev.tendril.shell.command;

import dev.tendril.shell.view.Refusal;

import java.net.InetAddress;

/** Networks as operators type them: an address alone means just that one. */
final class Cidrs {

    private Cidrs() {}

    /** {@code text} with its length: {@code 192.0.2.7} becomes {@code 192.0.2.7/32}. */
    static String full(String text) {
        var slash = text.indexOf('/');
        var host = slash < 0 ? text : text.substring(0, slash);
        var bits = addressBits(host, text);
        if (slash < 0) {
            return host + "/" + bits;
        }
        var length = text.substring(slash + 1);
        if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
            throw new Refusal("length of the network is not within 0.." + bits + ": " + text);
        }
        return text;
    }

    private static int addressBits(String host, String text) {
        try {
            return InetAddress.ofLiteral(host).getAddress().length * Byte.SIZE;
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    "neither an id, an IP address nor a network such as 192.0.2.0/24: " + text);
        }
    }
}
