package dev.tendril.peermanager.pool;

import dev.tendril.peermanager.policy.ArrivalRules;
import dev.tendril.peermanager.policy.ArrivalRules.Width;
import dev.tendril.peermanager.policy.Cidr;
import dev.tendril.peermanager.policy.RetryRules;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who has come lately, by address and network: a bucket of tokens each, kept as the moment at which
 * it will be full again. From then on nothing is remembered of it, so that short visits leave no
 * trace (D-35, N-CT-01), and while it is not full it limits whatever comes, whether former
 * connections stand or have ended (N-CT-02).
 */
final class Arrivals {

    /** A place, and its number among all arrivals, by which equal moments are told apart. */
    private record Busy(long untilNanos, long number, Cidr place) {}

    private static final Comparator<Busy> FIRST_FREE_FIRST =
            Comparator.comparingLong(Busy::untilNanos).thenComparingLong(Busy::number);

    private final Map<Cidr, Busy> places = new HashMap<>();
    private final TreeSet<Busy> byEnd = new TreeSet<>(FIRST_FREE_FIRST);
    private ArrivalRules rules;
    private long lastNumber;

    Arrivals(ArrivalRules rules) {
        this.rules = rules;
    }

    void rules(ArrivalRules other) {
        rules = other;
    }

    /** How many addresses and networks are remembered. */
    int size() {
        return places.size();
    }

    /** When the next one is forgotten, {@link RetryRules#NEVER} when none is remembered. */
    long nextEndNanos() {
        return byEnd.isEmpty() ? RetryRules.NEVER : byEnd.first().untilNanos();
    }

    /** Forgets whose buckets are full again. */
    void forget(long nowNanos) {
        while (!byEnd.isEmpty() && byEnd.first().untilNanos() <= nowNanos) {
            places.remove(byEnd.pollFirst().place());
        }
    }

    /**
     * Counts an arrival from {@code ip}.
     *
     * @return the network that has used up its share; then nothing is counted
     */
    Optional<Cidr> arrive(InetAddress ip, long nowNanos) {
        forget(nowNanos);
        if (rules.isOff()) {
            return Optional.empty();
        }
        var after = new ArrayList<Busy>();
        for (var width : Width.values()) {
            var network = network(ip, width);
            var untilNanos = untilNanos(network, nowNanos);
            if (untilNanos - nowNanos > rules.toleranceNanos(width)) {
                return Optional.of(network);
            }
            after.add(new Busy(untilNanos + rules.costNanos(width), ++lastNumber, network));
        }
        if (places.size() + after.size() > ArrivalRules.PLACES_MAX && isAnyNew(after)) {
            return Optional.of(network(ip, Width.ADDRESS));
        }
        after.forEach(this::put);
        return Optional.empty();
    }

    private static Cidr network(InetAddress ip, Width width) {
        return Cidr.of(ip, width.bits(ip.getAddress().length));
    }

    private long untilNanos(Cidr place, long nowNanos) {
        var busy = places.get(place);
        return busy == null ? nowNanos : Math.max(nowNanos, busy.untilNanos());
    }

    private boolean isAnyNew(List<Busy> busy) {
        return busy.stream().anyMatch(b -> !places.containsKey(b.place()));
    }

    private void put(Busy busy) {
        var before = places.put(busy.place(), busy);
        if (before != null) {
            byEnd.remove(before);
        }
        byEnd.add(busy);
    }
}
