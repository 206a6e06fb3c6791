package dev.tendril.itests.simulation;

import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.simulator.SimNodeSpec;
import dev.tendril.simulator.SimReactor;
import dev.tendril.support.limit.Limit;
import dev.tendril.transport.memory.MemoryOptions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** The nodes on which limits are reached, each with small ones of one kind. */
final class LimitNodes {

    static final String FRIEND = "friend";

    /** All but the friend. */
    static final List<String> NAMES =
            List.of(
                    "gate",
                    "door",
                    "screen",
                    "crowded",
                    "full",
                    "book",
                    "praise",
                    "bans",
                    "memo",
                    "sticky",
                    "names",
                    "stubborn",
                    "hung",
                    "lanes",
                    "peerful",
                    "nodeful");

    private static final int TALK = 0x60;
    private static final Duration TALK_INTERVAL = Duration.ofMillis(100);
    private static final long MIB = 1 << 20;

    private LimitNodes() {}

    /** All of them; {@code clock} is set when the network is there. */
    static List<SimNodeSpec> all(AtomicReference<Timers> clock) {
        var specs = new ArrayList<SimNodeSpec>();
        for (var name : NAMES) {
            specs.add(node(name, clock));
        }
        specs.add(
                base(FRIEND)
                        .withPersistent(NAMES.toArray(String[]::new))
                        .withReactors(SimNodeSpec.pex()));
        return specs;
    }

    private static SimNodeSpec base(String name) {
        return SimNodeSpec.of(name)
                .at(Crowd.ip(1 + NAMES.indexOf(name)))
                .withReactors(SimNodeSpec.pex())
                .withRouter(options -> options.reactors(Set.of("*")));
    }

    private static SimNodeSpec node(String name, AtomicReference<Timers> clock) {
        var spec = base(name);
        return switch (name) {
            case "gate" ->
                    spec.withTransport(new MemoryOptions(3, 256, MIB, 100))
                            .withRouter(options -> options.reactors(Set.of("*")).handshakesMax(2));
            case "door" -> spec.withTransport(new MemoryOptions(100, 256, MIB, 2));
            case "screen" -> spec.withPeerManager(options -> options.maxHandshakes(3));
            case "crowded" ->
                    spec.withPeerManager(options -> options.retryMax(Duration.ofSeconds(2)));
            case "full" -> spec.withPeerManager(options -> options.maxInbound(Limit.of(1)));
            case "book" -> book(spec);
            case "praise" -> spec.withReactor(SimReactor.of("gossip", () -> new Gossip(0)));
            case "memo" -> memo(spec);
            case "sticky" -> spec.withWrapper(transport -> new BadTransport(transport, clock::get));
            case "names" ->
                    spec.withResolver(
                            host -> {
                                clock.get().sleepUntil(Deadline.NEVER);
                                return List.of();
                            });
            case "lanes" -> talking(spec);
            case "peerful" ->
                    talking(spec)
                            .withRouter(options -> options.reactors(Set.of("*")).peerQueue(3, MIB));
            case "nodeful" ->
                    talking(spec)
                            .withRouter(options -> options.reactors(Set.of("*")).nodeQueue(3, MIB));
            default -> spec;
        };
    }

    /** Remembers little. */
    private static SimNodeSpec book(SimNodeSpec spec) {
        return spec.withPeerManager(
                options ->
                        options.peersStored(Limit.of(60))
                                .hearsayPerSource(20)
                                .hearsayPerGroup(10)
                                .retryMax(Duration.ofSeconds(2)));
    }

    /** Remembers a million, and hears of more than it can write down. */
    private static SimNodeSpec memo(SimNodeSpec spec) {
        return spec.withPeerManager(
                        options ->
                                options.peersStored(Limit.NONE)
                                        .maxOutbound(Limit.of(1))
                                        .hearsayPerSource(1_000_000)
                                        .hearsayPerGroup(1_000_000))
                .withReactor(SimReactor.of("gossip", () -> new Gossip(200_500)));
    }

    /** Talks to whoever connects, who need not read. */
    private static SimNodeSpec talking(SimNodeSpec spec) {
        return spec.withTransport(new MemoryOptions(128, 2, MIB, 100))
                .withReactor(SimReactor.of("talker", () -> new Talker(TALK_INTERVAL, TALK)));
    }
}
