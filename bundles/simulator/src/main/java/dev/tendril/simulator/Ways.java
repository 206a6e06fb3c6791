package dev.tendril.simulator;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.testkit.Seeds;
import dev.tendril.testkit.sim.Trace;
import dev.tendril.transport.memory.LinkPolicy;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * The ways between simulated nodes, drawn from the seed: each has a latency of its own, some are
 * cut, and a message now and then breaks one. Touched by simulated threads only, one at a time.
 */
final class Ways implements LinkPolicy {

    private final long seed;
    private final double breakChance;
    private final RandomGenerator random;
    private final Trace trace;
    private final Map<String, String> names;
    private final Set<String> island = new TreeSet<>();
    private final Set<String> down = new TreeSet<>();
    private final Set<String> slow = new TreeSet<>();

    // Never walked.
    private final Map<String, Map<String, Way>> ways = new HashMap<>();

    private Latency range;
    private long delivered;
    private Duration slowness = Duration.ZERO;

    /**
     * Ways that are all open.
     *
     * @param names of nodes, by the places where they listen
     */
    Ways(long seed, Latency range, double breakChance, Trace trace, Map<String, String> names) {
        this.seed = seed;
        this.range = range;
        this.breakChance = breakChance;
        this.random = new SplittableRandom(Seeds.derive(seed, "ways"));
        this.trace = trace;
        this.names = new HashMap<>(names);
    }

    /** The name of the node that listens at a place. */
    String name(String place) {
        return names.getOrDefault(place, place);
    }

    private Way way(String from, String to) {
        return ways.computeIfAbsent(from, start -> new HashMap<>())
                .computeIfAbsent(to, end -> new Way(name(from), name(end)));
    }

    void cut(Set<String> nodes) {
        island.clear();
        island.addAll(nodes);
    }

    boolean isCut(String from, String to) {
        return !island.isEmpty() && island.contains(name(from)) != island.contains(name(to));
    }

    void setDown(String node, boolean isDown) {
        if (isDown) {
            down.add(node);
        } else {
            down.remove(node);
        }
    }

    /** From now on ways are drawn anew, from another range. */
    void latency(Latency other) {
        range = other;
        ways.values().forEach(ends -> ends.values().forEach(way -> way.latency = Optional.empty()));
    }

    /** What these nodes send is so much longer on its way. */
    void slowDown(Set<String> nodes, Duration by) {
        slow.clear();
        slow.addAll(nodes);
        slowness = by;
        latency(range);
    }

    @Override
    public Route route(String from, String to) {
        if (down.contains(name(from)) || isCut(from, to)) {
            return Route.SILENT;
        }
        return down.contains(name(to)) ? Route.REFUSED : Route.OPEN;
    }

    @Override
    public Duration latency(String from, String to) {
        var way = way(from, to);
        if (way.latency.isEmpty()) {
            way.latency = Optional.of(draw(way));
        }
        return way.latency.get();
    }

    private Duration draw(Way way) {
        var spanNanos = range.max().minus(range.min()).toNanos();
        var chance = new SplittableRandom(Seeds.derive(seed, way.from + ">" + way.to));
        var drawn = range.min().plusNanos(chance.nextLong(spanNanos + 1));
        return slow.contains(way.from) ? drawn.plus(slowness) : drawn;
    }

    @Override
    public boolean breaks(String from, String to) {
        return breakChance > 0 && random.nextDouble() < breakChance;
    }

    @Override
    public void delivered(String from, String to, ChannelId channel, byte[] message) {
        var way = way(from, to);
        way.deliveries.merge(channel, 1L, Long::sum);
        delivered++;
        trace.event(
                "message "
                        + way.from
                        + " "
                        + way.to
                        + " "
                        + channel.value()
                        + " "
                        + message.length
                        + " "
                        + Arrays.hashCode(message));
    }

    /** How many messages have arrived, over all ways. */
    long delivered() {
        return delivered;
    }

    long deliveries(String from, String to, ChannelId channel) {
        return way(from, to).deliveries.getOrDefault(channel, 0L);
    }

    /** How long a message is on its way, at least and at most. */
    record Latency(Duration min, Duration max) {

        Latency {
            if (min.isNegative() || max.compareTo(min) < 0) {
                throw new IllegalArgumentException(
                        "latency is not a range, min: " + min + ", max: " + max);
            }
        }
    }

    /** One direction between two nodes. */
    private static final class Way {
        private final String from;
        private final String to;
        private final Map<ChannelId, Long> deliveries = new TreeMap<>();
        private Optional<Duration> latency = Optional.empty();

        private Way(String from, String to) {
            this.from = from;
            this.to = to;
        }
    }
}
