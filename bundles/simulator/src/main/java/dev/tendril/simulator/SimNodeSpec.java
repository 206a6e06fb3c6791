package dev.tendril.simulator;

import dev.tendril.api.transport.Transport;
import dev.tendril.peermanager.PeerManagerOptionsBuilder;
import dev.tendril.reactor.echo.EchoReactor;
import dev.tendril.reactor.pex.PexReactor;
import dev.tendril.router.Resolver;
import dev.tendril.router.RouterOptionsBuilder;
import dev.tendril.transport.memory.MemoryOptions;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What a simulated node is. Immutable: each {@code with} gives a changed copy. */
public final class SimNodeSpec {

    private final String name;
    // The others are written before anybody else has the object.
    private Optional<String> ip = Optional.empty();
    private Duration clockOffset = Duration.ZERO;
    private List<String> seeds = List.of();
    private List<String> persistent = List.of();
    private List<SimReactor> reactors =
            List.of(pex(), SimReactor.of("echo", () -> new EchoReactor(Optional.empty())));
    private UnaryOperator<PeerManagerOptionsBuilder> peerManager = UnaryOperator.identity();
    private UnaryOperator<RouterOptionsBuilder> router = UnaryOperator.identity();
    private MemoryOptions transport = MemoryOptions.DEFAULTS;
    private UnaryOperator<Transport> wrapper = UnaryOperator.identity();
    private Resolver resolver =
            host -> {
                throw new UnknownHostException(host);
            };

    private SimNodeSpec(String name) {
        this.name = name;
    }

    /**
     * {@return a node that knows nobody and runs peer exchange and echo}
     *
     * @param name its name
     */
    public static SimNodeSpec of(String name) {
        return new SimNodeSpec(name);
    }

    /** {@return peer exchange} */
    public static SimReactor pex() {
        return SimReactor.of("pex", PexReactor::new);
    }

    private SimNodeSpec changed(Consumer<SimNodeSpec> change) {
        var copy = new SimNodeSpec(name);
        copy.ip = ip;
        copy.clockOffset = clockOffset;
        copy.seeds = seeds;
        copy.persistent = persistent;
        copy.reactors = reactors;
        copy.peerManager = peerManager;
        copy.router = router;
        copy.transport = transport;
        copy.wrapper = wrapper;
        copy.resolver = resolver;
        change.accept(copy);
        return copy;
    }

    /**
     * {@return the same node at an IP address, where it speaks {@code mconn} as far as others can
     * tell}
     *
     * @param address the IP address
     */
    public SimNodeSpec at(String address) {
        return changed(copy -> copy.ip = Optional.of(address));
    }

    /**
     * {@return the same node with a wall clock that is wrong}
     *
     * @param offset by how much it is ahead; negative when it is behind
     */
    public SimNodeSpec withClockOffset(Duration offset) {
        return changed(copy -> copy.clockOffset = offset);
    }

    /**
     * {@return the same node with these seeds}
     *
     * @param names names of nodes
     */
    public SimNodeSpec withSeeds(String... names) {
        return changed(copy -> copy.seeds = List.of(names));
    }

    /**
     * {@return the same node with these persistent peers}
     *
     * @param names names of nodes
     */
    public SimNodeSpec withPersistent(String... names) {
        return changed(copy -> copy.persistent = List.of(names));
    }

    /**
     * {@return the same node with these reactors only}
     *
     * @param only the reactors
     */
    public SimNodeSpec withReactors(SimReactor... only) {
        return changed(copy -> copy.reactors = List.of(only));
    }

    /**
     * {@return the same node with one reactor more}
     *
     * @param more the reactor
     */
    public SimNodeSpec withReactor(SimReactor more) {
        var all = new ArrayList<>(reactors);
        all.add(more);
        return changed(copy -> copy.reactors = List.copyOf(all));
    }

    /**
     * {@return the same node with other options of its peer manager}
     *
     * @param change changes the options
     */
    public SimNodeSpec withPeerManager(UnaryOperator<PeerManagerOptionsBuilder> change) {
        return changed(copy -> copy.peerManager = change);
    }

    /**
     * {@return the same node with other options of its router}
     *
     * @param change changes the options
     */
    public SimNodeSpec withRouter(UnaryOperator<RouterOptionsBuilder> change) {
        return changed(copy -> copy.router = change);
    }

    /**
     * {@return the same node with other limits of its transport}
     *
     * @param limits the limits
     */
    public SimNodeSpec withTransport(MemoryOptions limits) {
        return changed(copy -> copy.transport = limits);
    }

    /**
     * {@return the same node, whose transports behave worse}
     *
     * @param around puts something around each transport
     */
    public SimNodeSpec withWrapper(UnaryOperator<Transport> around) {
        return changed(copy -> copy.wrapper = around);
    }

    /**
     * {@return the same node with another name service; without one it knows no name}
     *
     * @param names finds the addresses of names, on simulated threads
     */
    public SimNodeSpec withResolver(Resolver names) {
        return changed(copy -> copy.resolver = names);
    }

    /** {@return its name} */
    public String name() {
        return name;
    }

    /**
     * {@return its IP address; without one it is reached by its id only, as {@code memory:}
     * addresses are}
     */
    public Optional<String> ip() {
        return ip;
    }

    /** {@return by how much its wall clock is ahead, or behind} */
    public Duration clockOffset() {
        return clockOffset;
    }

    /** {@return names of the nodes it asks for others} */
    public List<String> seeds() {
        return seeds;
    }

    /** {@return names of the nodes it keeps connected to} */
    public List<String> persistent() {
        return persistent;
    }

    /** {@return what it runs} */
    public List<SimReactor> reactors() {
        return reactors;
    }

    /** {@return changes the options of its peer manager} */
    public UnaryOperator<PeerManagerOptionsBuilder> peerManager() {
        return peerManager;
    }

    /** {@return changes the options of its router} */
    public UnaryOperator<RouterOptionsBuilder> router() {
        return router;
    }

    /** {@return the limits of its transport} */
    public MemoryOptions transport() {
        return transport;
    }

    /** {@return puts something around each transport it gets, that behaves worse} */
    public UnaryOperator<Transport> wrapper() {
        return wrapper;
    }

    /** {@return its name service} */
    public Resolver resolver() {
        return resolver;
    }
}
