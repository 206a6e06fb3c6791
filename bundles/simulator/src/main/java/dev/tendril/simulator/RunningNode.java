package dev.tendril.simulator;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.store.PeerStore;
import dev.tendril.api.transport.Transport;
import dev.tendril.peermanager.NodePeerManager;
import dev.tendril.peermanager.PeerManagerEnvironment;
import dev.tendril.peermanager.PeerManagerOptions;
import dev.tendril.peermanager.PeerManagerOptionsBuilder;
import dev.tendril.peerstore.memory.MemoryPeerStore;
import dev.tendril.peerstore.memory.MemoryTables;
import dev.tendril.router.NodeRouter;
import dev.tendril.router.RouterEnvironment;
import dev.tendril.router.RouterOptions;
import dev.tendril.transport.memory.MemoryTransport;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One life of a node: the parts that ship, composed without a framework. On simulated threads. */
final class RunningNode {

    private static final String TRANSPORT = "memory";

    private final World world;
    private final SimNodeSpec spec;
    private final MemoryPeerStore store;
    private final String chance;
    private final NodeRouter router;
    private NodePeerManager peerManager;
    private NodeWatch watch;
    private int managers;
    private Optional<MemoryTransport> transport = Optional.empty();
    private Optional<Transport> wrapped = Optional.empty();
    private PeerStore bound;
    private int transports;

    /**
     * Starts a node.
     *
     * @param life the number of this life, from 1
     */
    RunningNode(World world, SimNodeSpec spec, MemoryTables disk, int life) throws IOException {
        this.world = world;
        this.spec = spec;
        var scheduler = world.scheduler();
        var identity = world.home(spec.name()).identity();
        this.chance = spec.name() + "/" + life + "/";
        this.store = MemoryPeerStore.open(disk);
        this.bound = store;
        var options = peerManagerOptions(world, spec);
        this.peerManager = peerManager(options);
        this.router =
                new NodeRouter(
                        routerOptions(world, spec),
                        new RouterEnvironment(
                                identity,
                                scheduler.timers(),
                                scheduler.threads(),
                                scheduler.random(chance + "router"),
                                spec.resolver()));
        this.watch = new NodeWatch(world, spec.name(), peerManager, options);
        start();
    }

    private NodePeerManager peerManager(PeerManagerOptions options) {
        var scheduler = world.scheduler();
        return new NodePeerManager(
                options,
                new PeerManagerEnvironment(
                        world.home(spec.name()).id(),
                        scheduler.timers(),
                        () -> scheduler.instants().instant().plus(spec.clockOffset()),
                        scheduler.random(chance + "peermanager" + ++managers),
                        scheduler.threads()));
    }

    private static PeerManagerOptions peerManagerOptions(World world, SimNodeSpec spec) {
        return peerManagerOptionsBuilder(world, spec).build();
    }

    private static PeerManagerOptionsBuilder peerManagerOptionsBuilder(
            World world, SimNodeSpec spec) {
        var builder =
                PeerManagerOptions.builder()
                        .seeds(addresses(world, spec.seeds()))
                        .persistent(addresses(world, spec.persistent()));
        return spec.peerManager().apply(builder);
    }

    private static List<NodeAddress> addresses(World world, List<String> names) {
        return names.stream().map(name -> world.home(name).address()).toList();
    }

    private static RouterOptions routerOptions(World world, SimNodeSpec spec) {
        var builder =
                RouterOptions.builder("sim", world.chainId())
                        .moniker(spec.name())
                        .transports(Set.of(TRANSPORT))
                        .reactors(
                                spec.reactors().stream()
                                        .map(SimReactor::name)
                                        .collect(Collectors.toSet()));
        spec.reactors()
                .forEach(reactor -> builder.reactorSettings(reactor.name(), reactor.settings()));
        return spec.router().apply(builder).build();
    }

    private void start() throws IOException {
        peerManager.bindStore(store);
        router.setPeerManager(peerManager);
        router.setPeers(peerManager);
        addTransport();
        spec.reactors().forEach(router::addReactor);
        watch.start();
        router.start();
    }

    /** A transport comes: it listens where this node lives. */
    void addTransport() throws IOException {
        if (transport.isPresent()) {
            throw new IllegalStateException("transport is there, node: " + spec.name());
        }
        var scheduler = world.scheduler();
        var added =
                MemoryTransport.listen(
                        world.memory(),
                        world.home(spec.name()).endpoint(),
                        spec.transport(),
                        scheduler.timers(),
                        SimIdentity::verify,
                        scheduler.random(chance + "transport" + ++transports));
        transport = Optional.of(added);
        wrapped = Optional.of(spec.wrapper().apply(added));
        router.addTransport(TRANSPORT, "simulator", wrapped.get());
    }

    /** The transport goes; its connections linger. */
    void removeTransport() {
        var gone =
                transport.orElseThrow(
                        () -> new IllegalStateException("no transport, node: " + spec.name()));
        transport = Optional.empty();
        wrapped.ifPresent(router::removeTransport);
        gone.close();
    }

    /** The peer manager is updated: another takes over, with what is in the store. */
    void replacePeerManager() {
        router.clearPeers(peerManager);
        router.clearPeerManager(peerManager);
        peerManager.close();
        watch.end();
        var options = peerManagerOptions(world, spec);
        peerManager = peerManager(options);
        watch = new NodeWatch(world, spec.name(), peerManager, options);
        peerManager.bindStore(bound);
        watch.start();
        router.setPeerManager(peerManager);
        router.setPeers(peerManager);
    }

    /** Changes the options of the peer manager while it runs. */
    void changeOptions(UnaryOperator<PeerManagerOptionsBuilder> change) {
        var options = change.apply(peerManagerOptionsBuilder(world, spec)).build();
        watch.options(options);
        peerManager.options(options);
    }

    /** The peer store goes; what changes waits in memory. */
    void removeStore() {
        peerManager.unbindStore(bound);
    }

    /** Another peer store comes. */
    void addStore(PeerStore other) {
        bound = other;
        peerManager.bindStore(other);
    }

    /** Ends in good order. */
    void stop() {
        router.close();
        transport.ifPresent(MemoryTransport::close);
        peerManager.close();
        watch.end();
        store.close();
    }

    /**
     * Ends as if the process had been killed: from this moment on nothing of it reaches its disk or
     * anybody else. What is left of it is then cleared away.
     */
    void crash() {
        store.close();
        world.ways().setDown(spec.name(), true);
        world.memory().sever((from, to) -> world.ways().name(from).equals(spec.name()), "crash");
        stop();
    }

    void install(SimReactor reactor) {
        router.addReactor(reactor);
    }

    void uninstall(SimReactor reactor) {
        router.removeReactor(reactor);
    }

    /** What is counted by the transport, while there is one. */
    Map<String, Long> transportCounters() {
        return transport.map(MemoryTransport::counters).orElse(Map.of());
    }

    NodePeerManager peerManager() {
        return peerManager;
    }

    NodeRouter router() {
        return router;
    }
}
