package dev.tendril.router;

import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Transport;
import dev.tendril.support.count.Counters;
import dev.tendril.support.thread.TaskScope;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;

/**
 * Brings transports into use and takes them out. Each is asked and accepted from on a thread of its
 * own. The connections of a departed one live on for a while and are then closed, one a second.
 */
final class TransportKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(TransportKeeper.class);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Backoff RETRY =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    private final RouterOptions options;
    private final RouterEnvironment environment;
    private final Transports transports;
    private final Switchboard board;
    private final LinkKeeper keeper;
    private final StartGate gate;
    private final Acceptor acceptor;
    private final Counters counters;
    private final Patience patience;
    private final Wake wake;

    TransportKeeper(
            RouterOptions options,
            RouterEnvironment environment,
            Transports transports,
            Switchboard board,
            LinkKeeper keeper,
            StartGate gate,
            Acceptor acceptor,
            Counters counters,
            Patience patience,
            Wake wake) {
        this.options = options;
        this.environment = environment;
        this.transports = transports;
        this.board = board;
        this.keeper = keeper;
        this.gate = gate;
        this.acceptor = acceptor;
        this.counters = counters;
        this.patience = patience;
        this.wake = wake;
    }

    private Timers timers() {
        return environment.timers();
    }

    void add(String name, String owner, Transport transport) {
        var scope =
                new TaskScope(
                        environment.threads(),
                        (thread, failure) -> LOG.error("thread failed, name: {}", thread, failure));
        transports.add(new TransportEntry(name, owner, transport, scope));
        wake.signal();
    }

    /**
     * Stops accepting from and dialing with {@code transport}. Waits at most 2 s for its thread.
     */
    void remove(Transport transport) {
        transports.of(transport).ifPresent(this::depart);
        wake.signal();
    }

    private void depart(TransportEntry entry) {
        transports.depart(entry);
        entry.lingerUntil(timers().deadlineIn(options.transportLinger()));
        LOG.info(
                "transport departs, name: {}, connections: {}",
                entry.name(),
                connections(entry).size());
        entry.scope().cancel();
        patience.await(entry.scope(), patience.limit(), entry.owner());
    }

    List<PeerLink> connections(TransportEntry entry) {
        return board.table().inOrder().stream().filter(link -> link.transport() == entry).toList();
    }

    /** Starts what is new and ends what has lingered; the moment to ask again. */
    Deadline step(long nowNanos) {
        var next = Deadline.NEVER;
        for (var entry : transports.all()) {
            switch (entry.state()) {
                case STARTING -> begin(entry);
                case WAITING -> tryAgain(entry);
                case BOUND, BEGUN -> {}
                case DEPARTED -> next = next.min(linger(entry, nowNanos));
            }
        }
        return next;
    }

    private void begin(TransportEntry entry) {
        entry.become(TransportEntry.State.BEGUN);
        entry.scope().fork("accept-" + entry.name(), () -> serve(entry));
    }

    private void tryAgain(TransportEntry entry) {
        if (transports.wouldBind(entry)) {
            begin(entry);
        }
    }

    private Deadline linger(TransportEntry entry, long nowNanos) {
        var links = connections(entry);
        var until = entry.lingersUntil().orElse(Deadline.NEVER);
        if (links.isEmpty()) {
            transports.forget(entry);
            return Deadline.NEVER;
        }
        if (!until.isPast(nowNanos)) {
            return until;
        }
        keeper.end(links.getFirst(), Reason.of(ReasonCodes.TRANSPORT_DEPARTED), Blame.US);
        var pause = Deadline.after(PACE, nowNanos);
        entry.lingerUntil(pause);
        return pause;
    }

    private void serve(TransportEntry entry) throws InterruptedException {
        if (!describe(entry)) {
            LOG.warn("transport waits, another has its protocol, name: {}", entry.name());
            return;
        }
        wake.signal();
        LOG.info("transport bound, name: {}, endpoints: {}", entry.name(), entry.endpoints());
        gate.await();
        acceptor.run(entry);
        entry.stopListening();
        wake.signal();
    }

    /** Asks it what it can do, again and again while it throws; whether it may be used. */
    private boolean describe(TransportEntry entry) throws InterruptedException {
        var failures = 0;
        while (true) {
            try {
                entry.describe(entry.transport().protocols(), entry.transport().endpoints());
                return transports.claim(entry);
            } catch (RuntimeException failure) {
                failures++;
                counters.increment("transport.threw");
                LOG.warn("transport cannot be asked, name: {}", entry.name(), failure);
                timers().sleep(RETRY.delay(failures));
            }
        }
    }

    /** Asks all loops to end; connections are not its business. Does not wait. */
    void stop() {
        transports.all().forEach(entry -> entry.scope().cancel());
    }

    /** Waits for the loops until {@code deadline}. */
    void close(Deadline deadline) {
        transports.all().forEach(entry -> patience.await(entry.scope(), deadline, entry.owner()));
    }
}
