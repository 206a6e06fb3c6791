package dev.tendril.transport.mconn;

import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Transport;
import dev.tendril.support.thread.Threads;
import dev.tendril.testkit.transport.ConnectionContract;

import java.io.IOException;

final class MconnConnectionContractTest extends ConnectionContract {

    @Override
    public Transport listen(Timers timers, Threads threads) throws IOException {
        return Live.listening(timers, threads);
    }
}
