package dev.tendril.router;

import dev.tendril.api.time.Deadline;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * Holds back dialing and accepting until everything listed is there, or for a bounded time: a
 * handshake without channels would be refused by CometBFT.
 */
final class StartGate {

    private static final Logger LOG = LoggerFactory.getLogger(StartGate.class);

    private final Supplier<List<String>> missing;
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile Deadline latest = Deadline.NEVER;

    StartGate(Supplier<List<String>> missing) {
        this.missing = missing;
    }

    /** The router has started; the gate opens at {@code deadline} whatever is missing. */
    void start(Deadline deadline) {
        latest = deadline;
    }

    /** Opens when it is time; the moment to ask again. */
    Deadline step(long nowNanos) {
        if (isOpen()) {
            return Deadline.NEVER;
        }
        var lines = missing.get();
        if (lines.isEmpty()) {
            open.countDown();
        } else if (latest.isPast(nowNanos)) {
            LOG.warn("starting without what was waited for, missing: {}", lines);
            open.countDown();
        }
        return isOpen() ? Deadline.NEVER : latest;
    }

    boolean isOpen() {
        return open.getCount() == 0;
    }

    void await() throws InterruptedException {
        open.await();
    }

    /** What is waited for now; nothing once it is open. */
    List<String> waitingFor() {
        return isOpen() ? List.of() : missing.get();
    }
}
