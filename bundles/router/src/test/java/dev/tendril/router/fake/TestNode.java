package dev.tendril.router.fake;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.transport.Handshake;
import dev.tendril.router.NodeRouter;
import dev.tendril.router.Resolver;
import dev.tendril.router.RouterEnvironment;
import dev.tendril.router.RouterOptions;
import dev.tendril.router.RouterOptionsBuilder;
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.testkit.node.TestNodes;
import dev.tendril.testkit.sim.SimScheduler;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** One router in a simulation, with a peer manager and a transport that obey the test. */
public final class TestNode implements AutoCloseable {

    /** What everybody is called by, for the network of {@link #reach}. */
    private final SimScheduler sim;

    private final TestIdentity identity;
    private final FakeManager manager = new FakeManager();
    private final FakeTransport transport;
    private final NodeRouter router;

    private TestNode(SimScheduler sim, String word, RouterOptions options, Resolver resolver) {
        this.sim = sim;
        this.identity = TestIdentity.of(word);
        this.transport = new FakeTransport(Protocol.MEMORY, identity.nodeId().hex(), sim.timers());
        this.router =
                new NodeRouter(
                        options,
                        new RouterEnvironment(
                                identity, sim.timers(), sim.threads(), sim.random(word), resolver));
    }

    /** A node that takes all reactors and does not wait for any; nothing is bound to it yet. */
    public static TestNode bare(
            SimScheduler sim, String word, Consumer<RouterOptionsBuilder> changes) {
        return bare(
                sim,
                word,
                changes,
                host -> {
                    throw new IOException("no name service");
                });
    }

    /** The same with a name service. */
    public static TestNode bare(
            SimScheduler sim,
            String word,
            Consumer<RouterOptionsBuilder> changes,
            Resolver resolver) {
        var builder =
                RouterOptions.builder("test", TestNodes.CHAIN_ID)
                        .moniker(word)
                        .reactors(Set.of(RouterOptions.ALL))
                        .handshakeTimeout(Duration.ofSeconds(20));
        changes.accept(builder);
        return new TestNode(sim, word, builder.build(), resolver);
    }

    /** A node with its peer manager and transport. */
    public static TestNode of(SimScheduler sim, String word) {
        return of(sim, word, builder -> {});
    }

    /** A node with its peer manager and transport. */
    public static TestNode of(
            SimScheduler sim, String word, Consumer<RouterOptionsBuilder> changes) {
        return bare(sim, word, changes).bind();
    }

    /** Binds peer manager and transport. */
    public TestNode bind() {
        router.setPeerManager(manager);
        router.setPeers(manager.updates());
        router.addTransport("memory", "test", transport);
        return this;
    }

    /** Starts it. */
    public TestNode start() {
        router.start();
        return this;
    }

    /** The router. */
    public NodeRouter router() {
        return router;
    }

    /** Its peer manager. */
    public FakeManager manager() {
        return manager;
    }

    /** Its transport. */
    public FakeTransport transport() {
        return transport;
    }

    /** Who it is. */
    public NodeId id() {
        return identity.nodeId();
    }

    /** Where it is. */
    public NodeAddress address() {
        return NodeAddress.local(Protocol.MEMORY, id(), "");
    }

    /** From now on its dials reach {@code others}. */
    public void reach(TestNode... others) {
        transport.dials(
                (endpoint, deadline) -> {
                    for (var other : others) {
                        if (endpoint.toString().equals("memory:" + other.id().hex())) {
                            var pair =
                                    FakeConnection.pair(sim.timers(), id().hex(), other.id().hex());
                            other.transport.comes(pair[1]);
                            return pair[0];
                        }
                    }
                    throw new IOException("nobody listens at " + endpoint);
                });
    }

    /** A stranger's connection that shakes hands well. */
    public FakeConnection stranger(String word, int... channels) {
        var key = TestIdentity.of(word);
        return stranger(word, TestNodes.info(key.nodeId(), channels));
    }

    /** A stranger's connection that tells {@code info}. */
    public FakeConnection stranger(String word, NodeInfo info) {
        var key = TestIdentity.of(word).publicKey();
        return new FakeConnection(sim.timers(), word, (offer, by) -> new Handshake(info, key));
    }

    /** A stranger's connection whose handshake never ends by itself. */
    public FakeConnection silent(String word) {
        return new FakeConnection(
                sim.timers(),
                word,
                (offer, by) -> {
                    sim.timers().sleepUntil(by);
                    throw new IOException("nothing came");
                });
    }

    @Override
    public void close() {
        router.close();
    }
}
