package dev.tendril.transport.memory;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Transport;
import dev.tendril.support.thread.Threads;
import dev.tendril.testkit.transport.ConnectionContract;

import java.net.InetAddress;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** The transport at IP addresses, as simulated nodes have them. */
class NetworkedMemoryConnectionContractTest extends ConnectionContract {

    private final MemoryNetwork network = new MemoryNetwork(LinkPolicy.PERFECT);
    private final AtomicInteger hosts = new AtomicInteger();

    @Override
    public Transport listen(Timers timers, Threads threads) throws Exception {
        var host = hosts.incrementAndGet();
        return MemoryTransport.listen(
                network,
                new Endpoint.Networked(
                        Protocol.MCONN, InetAddress.ofLiteral("203.0.113." + host), 26_656),
                MemoryOptions.DEFAULTS,
                timers,
                KeyProof.ed25519(),
                new SplittableRandom(host));
    }
}
