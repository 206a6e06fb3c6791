package dev.tendril.transport.mconn;

import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Transport;
import dev.tendril.support.thread.Threads;
import dev.tendril.testkit.transport.HandshakeContract;

import java.io.IOException;

final class MconnHandshakeContractTest extends HandshakeContract {

    @Override
    public Transport listen(Timers timers, Threads threads) throws IOException {
        return Live.listening(timers, threads);
    }
}
