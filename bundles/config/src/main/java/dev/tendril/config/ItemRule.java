package dev.tendril.config;

import dev.tendril.api.address.AddressFormatException;
import dev.tendril.api.address.NodeAddress;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What one item of a list may be. */
enum ItemRule {
    /** Where a transport listens. */
    LISTEN("tcp://host:port") {
        private final Pattern shape =
                Pattern.compile("(?:(?:tcp|mconn)://)?(\\[[0-9a-fA-F:.%]+]|[^:/@\\s]*):(\\d{1,5})");

        @Override
        Optional<String> read(String item) {
            var matcher = shape.matcher(item);
            if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > PORT_MAX) {
                return Optional.empty();
            }
            var host = matcher.group(1).isEmpty() ? "0.0.0.0" : matcher.group(1);
            return Optional.of("tcp://" + host + ":" + matcher.group(2));
        }
    },
    /** The address of a node. */
    PEERS("id@host:port with an id of 40 hex digits") {
        @Override
        Optional<String> read(String item) {
            try {
                var address =
                        item.contains("://") || !item.contains("@")
                                ? NodeAddress.parse(item)
                                : NodeAddress.parseLegacy(item);
                return address.isNetworked() && address.port() == 0
                        ? Optional.empty()
                        : Optional.of(item);
            } catch (AddressFormatException e) {
                return Optional.empty();
            }
        }
    },
    /** The id of a node. */
    IDS("node ids of 40 hex digits") {
        @Override
        Optional<String> read(String item) {
            var id = item.toLowerCase(Locale.ROOT);
            return id.matches("[0-9a-f]{40}") ? Optional.of(id) : Optional.empty();
        }
    },
    /** The name of a reactor or transport. */
    NAMES("names of lower-case letters, digits and dashes, or \"*\"") {
        @Override
        Optional<String> read(String item) {
            return item.matches("\\*|[a-z0-9][a-z0-9-]{0,62}")
                    ? Optional.of(item)
                    : Optional.empty();
        }
    },
    /** The id of a channel in hexadecimal. */
    CHANNELS("channel ids of one or two hex digits") {
        @Override
        Optional<String> read(String item) {
            var digits = item.toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
            return digits.matches("[0-9a-f]{1,2}") ? Optional.of(digits) : Optional.empty();
        }
    };

    private static final int PORT_MAX = 65_535;

    private final String allowed;

    ItemRule(String allowed) {
        this.allowed = allowed;
    }

    /** The rule that the table calls {@code name}. */
    static ItemRule named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    String allowed() {
        return allowed;
    }

    /** The item as components get it, or empty when it breaks the rule. */
    abstract Optional<String> read(String item);
}
