package dev.tendril.transport.memory;

import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Transport;
import dev.tendril.support.thread.Threads;
import dev.tendril.testkit.transport.HandshakeContract;

class MemoryHandshakeContractTest extends HandshakeContract {

    private final MemoryWorld world = MemoryWorld.perfect();

    @Override
    public Transport listen(Timers timers, Threads threads) throws Exception {
        return world.listen(timers);
    }
}
