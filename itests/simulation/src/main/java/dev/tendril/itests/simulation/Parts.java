package dev.tendril.itests.simulation;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.channel.InboxPolicy;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.Settings;
import dev.tendril.api.router.RouterSnapshot;
import dev.tendril.api.store.Table;
import dev.tendril.peerstore.memory.MemoryPeerStore;
import dev.tendril.reactor.extension.ExtensionReactor;
import dev.tendril.router.QueueType;
import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNetworkBuilder;
import dev.tendril.simulator.SimNode;
import dev.tendril.simulator.SimNodeSpec;
import dev.tendril.simulator.SimReactor;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reactors hang, throw and come and go on some nodes, and transports and stores do; on the others
 * nothing is to be noticed: their connections stay the same, their echoes come on time.
 */
final class Parts implements Scenario {

    private static final ChannelId ECHO = new ChannelId(0x7a);
    private static final int[] CHANNELS = {0x60, 0x61, 0x62, 0x63, 0x64, 0x65};
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** A thread in a reactor is waited for so long. */
    private static final Duration STOP_MAX = Duration.ofSeconds(3);

    /** A ping and an answer every five seconds. */
    private static final long ECHOES_A_MINUTE = 24;

    private static final long ECHOES_TOLERANCE = 3;

    /** The node on which everything goes wrong. */
    private static final String SICK = Crowd.name(1);

    /** The node whose transport and store come and go. */
    private static final String LAME = Crowd.name(2);

    @Override
    public void play(Stage stage) throws Exception {
        try (var network = stage.open(nodes(stage))) {
            network.startAll();
            awaitMesh(network, stage.nodes() - 1);
            var healthy = Crowd.names(stage.nodes()).stream().skip(3).toList();
            var before = network.call(() -> connections(network, healthy));
            failingReactors(network, stage, healthy);
            transportThatComesAndGoes(network, stage);
            storeThatComesAndGoes(network, stage);
            embedder(network, stage, healthy);
            network.runFor(stage.span());
            stage.check(
                    before.equals(network.call(() -> connections(network, healthy))),
                    "bystanders lost a connection");
            awaitMesh(network, stage.nodes() - 1);
            stage.atMost("bans", Crowd.bans(network), 0);
        }
    }

    private static SimNetworkBuilder nodes(Stage stage) {
        var builder = stage.network();
        for (var i = 0; i < stage.nodes(); i++) {
            var queue = QueueType.values()[i % QueueType.values().length];
            var spec =
                    SimNodeSpec.of(Crowd.name(i))
                            .at(Crowd.ip(i))
                            .withReactor(extension())
                            .withRouter(
                                    options ->
                                            options.reactors(Set.of("*"))
                                                    .queueType(queue)
                                                    .transportLinger(MINUTE.multipliedBy(2)));
            if (!spec.name().equals(SICK)) {
                spec = spec.withReactor(SimReactor.of("talker", Parts::talker));
            }
            builder.node(i == 0 ? spec : spec.withSeeds(Crowd.SEED));
        }
        return builder;
    }

    private static SimReactor extension() {
        return new SimReactor("extension", true, Settings.NONE, ExtensionReactor::new);
    }

    private static Talker talker() {
        return new Talker(Duration.ofMillis(500), CHANNELS);
    }

    private static void awaitMesh(SimNetwork network, int others) throws Exception {
        network.await(
                "everybody is connected to everybody",
                MINUTE.multipliedBy(15),
                () -> network.nodes().stream().allMatch(node -> node.connections() == others));
        network.awaitAgreement();
    }

    /** Each bystander's connections to bystanders. */
    private static Map<String, Set<PeerRef>> connections(SimNetwork network, List<String> names) {
        var ids = names.stream().map(name -> network.node(name).id()).toList();
        var all = new TreeMap<String, Set<PeerRef>>();
        for (var name : names) {
            all.put(
                    name,
                    network.node(name).peers().connected().stream()
                            .map(PeerInfo::ref)
                            .filter(ref -> ids.contains(ref.nodeId()))
                            .collect(Collectors.toSet()));
        }
        return all;
    }

