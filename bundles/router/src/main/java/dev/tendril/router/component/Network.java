package dev.tendril.router.component;

import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.api.peer.PeerManager;
import dev.tendril.api.peer.Peers;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.transport.Transport;
import dev.tendril.router.NodeRouter;
import dev.tendril.router.Resolver;
import dev.tendril.router.RouterEnvironment;
import dev.tendril.router.RouterOptions;
import dev.tendril.support.thread.Threads;
import dev.tendril.support.time.SystemTimers;

import org.osgi.service.component.ComponentServiceObjects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The router of a configuration and what is bound to it, so that a new one can take its place when
 * a change cannot be made while it runs.
 */
final class Network {

    private static final Logger LOG = LoggerFactory.getLogger(Network.class);

    private final SystemTimers timers =
            new SystemTimers((thread, failure) -> LOG.error("timer failed", failure));
    private final RouterEnvironment environment;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private final Map<ComponentServiceObjects<Reactor>, ServiceReactorSource> reactors =
            new LinkedHashMap<>();
    private final List<BoundTransport> transports = new ArrayList<>();
    private Optional<PeerManager> manager = Optional.empty();
    private Optional<Peers> peers = Optional.empty();
    private RouterOptions options;
    private boolean running;
    private volatile NodeRouter router;

    Network(NodeIdentity identity, RouterOptions options) {
        this.options = options;
        this.environment =
                new RouterEnvironment(
                        identity,
                        timers,
                        Threads.virtual(),
                        new SplittableRandom(),
                        Resolver.SYSTEM);
        this.router = new NodeRouter(options, environment);
    }

    NodeRouter router() {
        return router;
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    void start() {
        locked(
                () -> {
                    running = true;
                    router.start();
                });
    }

    void stop() {
        locked(() -> running = false);
        router.close();
        timers.close();
    }

    /** Takes changed options over, with a new router when it has to be. */
    void change(RouterOptions changed) {
        var former = new ArrayList<NodeRouter>();
        locked(
                () -> {
                    if (options.withReactors(changed.reactors(), changed.reactorSettings())
                            .equals(changed)) {
                        router.changeOptions(changed);
                    } else {
                        former.add(router);
                    }
                    options = changed;
                });
        for (var old : former) {
            LOG.info(
                    "network begins anew with its changed configuration, name: {}",
                    changed.network());
            old.close();
            locked(this::replace);
        }
    }

    private void replace() {
        var fresh = new NodeRouter(options, environment);
        manager.ifPresent(fresh::setPeerManager);
        peers.ifPresent(fresh::setPeers);
        transports.forEach(bound -> fresh.addTransport(bound.name, bound.owner, bound.transport));
        reactors.values().forEach(fresh::addReactor);
        router = fresh;
        if (running) {
            fresh.start();
        }
    }

    void bindManager(PeerManager service) {
        locked(
                () -> {
                    manager = Optional.of(service);
                    router.setPeerManager(service);
                });
    }

    void unbindManager(PeerManager service) {
        locked(
                () -> {
                    manager = manager.filter(held -> !held.equals(service));
                    router.clearPeerManager(service);
                });
    }

    void bindPeers(Peers service) {
        locked(
                () -> {
                    peers = Optional.of(service);
                    router.setPeers(service);
                });
    }

    void unbindPeers(Peers service) {
        locked(
                () -> {
                    peers = peers.filter(held -> !held.equals(service));
                    router.clearPeers(service);
                });
    }

    void bindTransport(Transport transport, String name, String owner) {
        locked(
                () -> {
                    transports.add(new BoundTransport(name, owner, transport));
                    router.addTransport(name, owner, transport);
                });
    }

    /** Waits outside the lock, at most 2 s. */
    void unbindTransport(Transport transport) {
        locked(() -> transports.removeIf(bound -> bound.transport.equals(transport)));
        router.removeTransport(transport);
    }

    void bindReactor(ComponentServiceObjects<Reactor> objects) {
        var reference = objects.getServiceReference();
        var name = reference.getProperty(Reactor.NAME);
        if (name == null) {
            LOG.warn(
                    "reactor has no name, property: {}, bundle: {}",
                    Reactor.NAME,
                    ServiceReactorSource.owner(reference));
            return;
        }
        var links = reference.getProperty(Reactor.LINKS);
        var source =
                new ServiceReactorSource(
                        objects, name.toString(), links != null && links.toString().equals("true"));
        locked(
                () -> {
                    reactors.put(objects, source);
                    router.addReactor(source);
                });
    }

    /** Waits outside the lock, at most 2 s. */
    void unbindReactor(ComponentServiceObjects<Reactor> objects) {
        var removed = new ArrayList<ServiceReactorSource>();
        locked(() -> Optional.ofNullable(reactors.remove(objects)).ifPresent(removed::add));
        removed.forEach(router::removeReactor);
    }

    private record BoundTransport(String name, String owner, Transport transport) {}
}
