package dev.tendril.router.component;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.ProtocolVersions;
import dev.tendril.api.reactor.Settings;
import dev.tendril.router.QueueType;
import dev.tendril.router.RouterOptions;
import dev.tendril.router.RouterOptionsBuilder;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads the options of a router from a component's properties. What is not there keeps its default;
 * what cannot be read is an {@link IllegalArgumentException} that names the key.
 */
final class RouterConfig {

    private static final String REACTOR_PREFIX = "reactor.";

    private final Map<String, Object> properties;

    private RouterConfig(Map<String, Object> properties) {
        this.properties = properties;
    }

    static RouterOptions parse(Map<String, Object> properties) {
        return new RouterConfig(properties).options();
    }

    private RouterOptions options() {
        var builder = RouterOptions.builder(required("tendril.network"), required("chain_id"));
        texts(builder);
        limits(builder);
        settings().forEach(builder::reactorSettings);
        return builder.build();
    }

    private void texts(RouterOptionsBuilder builder) {
        set("moniker", Object::toString, builder::moniker);
        set("listen_address", Object::toString, builder::listenAddress);
        set("external_address", Object::toString, builder::externalAddress);
        set("reactors", RouterConfig::list, list -> builder.reactors(Set.copyOf(list)));
        set("transports", RouterConfig::list, list -> builder.transports(Set.copyOf(list)));
        set("announced_channels", RouterConfig::channels, builder::announcedChannels);
        set("queue_type", value -> QueueType.parse(value.toString()), builder::queueType);
        var standard = ProtocolVersions.COMETBFT;
        builder.versions(
                new ProtocolVersions(
                        number("version_p2p", standard.p2p()),
                        number("version_block", standard.block()),
                        number("version_app", standard.app())));
    }

    private void limits(RouterOptionsBuilder builder) {
        set("handshake_timeout_ms", RouterConfig::millis, builder::handshakeTimeout);
        set("dial_timeout_ms", RouterConfig::millis, builder::dialTimeout);
        set("resolve_timeout_ms", RouterConfig::millis, builder::resolveTimeout);
        set("settle_delay_ms", RouterConfig::millis, builder::settleDelay);
        set("transport_linger_ms", RouterConfig::millis, builder::transportLinger);
        set(
                "max_incoming_connection_attempts",
                value -> Math.toIntExact(number(value)),
                builder::handshakesMax);
        builder.peerQueue(
                Math.toIntExact(number("peer_queue_max_messages", 10_000)),
                number("peer_queue_max_bytes", 32L << 20));
        builder.nodeQueue(
                Math.toIntExact(number("node_queue_max_messages", 1_000_000)),
                number("node_queue_max_bytes", 256L << 20));
    }

    private Map<String, Settings> settings() {
        var tables = new TreeMap<String, Map<String, String>>();
        properties.forEach(
                (key, value) -> {
                    var dot = key.indexOf('.', REACTOR_PREFIX.length());
                    if (key.startsWith(REACTOR_PREFIX) && dot > 0) {
                        tables.computeIfAbsent(
                                        key.substring(REACTOR_PREFIX.length(), dot),
                                        name -> new HashMap<>())
                                .put(key.substring(dot + 1), value.toString());
                    }
                });
        var settings = new TreeMap<String, Settings>();
        tables.forEach((name, table) -> settings.put(name, new Settings(table)));
        return settings;
    }

    private String required(String key) {
        var value = properties.get(key);
        if (value == null || value.toString().isEmpty()) {
            throw new IllegalArgumentException("configuration is missing, key: " + key);
        }
        return value.toString();
    }

    private <T> void set(
            String key, Function<Object, T> reader, Function<T, RouterOptionsBuilder> setter) {
        var value = properties.get(key);
        if (value == null) {
            return;
        }
        try {
            Objects.requireNonNull(setter.apply(reader.apply(value)));
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            throw new IllegalArgumentException(
                    "configuration cannot be read, key: " + key + ", value: " + value, unreadable);
        }
    }

    private long number(String key, long otherwise) {
        var value = properties.get(key);
        return value == null ? otherwise : number(value);
    }

    private static long number(Object value) {
        return value instanceof Number number
                ? number.longValue()
                : Long.parseLong(value.toString().strip());
    }

    private static Duration millis(Object value) {
        return Duration.ofMillis(number(value));
    }

    private static List<String> list(Object value) {
        return switch (value) {
            case String[] array -> List.copyOf(Arrays.asList(array));
            case Collection<?> many -> many.stream().map(Object::toString).toList();
            default -> value.toString().isBlank() ? List.of() : List.of(value.toString());
        };
    }

    private static List<ChannelId> channels(Object value) {
        return list(value).stream()
                .map(text -> text.startsWith("0x") ? text.substring(2) : text)
                .map(hex -> new ChannelId(Integer.parseInt(hex, 16)))
                .distinct()
                .toList();
    }
}