    private static void failingReactors(SimNetwork network, Stage stage, List<String> healthy)
            throws Exception {
        var sick = network.node(SICK);
        var channel = 0;
        for (var way : BadReactor.Way.values()) {
            var id = CHANNELS[channel++];
            var name = way.name().toLowerCase(Locale.ROOT);
            install(network, sick, name, () -> new BadReactor(way, id, InboxPolicy.DROP_NEWEST));
        }
        install(
                network,
                sick,
                "lossless",
                () -> new BadReactor(BadReactor.Way.HUNG, CHANNELS[5], InboxPolicy.LOSSLESS));
        var from = healthy.getFirst();
        var to = healthy.getLast();
        var echoes = network.deliveries(from, to, ECHO);
        network.runFor(MINUTE.multipliedBy(5));
        var came = network.deliveries(from, to, ECHO) - echoes;
        stage.atLeast("echoes of bystanders", came, 5 * (ECHOES_A_MINUTE - ECHOES_TOLERANCE));
        var failures =
                network.call(
                        () ->
                                sick.router().snapshot().reactors().stream()
                                        .mapToLong(RouterSnapshot.ReactorState::failures)
                                        .sum());
        stage.atLeast("failures of reactors", failures, 2);
        stage.atLeast("messages that reactors had no room for", network.call(() -> drops(sick)), 1);
        network.call(() -> sick.router().retry("throws_at_once"));
        network.runFor(MINUTE);
        var begun = network.elapsed();
        for (var way : BadReactor.Way.values()) {
            uninstall(network, sick, way.name().toLowerCase(Locale.ROOT));
        }
        uninstall(network, sick, "lossless");
        stage.atMost(
                "milliseconds to take reactors away",
                network.elapsed().minus(begun).toMillis(),
                STOP_MAX.toMillis());
        install(network, sick, "talker", Parts::talker);
    }

    private static void embedder(SimNetwork network, Stage stage, List<String> healthy)
            throws Exception {
        var seen = new AtomicLong();
        install(network, network.node(LAME), "curious", () -> new Curious(seen));
        var embedder =
                new Embedder(
                        network, network.node(healthy.getFirst()), network.node(healthy.getLast()));
        var arrived = embedder.exchange();
        stage.check(arrived.equals(Embedder.SENT), "arrived: " + arrived);
        stage.check(embedder.isExclusive(), "a channel was opened twice");
        network.runFor(MINUTE);
        stage.atLeast("updates and alarms seen", seen.get(), stage.nodes() - 1L);
    }

    private static long drops(SimNode node) {
        return node.router().snapshot().channels().stream()
                .flatMap(channel -> channel.drops().values().stream())
                .mapToLong(count -> count)
                .sum();
    }

    private static void install(
            SimNetwork network, SimNode node, String name, Supplier<Reactor> maker)
            throws Exception {
        network.call(
                () -> {
                    node.install(SimReactor.of(name, maker));
                    return true;
                });
    }

    private static void uninstall(SimNetwork network, SimNode node, String name) throws Exception {
        network.call(
                () -> {
                    node.uninstall(name);
                    return true;
                });
    }

    private static void transportThatComesAndGoes(SimNetwork network, Stage stage)
            throws Exception {
        var lame = network.node(LAME);
        awaitMesh(network, stage.nodes() - 1);
        network.call(
                () -> {
                    lame.removeTransport();
                    return true;
                });
        network.runFor(MINUTE);
        stage.atLeast(
                "connections that linger", network.call(lame::connections), stage.nodes() - 1L);
        network.await(
                "nothing is left of its transport",
                MINUTE.multipliedBy(5),
                () -> lame.connections() == 0);
        network.call(
                () -> {
                    lame.addTransport();
                    return true;
                });
        awaitMesh(network, stage.nodes() - 1);
    }

    private static void storeThatComesAndGoes(SimNetwork network, Stage stage) throws Exception {
        var lame = network.node(LAME);
        var other = new MemoryPeerStore();
        network.call(
                () -> {
                    lame.removeStore();
                    return true;
                });
        network.runFor(MINUTE);
        network.call(
                () -> {
                    lame.addStore(other);
                    return true;
                });
        network.runFor(MINUTE);
        var stored = new AtomicLong();
        network.call(
                () -> {
                    other.scan(
                            Table.PEERS, new byte[0], (key, value) -> stored.incrementAndGet() > 0);
                    return true;
                });
        stage.atLeast("peers in the new store", stored.get(), stage.nodes() - 1L);
    }
}
