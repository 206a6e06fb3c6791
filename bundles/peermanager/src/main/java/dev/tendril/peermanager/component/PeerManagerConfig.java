package dev.tendril.peermanager.component;

import dev.tendril.api.address.AddressFormatException;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.peermanager.Crawl;
import dev.tendril.peermanager.PeerManagerOptions;
import dev.tendril.peermanager.PeerManagerOptionsBuilder;
import dev.tendril.peermanager.Probing;
import dev.tendril.support.limit.Limit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the options from a component's properties. What is not there keeps its default; what cannot
 * be read is an {@link IllegalArgumentException} that names the key.
 */
final class PeerManagerConfig {

    private static final Duration STORE_WAIT = Duration.ofSeconds(2);

    /** How long a seed keeps strangers that came to it. */
    private static final Duration SEED_INBOUND_AGE = Duration.ofMinutes(10);

    /** How long after it last worked a seed tells an address on. */
    private static final Duration SEED_TELL_WITHIN = Duration.ofHours(6);

    private static final int UPGRADES = 1;
    private static final long PEERS_STORED = 10_000;

    private final Map<String, Object> properties;
    private final NodeId self;

    private PeerManagerConfig(Map<String, Object> properties, NodeId self) {
        this.properties = properties;
        this.self = self;
    }

    static PeerManagerOptions parse(Map<String, Object> properties, NodeId self) {
        return new PeerManagerConfig(properties, self).options();
    }

    /** The address book that is read once at the start; empty for none. */
    static Optional<Path> bookFile(Map<String, Object> properties) {
        return Optional.ofNullable(properties.get("addr_book_file"))
                .map(Object::toString)
                .filter(text -> !text.isBlank())
                .map(Path::of);
    }

    private PeerManagerOptions options() {
        var builder = PeerManagerOptions.builder().storeWait(STORE_WAIT);
        names(builder);
        limits(builder);
        times(builder);
        return builder.build();
    }

    private void names(PeerManagerOptionsBuilder builder) {
        set("persistent_peers", PeerManagerConfig::addresses, builder::persistent);
        set("seeds", PeerManagerConfig::addresses, builder::seeds);
        set("unconditional_peer_ids", PeerManagerConfig::ids, builder::unconditional);
        set("private_peer_ids", PeerManagerConfig::ids, builder::privateIds);
        set("external_address", this::external, address -> address.ifPresent(builder::external));
        set("addr_book_strict", PeerManagerConfig::bool, builder::strict);
        set("allow_duplicate_ip", PeerManagerConfig::bool, builder::duplicateIp);
    }

    private void limits(PeerManagerOptionsBuilder builder) {
        set("max_num_inbound_peers", PeerManagerConfig::limit, builder::maxInbound);
        set("max_num_outbound_peers", PeerManagerConfig::limit, builder::maxOutbound);
        set("max_connections", PeerManagerConfig::limit, builder::maxConnected);
        var peers = number("peers_stored_max", PEERS_STORED);
        var connectable = connectable();
        builder.peersStored(
                connectable == Integer.MAX_VALUE
                        ? Limit.NONE // what can be connected must fit
                        : Limit.of(Math.toIntExact(Math.max(peers, connectable + UPGRADES))));
        builder.upgrades(UPGRADES);
    }

    /**
     * The most peers that can be connected at a time, but for persistent and unconditional ones.
     */
    private long connectable() {
        var both =
                (long) limit(number("max_num_inbound_peers", 40)).orMax()
                        + limit(number("max_num_outbound_peers", 10)).orMax();
        return Math.min(
                limit(number("max_connections", -1)).orMax(), Math.min(both, Integer.MAX_VALUE));
    }

    private long number(String key, long otherwise) {
        var value = properties.get(key);
        return value == null ? otherwise : Long.parseLong(value.toString());
    }

    private void times(PeerManagerOptionsBuilder builder) {
        set("retry_delay_min_ms", PeerManagerConfig::millis, builder::retryMin);
        set("retry_delay_min_ms", PeerManagerConfig::millis, min -> widen(builder, min));
        set("retry_delay_max_ms", PeerManagerConfig::millis, builder::retryMax);
        set(
                "persistent_retry_delay_max_ms",
                PeerManagerConfig::millis,
                builder::persistentRetryMax);
        set(
                "persistent_peers_max_dial_period_ms",
                PeerManagerConfig::millis,
                period -> {
                    if (!period.isZero()) {
                        builder.persistentRetryMax(period);
                    }
                });
        set("ban_duration_ms", PeerManagerConfig::millis, builder::banDuration);
        set("arrival_interval_ms", PeerManagerConfig::millis, builder::arrivalInterval);
        set("store_flush_interval_ms", PeerManagerConfig::millis, builder::storeFlushInterval);
        set("tell_within_ms", PeerManagerConfig::millis, builder::tellWithin);
        set(
                "max_incoming_connection_time_ms",
                PeerManagerConfig::millis,
                age -> {
                    if (!age.isZero()) {
                        builder.inboundAge(age);
                    }
                });
        builder.probing(probing());
        if (properties.containsKey("seed_mode") && bool(properties.get("seed_mode"))) {
            seed(builder);
        }
    }

