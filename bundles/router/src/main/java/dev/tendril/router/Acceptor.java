package dev.tendril.router;

import dev.tendril.api.address.Direction;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.AcceptTicket;
import dev.tendril.api.peer.PeerManager;
import dev.tendril.api.peer.Screening;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.HandshakeFailure;
import dev.tendril.api.transport.TransportClosedException;
import dev.tendril.support.count.Counters;
import dev.tendril.support.thread.TaskScope;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Accepts connections from the transports, one loop each. Only the end of the transport ends a
 * loop; other failures are tried again after a growing pause. Handshakes at the same time are
 * limited over all transports; beyond, nothing more is accepted until one ends.
 */
final class Acceptor {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    private static final Backoff RETRY = new Backoff(Duration.ofMillis(10), Duration.ofSeconds(5));

    private final RouterOptions options;
    private final Timers timers;
    private final ManagerSlot managers;
    private final Handshaker handshaker;
    private final Closer closer;
    private final TaskScope scope;
    private final Counters counters;
    private final Semaphore permits;

    Acceptor(
            RouterOptions options,
            Timers timers,
            ManagerSlot managers,
            Handshaker handshaker,
            Closer closer,
            TaskScope scope,
            Counters counters) {
        this.options = options;
        this.timers = timers;
        this.managers = managers;
        this.handshaker = handshaker;
        this.closer = closer;
        this.scope = scope;
        this.counters = counters;
        this.permits = new Semaphore(options.handshakesMax());
    }

    /** Accepts from {@code transport} until it is closed or the thread is interrupted. */
    void run(TransportEntry transport) throws InterruptedException {
        var failures = 0;
        while (true) {
            managers.await();
            try {
                handle(transport.transport().accept(), transport);
                failures = 0;
            } catch (TransportClosedException closed) {
                LOG.info("transport no longer listens, name: {}", transport.name());
                return;
            } catch (IOException | RuntimeException failure) {
                failures++;
                counters.increment("accept.failed");
                LOG.debug(
                        "accepting failed, transport: {}, in a row: {}",
                        transport.name(),
                        failures,
                        failure);
                timers.sleep(RETRY.delay(failures));
            }
        }
    }

    private void handle(Connection connection, TransportEntry transport)
            throws InterruptedException {
        counters.increment("accept.connections");
        if (!permits.tryAcquire()) {
            counters.increment("limit.handshakes");
            acquireOrClose(connection);
        }
        var begun = false;
        try {
            begun = screen(connection, transport);
        } finally {
            if (!begun) {
                permits.release();
                closer.close(connection, "inbound");
            }
        }
    }

    private void acquireOrClose(Connection connection) throws InterruptedException {
        try {
            permits.acquire();
        } catch (InterruptedException asked) {
            connection.close();
            throw asked;
        }
    }

    /** Asks the peer manager before a byte is read; whether a handshake has begun. */
    private boolean screen(Connection connection, TransportEntry transport) {
        var manager = managers.current();
        if (manager.isEmpty()) {
            return false;
        }
        return switch (manager.get().screen(connection.remoteEndpoint())) {
            case Screening.Refused(Reason reason) -> {
                counters.increment("screen.refused." + reason.code());
                yield false;
            }
            case Screening.Passed(AcceptTicket ticket) ->
                    begin(manager.get(), ticket, connection, transport);
        };
    }

    private boolean begin(
            PeerManager manager,
            AcceptTicket ticket,
            Connection connection,
            TransportEntry transport) {
        var begun =
                scope.fork(
                        "accept-" + ticket.number(),
                        () -> {
                            try {
                                shakeHands(manager, ticket, connection, transport);
                            } finally {
                                permits.release();
                            }
                        });
        if (!begun) {
            manager.acceptFailed(ticket, Reason.of(ReasonCodes.ROUTER_STOPPED), Blame.US);
        }
        return begun;
    }

    private void shakeHands(
            PeerManager manager,
            AcceptTicket ticket,
            Connection connection,
            TransportEntry transport)
            throws InterruptedException {
        var deadline = timers.deadlineIn(options.handshakeTimeout());
        var attempt =
                new Attempt(
                        timers,
                        deadline,
                        HandshakeFailure.HANDSHAKE_TIMEOUT.code(),
                        closer,
                        scope,
                        "in-" + ticket.number(),
                        (reason, blame) -> manager.acceptFailed(ticket, reason, blame));
        attempt.opened(connection);
        var candidate =
                new Handshaker.Candidate(
                        connection, transport, Direction.INBOUND, Optional.empty(), deadline);
        try {
            handshaker.run(attempt, candidate, manager, facts -> manager.accepted(ticket, facts));
        } catch (InterruptedException asked) {
            attempt.fail(Reason.of(ReasonCodes.ROUTER_STOPPED), Blame.US);
            throw asked;
        } catch (RuntimeException bug) {
            attempt.failInternally(bug);
            throw bug;
        }
    }
}
