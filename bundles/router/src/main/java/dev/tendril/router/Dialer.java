package dev.tendril.router;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.api.peer.PeerManager;
import dev.tendril.api.peer.PeerManagerClosedException;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Connection;
import dev.tendril.support.count.Counters;
import dev.tendril.support.thread.TaskScope;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Dials whom the peer manager names, as many at once as it has slots for, at most {@value
 * #DIALS_MAX}. One deadline covers a ticket from the name service to the end of the handshake; the
 * endpoints of an address share the time to connect.
 */
final class Dialer {

    static final int DIALS_MAX = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);

    private final RouterOptions options;
    private final Timers timers;
    private final ManagerSlot managers;
    private final Transports transports;
    private final HostFinder hosts;
    private final Handshaker handshaker;
    private final Closer closer;
    private final TaskScope scope;
    private final Counters counters;
    private final Semaphore permits = new Semaphore(DIALS_MAX);

    Dialer(
            RouterOptions options,
            RouterEnvironment environment,
            ManagerSlot managers,
            Transports transports,
            Handshaker handshaker,
            Closer closer,
            TaskScope scope,
            Counters counters) {
        this.options = options;
        this.timers = environment.timers();
        this.managers = managers;
        this.transports = transports;
        this.hosts = new HostFinder(environment.resolver(), timers, scope, counters);
        this.handshaker = handshaker;
        this.closer = closer;
        this.scope = scope;
        this.counters = counters;
    }

    /** Dials until it is interrupted. */
    void run() throws InterruptedException {
        while (true) {
            var manager = managers.await();
            permits.acquire();
            var ticket = next(manager);
            if (ticket.isEmpty()) {
                permits.release();
                managers.awaitOther(manager);
            } else if (!scope.fork(
                    "dial-" + ticket.get().address().nodeId().brief(),
                    () -> dialAndRelease(manager, ticket.get()))) {
                return;
            }
        }
    }

    private static Optional<DialTicket> next(PeerManager manager) throws InterruptedException {
        try {
            return Optional.of(manager.dialNext());
        } catch (PeerManagerClosedException gone) {
            return Optional.empty();
        }
    }

    private void dialAndRelease(PeerManager manager, DialTicket ticket)
            throws InterruptedException {
        try {
            dial(manager, ticket);
        } finally {
            permits.release();
        }
    }

    private void dial(PeerManager manager, DialTicket ticket) throws InterruptedException {
        counters.increment("dial.begun");
        var address = ticket.address();
        var limit =
                options.resolveTimeout()
                        .plus(options.dialTimeout())
                        .plus(options.handshakeTimeout());
        var deadline = timers.deadlineIn(limit);
        var attempt =
                new Attempt(
                        timers,
                        deadline,
                        ReasonCodes.DIAL_TIMEOUT,
                        closer,
                        scope,
                        address.nodeId().brief(),
                        (reason, blame) -> failed(manager, ticket, reason, blame));
        try {
            var transport = transports.forProtocol(address.protocol());
            if (transport.isEmpty()) {
                attempt.fail(
                        new Reason(ReasonCodes.PROTOCOL_UNAVAILABLE, address.protocol().name()),
                        Blame.US);
                return;
            }
            var connection = connect(attempt, transport.get(), ticket, deadline);
            if (connection.isPresent()) {
                var candidate =
                        new Handshaker.Candidate(
                                connection.get(),
                                transport.get(),
                                Direction.OUTBOUND,
                                Optional.of(address.nodeId()),
                                deadline.min(timers.deadlineIn(options.handshakeTimeout())));
                handshaker.run(attempt, candidate, manager, facts -> manager.dialed(ticket, facts));
            }
        } catch (InterruptedException asked) {
            attempt.fail(Reason.of(ReasonCodes.ROUTER_STOPPED), Blame.US);
            throw asked;
        } catch (RuntimeException bug) {
            attempt.failInternally(bug);
            throw bug;
        }
    }

    private void failed(PeerManager manager, DialTicket ticket, Reason reason, Blame blame) {
        counters.increment("dial.failed." + reason.code());
        LOG.debug("dial failed, address: {}, reason: {}", ticket.address(), reason);
        manager.dialFailed(ticket, reason, blame);
    }

    /** A connection to the first endpoint that takes one; empty when the attempt has failed. */
    private Optional<Connection> connect(
            Attempt attempt, TransportEntry transport, DialTicket ticket, Deadline deadline)
            throws InterruptedException {
        List<Endpoint> endpoints;
        try {
            var patience = deadline.min(timers.deadlineIn(options.resolveTimeout()));
            endpoints = hosts.endpoints(ticket.address(), patience);
        } catch (IOException failure) {
            attempt.fail(
                    new Reason(ReasonCodes.RESOLVE_FAILED, Failures.text(failure)), Blame.NOBODY);
            return Optional.empty();
        }
        var race =
                new EndpointRace(
                        timers,
                        scope,
                        closer,
                        ticket.address().nodeId().brief(),
                        transport.transport(),
                        deadline.min(timers.deadlineIn(options.dialTimeout())));
        var connection = race.run(endpoints);
        connection.ifPresentOrElse(
                attempt::opened,
                () -> attempt.fail(race.failure().reason(), race.failure().blame()));
        return connection;
    }
}