    private Probing probing() {
        var feelers = millis("feeler_interval_ms", Probing.USUAL.feelerInterval());
        return new Probing(
                feelers.isZero() ? 0 : Probing.USUAL.feelers(),
                feelers,
                Probing.USUAL.hearsayBurst(),
                millis("hearsay_dial_interval_ms", Probing.USUAL.hearsayInterval()));
    }

    /** What a seed does otherwise: it lets peers go soon, goes round, and never has enough. */
    private void seed(PeerManagerOptionsBuilder builder) {
        builder.inboundAge(millis("seed_disconnect_wait_period_ms", SEED_INBOUND_AGE));
        builder.tellWithin(millis("tell_within_ms", SEED_TELL_WITHIN));
        builder.wanted(Integer.MAX_VALUE);
        builder.crawl(
                new Crawl(
                        millis("seed_visit_ms", Crawl.POLITE.visit()),
                        millis("seed_revisit_ms", Crawl.POLITE.revisit()),
                        millis("seed_dial_interval_ms", Crawl.POLITE.dialInterval()),
                        millis("seed_block_interval_ms", Crawl.POLITE.blockInterval())));
    }

    private Duration millis(String key, Duration otherwise) {
        var value = new AtomicReference<>(otherwise);
        set(key, PeerManagerConfig::millis, value::set);
        return value.get();
    }

    /** Our own address: {@code host:port}, with or without scheme and id, which is ours anyway. */
    private Optional<NodeAddress> external(Object value) {
        var text = value.toString().strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var bare = text.substring(text.indexOf("://") < 0 ? 0 : text.indexOf("://") + 3);
        return Optional.of(address(self.hex() + "@" + bare.substring(bare.indexOf('@') + 1)));
    }

    /** A smallest wait above the default of a longest one takes that along. */
    private static void widen(PeerManagerOptionsBuilder builder, Duration min) {
        var standard = PeerManagerOptions.builder().build();
        standard.retryMax()
                .filter(max -> max.compareTo(min) < 0)
                .ifPresent(max -> builder.retryMax(min));
        standard.persistentRetryMax()
                .filter(max -> max.compareTo(min) < 0)
                .ifPresent(max -> builder.persistentRetryMax(min));
    }

    private <T> void set(String key, Function<Object, T> reader, Consumer<T> setter) {
        var value = properties.get(key);
        if (value == null) {
            return;
        }
        try {
            setter.accept(reader.apply(value));
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            throw new IllegalArgumentException(
                    "configuration cannot be read, key: " + key + ", value: " + text(value),
                    unreadable);
        }
    }

    private static String text(Object value) {
        return value instanceof Object[] array ? Arrays.toString(array) : value.toString();
    }

    private static boolean bool(Object value) {
        return Boolean.parseBoolean(value.toString());
    }

    private static Duration millis(Object value) {
        return Duration.ofMillis(Long.parseLong(value.toString()));
    }

    private static Limit limit(Object value) {
        var number = Math.toIntExact(Long.parseLong(value.toString()));
        return number < 0 ? Limit.NONE : Limit.of(number);
    }

    private static List<String> list(Object value) {
        return switch (value) {
            case String[] array -> List.of(array);
            case Collection<?> collection -> collection.stream().map(Object::toString).toList();
            default ->
                    value.toString().isBlank()
                            ? List.of()
                            : List.of(value.toString().split("\\s*,\\s*"));
        };
    }

    private static List<NodeAddress> addresses(Object value) {
        return list(value).stream()
                .filter(text -> !text.isBlank())
                .map(PeerManagerConfig::address)
                .toList();
    }

    /** CometBFT's form, {@code id@host:port} or with {@code tcp://}, and the URLs of the ADR. */
    private static NodeAddress address(String text) {
        try {
            var isUrl = text.contains("://") && !text.startsWith("tcp://");
            return isUrl || text.startsWith("memory:")
                    ? NodeAddress.parse(text)
                    : NodeAddress.parseLegacy(text);
        } catch (AddressFormatException e) {
            throw new IllegalArgumentException("address cannot be read: " + text, e);
        }
    }

    private static Set<NodeId> ids(Object value) {
        var ids = new LinkedHashSet<NodeId>();
        for (var text : list(value)) {
            if (!text.isBlank()) {
                ids.add(new NodeId(text));
            }
        }
        return ids;
    }
}
