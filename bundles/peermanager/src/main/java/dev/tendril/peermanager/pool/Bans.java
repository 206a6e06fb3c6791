package dev.tendril.peermanager.pool;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.peermanager.policy.Cidr;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Bans in force: records of their own, so that neither reconnecting nor a score that recovers ends
 * one (D-51). They end by wall time.
 */
final class Bans {

    /** Most bans; an automatic one beyond takes the place of the automatic one that ends first. */
    static final int BANS_MAX = 10_000;

    private static final Comparator<Ban> BY_END =
            Comparator.comparing(Ban::until).thenComparing(ban -> ban.target().text());

    private final Map<NodeId, Ban> byId = new HashMap<>();
    private final TreeMap<String, Ban> byNetwork = new TreeMap<>();

    /**
     * The same by block, for each length of a prefix, so that an address is looked up in few steps.
     */
    private final TreeMap<Integer, Map<Cidr, Ban>> byBlock = new TreeMap<>();

    private final TreeSet<Ban> byEnd = new TreeSet<>(BY_END);

    /** Puts {@code ban} in force. @return what had to go for it */
    List<Ban> add(Ban ban) {
        remove(ban.target());
        switch (ban.target()) {
            case BanTarget.Id id -> byId.put(id.nodeId(), ban);
            case BanTarget.Network network -> {
                byNetwork.put(network.cidr(), ban);
                Cidr.parse(network.cidr()).ifPresent(block -> blocks(block).put(block, ban));
            }
        }
        byEnd.add(ban);
        return shed();
    }

    private List<Ban> shed() {
        if (byEnd.size() <= BANS_MAX) {
            return List.of();
        }
        var first = byEnd.stream().filter(b -> !b.byOperator()).findFirst().orElseGet(byEnd::first);
        remove(first.target());
        return List.of(first);
    }

    Optional<Ban> remove(BanTarget target) {
        var removed =
                switch (target) {
                    case BanTarget.Id id -> Optional.ofNullable(byId.remove(id.nodeId()));
                    case BanTarget.Network network -> {
                        Cidr.parse(network.cidr()).ifPresent(block -> blocks(block).remove(block));
                        yield Optional.ofNullable(byNetwork.remove(network.cidr()));
                    }
                };
        removed.ifPresent(byEnd::remove);
        return removed;
    }

    Optional<Ban> get(BanTarget target) {
        return switch (target) {
            case BanTarget.Id id -> of(id.nodeId());
            case BanTarget.Network network -> Optional.ofNullable(byNetwork.get(network.cidr()));
        };
    }

    Optional<Ban> of(NodeId id) {
        return Optional.ofNullable(byId.get(id));
    }

    private Map<Cidr, Ban> blocks(Cidr block) {
        return byBlock.computeIfAbsent(block.prefixBits(), bits -> new HashMap<>());
    }

    /** The ban of a network that {@code ip} lies in. */
    Optional<Ban> of(InetAddress ip) {
        for (var entry : byBlock.entrySet()) {
            var fits = entry.getKey() <= ip.getAddress().length * 8 && !entry.getValue().isEmpty();
            var ban = fits ? entry.getValue().get(Cidr.of(ip, entry.getKey())) : null;
            if (ban != null) {
                return Optional.of(ban);
            }
        }
        return Optional.empty();
    }

    /** Removes the bans that have ended. */
    List<Ban> expire(Instant wall) {
        var ended = new ArrayList<Ban>();
        while (!byEnd.isEmpty() && !byEnd.first().until().isAfter(wall)) {
            var ban = byEnd.first();
            remove(ban.target());
            ended.add(ban);
        }
        return ended;
    }

    Optional<Instant> nextEnd() {
        return byEnd.isEmpty() ? Optional.empty() : Optional.of(byEnd.first().until());
    }

    /** The one that ends first comes first. */
    List<Ban> all() {
        return List.copyOf(byEnd);
    }

    int size() {
        return byEnd.size();
    }
}
