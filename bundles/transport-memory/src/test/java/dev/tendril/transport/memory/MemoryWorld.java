package dev.tendril.transport.memory;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.time.Timers;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Transports of one network, with names of their own. */
final class MemoryWorld {

    private final MemoryNetwork network;
    private final MemoryOptions options;
    private final AtomicInteger names = new AtomicInteger();

    MemoryWorld(LinkPolicy policy, MemoryOptions options) {
        this.network = new MemoryNetwork(policy);
        this.options = options;
    }

    static MemoryWorld perfect() {
        return new MemoryWorld(LinkPolicy.PERFECT, MemoryOptions.DEFAULTS);
    }

    MemoryNetwork network() {
        return network;
    }

    MemoryTransport listen(Timers timers) throws IOException {
        var number = names.incrementAndGet();
        return MemoryTransport.listen(
                network,
                new Endpoint.Local(Protocol.MEMORY, "node-" + number),
                options,
                timers,
                KeyProof.ed25519(),
                new SplittableRandom(number));
    }
}
