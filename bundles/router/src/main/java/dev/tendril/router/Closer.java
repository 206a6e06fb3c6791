package dev.tendril.router;

import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Connection;
import dev.tendril.support.count.Counters;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * Closes connections on threads of their own: a transport whose close hangs, against its contract,
 * delays nobody for more than a second.
 */
final class Closer {

    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Timers timers;
    private final Threads threads;
    private final Counters counters;

    Closer(Timers timers, Threads threads, Counters counters) {
        this.timers = timers;
        this.threads = threads;
        this.counters = counters;
    }

    void close(Connection connection, String name) {
        var scope = new TaskScope(threads, (thread, failure) -> failed(name, failure));
        scope.fork("close-" + name, connection::close);
        try {
            if (!scope.awaitEnd(timers, timers.deadlineIn(PATIENCE))) {
                counters.increment("limit.close-patience");
                LOG.warn("closing a connection hangs, connection: {}", name);
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(String name, Throwable failure) {
        counters.increment("transport.close-failed");
        LOG.warn("closing a connection failed, connection: {}", name, failure);
    }
}
