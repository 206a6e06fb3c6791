package dev.tendril.peermanager;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.support.limit.Limit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The rules between options. */
final class OptionRules {

    private OptionRules() {}

    static void checkLimits(
            List<NodeAddress> persistent,
            Limit maxInbound,
            Limit maxOutbound,
            Limit maxConnected,
            int upgrades,
            Limit peersStored) {
        var ids = persistent.stream().map(NodeAddress::nodeId).distinct().count();
        require(ids <= maxConnected.orMax(), "persistent_peers are more than max_connections", ids);
        require(
                !maxOutbound.isSet() || maxOutbound.orMax() <= maxConnected.orMax(),
                "max_num_outbound_peers is above max_connections",
                maxOutbound.text());
        require(upgrades >= 0, "upgrades is negative", upgrades);
        if (peersStored.isSet()) {
            var connectable =
                    Math.min(maxConnected.orMax(), (long) maxInbound.orMax() + maxOutbound.orMax());
            require(
                    connectable < Integer.MAX_VALUE,
                    "peers_stored_max needs a limit of connections",
                    peersStored.text());
            require(
                    peersStored.orMax() >= connectable + upgrades,
                    "peers_stored_max is below what can be connected",
                    peersStored.text());
        }
    }

    static void checkRetries(
            Optional<Duration> min,
            Optional<Duration> max,
            Optional<Duration> persistentMax,
            double jitter) {
        checkMax("retry_delay_max", min, max);
        checkMax("persistent_retry_delay_max", min, persistentMax);
        require(
                min.isEmpty() || !min.get().isNegative() && !min.get().isZero(),
                "retry_delay_min is not positive",
                min);
        require(jitter >= 0 && jitter <= 1, "retry_jitter is not within 0..1", jitter);
    }

    private static void checkMax(String name, Optional<Duration> min, Optional<Duration> max) {
        if (max.isEmpty()) {
            return;
        }
        require(min.isPresent(), name + " needs retry_delay_min", max.get());
        require(
                max.get().compareTo(min.orElse(Duration.ZERO)) >= 0,
                name + " is below retry_delay_min",
                max.get());
    }

    static void checkAtLeast(String name, Duration value, String otherName, Duration other) {
        require(value.compareTo(other) >= 0, name + " is below " + otherName, value);
    }

    static void checkPositive(String name, long value) {
        require(value > 0, name + " is not positive", value);
    }

    static void checkNotNegative(String name, Duration value) {
        require(!value.isNegative(), name + " is negative", value);
    }

    private static void require(boolean holds, String message, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(message + ": " + value);
        }
    }
}
