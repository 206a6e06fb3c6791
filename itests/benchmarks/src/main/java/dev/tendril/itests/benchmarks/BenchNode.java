package dev.tendril.itests.benchmarks;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.router.Router;
import dev.tendril.peermanager.NodePeerManager;
import dev.tendril.peermanager.PeerManagerEnvironment;
import dev.tendril.peermanager.PeerManagerOptions;
import dev.tendril.router.NodeRouter;
import dev.tendril.router.Resolver;
import dev.tendril.router.RouterEnvironment;
import dev.tendril.router.RouterOptions;
import dev.tendril.support.thread.Threads;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.transport.mconn.MconnOptions;
import dev.tendril.transport.mconn.MconnTransport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A node as it ships, composed without a framework: router, peer manager, mconn on a free port of
 * the loopback address without limits of rate; no reactors and no store. It stays connected to
 * {@code peers}.
 */
final class BenchNode implements AutoCloseable {

    private static final String TRANSPORT = "mconn";

    private final TestIdentity identity;
    private final MconnTransport transport;
    private final NodePeerManager peerManager;
    private final NodeRouter router;

    BenchNode(
            String name,
            List<NodeAddress> peers,
            int payloadMaxBytes,
            long seed,
            SystemTimers timers)
            throws IOException {
        identity = TestIdentity.of(name);
        transport =
                new MconnTransport(
                        mconn(payloadMaxBytes), timers, Threads.virtual(), BenchNode::fail);
        peerManager =
                new NodePeerManager(
                        PeerManagerOptions.builder().persistent(peers).build(),
                        new PeerManagerEnvironment(
                                identity.nodeId(),
                                timers,
                                InstantSource.system(),
                                new Random(seed),
                                Threads.virtual()));
        router =
                new NodeRouter(
                        RouterOptions.builder("bench", "bench-chain")
                                .moniker(name)
                                .reactors(Set.of())
                                .transports(Set.of(TRANSPORT))
                                .build(),
                        new RouterEnvironment(
                                identity,
                                timers,
                                Threads.virtual(),
                                new Random(seed),
                                Resolver.SYSTEM));
        router.setPeerManager(peerManager);
        router.setPeers(peerManager);
        router.addTransport(TRANSPORT, "benchmark", transport);
    }

    private static MconnOptions mconn(int payloadMaxBytes) {
        return MconnOptions.defaults()
                .withListen(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                .withPayloads(
                        new MconnOptions.Payloads(
                                payloadMaxBytes,
                                MconnOptions.defaults().payloads().receiveMaxBytes()))
                .withRates(new MconnOptions.Rates(0, 0, Duration.ZERO));
    }

    static void fail(String thread, Throwable cause) {
        System.err.println(thread + ": " + cause);
    }

    Router router() {
        return router;
    }

    void start() {
        router.start();
    }

    NodeAddress address() {
        return transport.endpoints().getFirst().nodeAddress(identity.nodeId());
    }

    Optional<PeerInfo> onlyPeer() {
        return peerManager.connected().stream().findFirst();
    }

    @Override
    public void close() {
        router.close();
        transport.close();
        peerManager.close();
    }
}
