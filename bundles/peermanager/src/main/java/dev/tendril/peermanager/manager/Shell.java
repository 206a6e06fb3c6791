package dev.tendril.peermanager.manager;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.admission.AdmissionFilter;
import dev.tendril.api.decision.Decision;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.AcceptTicket;
import dev.tendril.api.peer.Admission;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.api.peer.Eviction;
import dev.tendril.api.peer.Explanation;
import dev.tendril.api.peer.PeerFacts;
import dev.tendril.api.peer.PeerManagerClosedException;
import dev.tendril.api.peer.PeerManagerSnapshot;
import dev.tendril.api.peer.PeerUpdates;
import dev.tendril.api.peer.Screening;
import dev.tendril.api.store.PeerStore;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.Rules;
import dev.tendril.peermanager.pool.PeerCore;
import dev.tendril.support.count.Counters;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The verbs that are more than a call of the core: those that wait, ask filters, or touch the
 * store.
 */
public final class Shell implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shell.class);

    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    private final Core core;
    private final Timers timers;
    private final Counters counters = new Counters();
    private final TaskScope scope;
    private final Filters filters;
    private final StoreKeeper keeper;
    private final Deadline dialingFrom;

    /**
     * A shell whose threads run until {@link #close}.
     *
     * @param self who we are
     * @param rules what is configured
     * @param timers clock and waits
     * @param wall wall time
     * @param random chance
     * @param threads makes threads
     * @param storeWait how long dialing waits for a store
     * @param flushInterval how long a change may wait for the disk
     */
    public Shell(
            NodeId self,
            Rules rules,
            Timers timers,
            InstantSource wall,
            RandomGenerator random,
            Threads threads,
            Duration storeWait,
            Duration flushInterval) {
        this.timers = timers;
        this.core = new Core(now -> new PeerCore(self, rules, random, now), timers, wall, counters);
        this.scope =
                new TaskScope(
                        threads,
                        (name, failure) -> LOG.error("Thread failed, name: {}", name, failure));
        this.filters = new Filters(timers, scope);
        this.keeper = new StoreKeeper(core, timers, counters, flushInterval);
        this.dialingFrom = timers.deadlineIn(storeWait);
        scope.fork("peers-" + self.brief(), keeper::run);
    }

    /** A verb of the core that neither waits nor asks anybody. */
    @FunctionalInterface
    public interface Verb<T> {
        /** Runs with the lock held. */
        T apply(PeerCore core, Moment now);
    }

    /** Runs {@code verb} on the core. */
    public <T> T call(Verb<T> verb) {
        return core.call(verb::apply);
    }

    /** Runs {@code act} on the core. */
    public void run(java.util.function.BiConsumer<PeerCore, Moment> act) {
        core.call(
                (c, now) -> {
                    act.accept(c, now);
                    return true;
                });
    }

    /** See {@link dev.tendril.api.peer.PeerManager#screen}. */
    public Screening screen(Endpoint remote) {
        var veto = filters.screen(remote);
        return core.call((c, now) -> c.screen(remote, veto, now));
    }

    /** See {@link dev.tendril.api.peer.PeerManager#dialNext}. */
    public DialTicket dialNext() throws InterruptedException, PeerManagerClosedException {
        return core.await(
                this::tryDial,
                (c, now) ->
                        mayDial(now)
                                ? c.nextDeadlineNanos(now)
                                : Math.min(dialingFrom.atNanos(), c.nextDeadlineNanos(now)));
    }

    /** See {@link dev.tendril.api.peer.PeerManager#tryDialNext}. */
    public Optional<DialTicket> tryDialNext() {
        return core.call(this::tryDial);
    }

    private Optional<DialTicket> tryDial(PeerCore c, Moment now) {
        if (!mayDial(now)) {
            c.tick(now);
            return Optional.empty();
        }
        return c.dialNext(now);
    }

    private boolean mayDial(Moment now) {
        return dialingFrom.isPast(now.nanos()) || keeper.isSettled();
    }

    /** See {@link dev.tendril.api.peer.PeerManager#dialed}. */
    public Admission dialed(DialTicket ticket, PeerFacts facts) {
        var veto = filters.admit(facts);
        return core.call((c, now) -> c.dialed(ticket, facts, veto, now));
    }

    /** See {@link dev.tendril.api.peer.PeerManager#accepted}. */
    public Admission accepted(AcceptTicket ticket, PeerFacts facts) {
        var veto = filters.admit(facts);
        return core.call((c, now) -> c.accepted(ticket, facts, veto, now));
    }

    /** See {@link dev.tendril.api.peer.PeerManager#evictNext}. */
    public Eviction evictNext() throws InterruptedException, PeerManagerClosedException {
        return core.await(
                PeerCore::evictNext,
                (c, now) -> Math.min(c.nextDeadlineNanos(now), c.nextOrderNanos()));
    }

    /** See {@link dev.tendril.api.peer.Peers#subscribe}. */
    public PeerUpdates subscribe() {
        return core.call((c, now) -> core.updates().subscribe(c.connected()));
    }

    /** See {@link dev.tendril.api.peer.Peers#learned}. */
    public int learned(List<NodeAddress> addresses, PeerRef from) {
        var learnable = filters.learnable(addresses);
        if (learnable.size() < addresses.size()) {
            counters.add("learn.filtered", addresses.size() - learnable.size());
        }
        return core.call((c, now) -> c.learned(learnable, from, now));
    }

    /** See {@link dev.tendril.api.peer.Peers#selfDeclared}. */
    public void selfDeclared(NodeAddress address, PeerRef from) {
        if (filters.learnable(List.of(address)).isEmpty()) {
            counters.increment("learn.filtered");
            return;
        }
        run((c, now) -> c.selfDeclared(address, from, now));
    }

    /**
     * See {@link dev.tendril.api.peer.PeerAdmin#ban}; on disk when it returns, if there is a disk.
     */
    public Optional<Reason> ban(BanTarget target, Duration duration, String reason) {
        var why = new Reason("operator", reason);
        var refusal = core.call((c, now) -> c.ban(target, duration, why, now));
        keeper.flush();
        return refusal;
    }

    /**
     * See {@link dev.tendril.api.peer.PeerAdmin#unban}; on disk when it returns, if there is a
     * disk.
     */
    public Optional<Reason> unban(BanTarget target) {
        var refusal = core.call((c, now) -> c.unban(target, now));
        keeper.flush();
        return refusal;
    }

    /** See {@link dev.tendril.api.peer.PeerAdmin#decisions}. */
    public List<Decision> decisions(int limit) {
        return core.look((guarded, now) -> guarded.log().newest(limit));
    }

    /** See {@link dev.tendril.api.peer.PeerAdmin#why(NodeId)}. */
    public Explanation why(NodeId nodeId) {
        return core.look((guarded, now) -> new Explanations(guarded, now).of(nodeId));
    }

    /** See {@link dev.tendril.api.peer.PeerAdmin#why(String)}. */
    public Explanation why(String address) {
        return core.look((guarded, now) -> new Explanations(guarded, now).at(address));
    }

    /** See {@link dev.tendril.api.peer.PeerAdmin#snapshot}. */
    public PeerManagerSnapshot snapshot() {
        return core.look(
                (guarded, now) -> {
                    var gauges = new TreeMap<String, Long>();
                    gauges.put(
                            "store.waiting",
                            (long) guarded.dirtyPeers().size()
                                    + guarded.dirtyBans().size()
                                    + guarded.log().unwritten());
                    gauges.put("subscriptions", (long) core.updates().size());
                    gauges.put("subscriptions.backlog", (long) core.updates().backlog());
                    return guarded.core().snapshot(gauges, counters.snapshot(), now);
                });
    }

    /** Shows each step from now on. */
    public void watch(Watch watch) {
        core.watch(watch);
    }

    /** A store has come: it is read, then written. */
    public void bindStore(PeerStore store) {
        keeper.bind(store);
    }

    /** A store goes; what changes from now on waits in memory. */
    public void unbindStore(PeerStore store) {
        if (!keeper.unbind(store)) {
            LOG.error(
                    "Peer store is still in use by thread peers-*, store: {}",
                    store.getClass().getName());
        }
    }

    /**
     * Reads an address book of other software once, in a thread of its own, when the store has been
     * read or is not waited for any more. Whatever is wrong with the file is a warning.
     */
    public void importBook(Path file) {
        var book = new BookImport(core, counters, this::mayDial, dialingFrom);
        scope.fork("address-book", () -> book.run(file));
    }

    /** A filter has come. */
    public void bindFilter(AdmissionFilter filter) {
        filters.add(filter);
    }

    /** A filter goes. */
    public void unbindFilter(AdmissionFilter filter) {
        filters.remove(filter);
    }

    /**
     * Writes what is still to be written, and ends all waits and threads. Connections live on
     * elsewhere.
     */
    @Override
    public void close() {
        core.close();
        keeper.close();
        scope.cancel();
        try {
            if (!scope.awaitEnd(timers, timers.deadlineIn(CLOSE_MAX))) {
                LOG.error("Threads of the peer manager have not ended, threads: {}", scope.alive());
            }
        } catch (InterruptedException cancel) {
            Thread.currentThread().interrupt();
        }
    }
}
