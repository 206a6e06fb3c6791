package dev.tendril.router;

import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.peer.PeerManager;
import dev.tendril.api.peer.Peers;
import dev.tendril.api.router.ChannelInUseException;
import dev.tendril.api.router.OpenChannel;
import dev.tendril.api.router.Router;
import dev.tendril.api.router.RouterSnapshot;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.Transport;
import dev.tendril.support.count.Counters;
import dev.tendril.support.thread.Task;
import dev.tendril.support.thread.TaskScope;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The router of one network, without a framework. Parts may be added and removed at any time,
 * before {@link #start} too and in any order; it waits for what is missing. Transports belong to
 * whoever adds them and are not closed here. Safe for use by many threads; only {@link
 * #removeReactor}, {@link #removeTransport} and {@link #close} wait, each for a few seconds at
 * most.
 */
public final class NodeRouter implements Router, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeRouter.class);
    private static final Backoff LOOP_RETRY =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    private final RouterOptions options;
    private final RouterEnvironment environment;
    private final Counters counters = new Counters();
    private final DropCounts drops = new DropCounts();
    private final ManagerSlot managers = new ManagerSlot();
    private final PeersSlot peers = new PeersSlot();
    private final Transports transports = new Transports();
    private final Wake wake;
    private final Patience patience;
    private final TaskScope scope;
    private final Switchboard board;
    private final SelfInfo self;
    private final LinkKeeper keeper;
    private final HostParts parts;
    private final ReactorHost host;
    private final StartGate gate;
    private final TransportKeeper transportKeeper;
    private final ManagerKeeper managerKeeper;
    private final Dialer dialer;
    private final Evictor evictor;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * A router that does nothing until it is started; {@link IllegalArgumentException} names an
     * option that cannot be announced.
     */
    public NodeRouter(RouterOptions options, RouterEnvironment environment) {
        this.options = options;
        this.environment = environment;
        var timers = environment.timers();
        this.wake = new Wake(timers);
        this.patience = new Patience(timers, counters);
        this.scope =
                new TaskScope(
                        environment.threads(),
                        (thread, failure) -> LOG.error("thread failed, name: {}", thread, failure));
        this.board = new Switchboard(options.announcedChannels());
        this.self = new SelfInfo(options, environment.identity(), board, transports);
        this.keeper = new LinkKeeper(options, environment, board, managers, counters, drops);
        this.parts =
                new HostParts(
                        environment,
                        board,
                        managers,
                        drops,
                        counters,
                        patience,
                        new ReentrantLock());
        var node = new LeasedContext.NodeParts(options.network(), self, peers, timers);
        this.host = new ReactorHost(parts, node, options, wake);
        this.gate = new StartGate(this::missing);
        var handshaker = new Handshaker(environment.identity(), self, board, keeper, counters);
        var acceptor =
                new Acceptor(
                        options, timers, managers, handshaker, keeper.closer(), scope, counters);
        this.transportKeeper =
                new TransportKeeper(
                        options,
                        environment,
                        transports,
                        board,
                        keeper,
                        gate,
                        acceptor,
                        counters,
                        patience,
                        wake);
        this.managerKeeper = new ManagerKeeper(managers, board, transports);
        this.dialer =
                new Dialer(
                        options,
                        environment,
                        managers,
                        transports,
                        handshaker,
                        keeper.closer(),
                        scope,
                        counters);
        this.evictor = new Evictor(managers, keeper);
        self.now(); // a moniker or address that breaks a rule is found here
    }

    /** Starts the threads. May be repeated; nothing happens then. */
    public void start() {
        if (!started.compareAndSet(false, true)) {
            return;
        }
        gate.start(environment.timers().deadlineIn(options.settleDelay()));
        host.open();
        loop("house", this::keepHouse);
        loop("evict", evictor::run);
        loop(
                "dial",
                () -> {
                    gate.await();
                    dialer.run();
                });
    }

    /** A loop that our own bug does not end: it begins again after a growing pause. */
    private void loop(String name, Task task) {
        scope.fork(
                name + "-" + options.network(),
                () -> {
                    for (int failures = 1; true; failures++) {
                        try {
                            task.run();
                            return;
                        } catch (RuntimeException bug) {
                            counters.increment("loop.failed." + name);
                            LOG.error("loop failed, name: {}", name, bug);
                            environment.timers().sleep(LOOP_RETRY.delay(failures));
                        }
                    }
                });
    }

    private void keepHouse() throws InterruptedException {
        while (true) {
            var nowNanos = environment.timers().nanos();
            managerKeeper.step();
            var next = transportKeeper.step(nowNanos);
            next = next.min(host.step(nowNanos));
            next = next.min(gate.step(nowNanos));
            wake.await(next);
        }
    }

    private List<String> missing() {
        var lines = new ArrayList<String>();
        if (!started.get()) {
            lines.add("start of the network");
        }
        host.missing().forEach(name -> lines.add("reactor " + name));
        options.transports().stream()
                .sorted()
                .filter(name -> !transports.isBound(name))
                .forEach(name -> lines.add("transport " + name));
        return lines;
    }

    /**
     * Binds a transport, which has to outlive its connections.
     *
     * @param name what {@link RouterOptions#transports()} calls it
     * @param owner who provides it, for people
     */
    public void addTransport(String name, String owner, Transport transport) {
        transportKeeper.add(name, owner, transport);
    }

    /** Takes a transport away: no more accepting and dialing; its connections linger. */
    public void removeTransport(Transport transport) {
        transportKeeper.remove(transport);
    }

    /** Offers a reactor; it runs if this network takes it. */
    public void addReactor(ReactorSource source) {
        host.add(source);
    }

    /** Takes a reactor away. Its channels wait 5 s for a successor of the same name. */
    public void removeReactor(ReactorSource source) {
        host.remove(source);
    }

    /** Takes other reactors from now on. */
    public void changeOptions(RouterOptions changed) {
        host.options(changed);
    }

    /** Puts a peer manager into its place; it is handed the live connections first. */
    public void setPeerManager(PeerManager manager) {
        managers.offer(manager);
        wake.signal();
    }

    /** Takes {@code manager} away, if it is still there. The connections stay. */
    public void clearPeerManager(PeerManager manager) {
        managers.withdraw(manager);
    }

    /** What reactors see of the peers from now on. */
    public void setPeers(Peers service) {
        peers.set(service);
    }

    /** Takes {@code service} away, if it is still there. */
    public void clearPeers(Peers service) {
        peers.clear(service);
    }

    @Override
    public String network() {
        return options.network();
    }

    @Override
    public NodeInfo self() {
        return self.now();
    }

    @Override
    public <M> OpenChannel<M> openChannel(ChannelDescriptor<M> descriptor)
            throws ChannelInUseException {
        var spec = ChannelSpec.of(descriptor);
        var mailbox = parts.mailbox(List.of(spec.inbox()), true);
        var binding = new Binding("embedder:" + spec.name(), false, mailbox, List.of(spec));
        if (closed.get()) {
            throw new IllegalStateException("router is closed, network: " + network());
        }
        var conflict = board.claim(binding);
        if (conflict.isPresent()) {
            throw new ChannelInUseException(conflict.get().channel(), conflict.get().holder());
        }
        var ports = Map.of(spec.id(), parts.port(spec, binding.holder()));
        var lease = new Lease(mailbox, ports);
        return new LeasedOpenChannel<>(descriptor, lease, () -> release(binding));
    }

    private void release(Binding binding) {
        board.release(binding, drops);
        host.channelsFreed();
    }

    @Override
    public Optional<Reason> retry(String reactor) {
        return host.retry(reactor);
    }

    @Override
    public RouterSnapshot snapshot() {
        return new Snapshots(options, environment.timers(), self, board, host, keeper, drops)
                .take(waitingFor(), transports, counters);
    }

    private List<String> waitingFor() {
        var lines = new ArrayList<>(gate.waitingFor());
        if (managers.current().isEmpty()) {
            lines.add("peer manager");
        }
        return lines;
    }

    /**
     * Ends everything: reactors, connections, threads. Takes a few seconds at most, whatever hangs.
     * May be repeated.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        var deadline = patience.limit();
        scope.cancel();
        transportKeeper.stop();
        host.stop();
        endLinks(deadline);
        transportKeeper.close(deadline);
        host.close(deadline);
        patience.await(scope, deadline, "");
        endLinks(patience.limit()); // what was admitted while the others ended
        for (var binding : List.copyOf(new LinkedHashSet<>(board.table().channels().values()))) {
            board.release(binding, drops);
        }
    }

    private void endLinks(Deadline deadline) {
        var links = List.copyOf(board.table().inOrder());
        var ending =
                new TaskScope(
                        environment.threads(),
                        (thread, failure) -> LOG.error("thread failed, name: {}", thread, failure));
        for (var link : links) {
            ending.fork(
                    "end-" + link.ref().nodeId().brief(),
                    () -> keeper.end(link, Reason.of(ReasonCodes.ROUTER_STOPPED), Blame.US));
        }
        patience.await(ending, deadline, "");
        links.forEach(link -> patience.await(link.scope(), deadline, link.transport().owner()));
    }
}
