package dev.tendril.peermanager;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.admission.AdmissionFilter;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Decision;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.AcceptTicket;
import dev.tendril.api.peer.Admission;
import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.api.peer.Eviction;
import dev.tendril.api.peer.Explanation;
import dev.tendril.api.peer.PeerAdmin;
import dev.tendril.api.peer.PeerFacts;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.peer.PeerManager;
import dev.tendril.api.peer.PeerManagerClosedException;
import dev.tendril.api.peer.PeerManagerSnapshot;
import dev.tendril.api.peer.PeerUpdates;
import dev.tendril.api.peer.Peers;
import dev.tendril.api.peer.Screening;
import dev.tendril.api.store.PeerStore;
import dev.tendril.peermanager.manager.Shell;
import dev.tendril.peermanager.pool.PeerCore;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The peer manager of one network: a state machine that is asked one verb at a time (ADR 062, Peer
 * Manager). Safe for use by many threads. Its own threads run until {@link #close}; store and
 * filters may come and go at any time, and are not closed by it. Not final so that the component of
 * a framework can be one.
 */
public class NodePeerManager implements PeerManager, Peers, PeerAdmin, AutoCloseable {

    private final Shell shell;

    /** A peer manager that begins at once. */
    public NodePeerManager(PeerManagerOptions options, PeerManagerEnvironment environment) {
        shell =
                new Shell(
                        environment.self(),
                        RulesOf.options(options),
                        environment.timers(),
                        environment.wall(),
                        environment.random(),
                        environment.threads(),
                        options.storeWait(),
                        options.storeFlushInterval());
    }

    /**
     * Replaces the options, but for those of the store. What {@link #persist}, {@link #conceal} and
     * their opposites have changed ends: persistent and private peers are those of {@code options}
     * from now on. No state is lost; what is now too much goes one after another.
     */
    public final void options(PeerManagerOptions options) {
        shell.run((core, now) -> core.rules(RulesOf.options(options), now));
    }

    /** A store has come: it is read, merged with what is known, and written from then on. */
    public final void bindStore(PeerStore store) {
        shell.bindStore(store);
    }

    /**
     * A store goes: what changes waits in memory for the next one. Waits at most 2 s for a thread
     * that is in it.
     */
    public final void unbindStore(PeerStore store) {
        shell.unbindStore(store);
    }

    /**
     * Takes an {@code addrbook.json} of CometBFT in as hearsay, once, in a thread of its own after
     * the store. Whatever is wrong with the file is a warning in the log, never an error.
     */
    public final void importBook(Path file) {
        shell.importBook(file);
    }

    /** A filter has come. */
    public final void bindFilter(AdmissionFilter filter) {
        shell.bindFilter(filter);
    }

    /** A filter goes. */
    public final void unbindFilter(AdmissionFilter filter) {
        shell.unbindFilter(filter);
    }

    /**
     * Shows each step from now on to {@code observer}, in place of the former one. For simulations:
     * it is slow and runs with the lock held.
     */
    public final void observe(StepObserver observer) {
        shell.watch(
                (updates, decisions, states, figures) ->
                        observer.step(
                                new Step(
                                        updates,
                                        decisions,
                                        changes(states),
                                        StepFigures.of(figures))));
    }

    private static List<Step.Change> changes(Map<NodeId, String> states) {
        return states.entrySet().stream()
                .map(
                        entry ->
                                new Step.Change(
                                        entry.getKey(),
                                        entry.getValue().isEmpty()
                                                ? Step.Change.FORGOTTEN
                                                : entry.getValue()))
                .toList();
    }

    @Override
    public final void close() {
        shell.close();
    }

    @Override
    public final Screening screen(Endpoint remote) {
        return shell.screen(remote);
    }

    @Override
    public final DialTicket dialNext() throws InterruptedException, PeerManagerClosedException {
        return shell.dialNext();
    }

    @Override
    public final Optional<DialTicket> tryDialNext() {
        return shell.tryDialNext();
    }

    @Override
    public final void dialFailed(DialTicket ticket, Reason reason, Blame blame) {
        shell.run((core, now) -> core.dialFailed(ticket, reason, blame, now));
    }

    @Override
    public final Admission dialed(DialTicket ticket, PeerFacts facts) {
        return shell.dialed(ticket, facts);
    }

    @Override
    public final void acceptFailed(AcceptTicket ticket, Reason reason, Blame blame) {
        shell.run((core, now) -> core.acceptFailed(ticket, reason, blame, now));
    }

    @Override
    public final Admission accepted(AcceptTicket ticket, PeerFacts facts) {
        return shell.accepted(ticket, facts);
    }

    @Override
    public final void ready(PeerRef peer) {
        shell.run((core, now) -> core.ready(peer, now));
    }

    @Override
    public final void errored(PeerRef peer, Behaviour behaviour, String source) {
        shell.run((core, now) -> core.errored(peer, behaviour, source, now));
    }

    @Override
    public final Eviction evictNext() throws InterruptedException, PeerManagerClosedException {
        return shell.evictNext();
    }

    @Override
    public final Optional<Eviction> tryEvictNext() {
        return shell.call(PeerCore::evictNext);
    }

    @Override
    public final void disconnected(PeerRef peer, Reason reason, Blame blame) {
        shell.run((core, now) -> core.disconnected(peer, reason, blame, now));
    }

    @Override
    public final void protocolsAvailable(Set<Protocol> protocols) {
        shell.run((core, now) -> core.protocolsAvailable(protocols));
    }

    @Override
    public final void listening(List<Endpoint> endpoints) {
        shell.run((core, now) -> core.listening(endpoints));
    }

    @Override
    public final void adopt(List<Adopted> connections) {
        shell.run((core, now) -> core.adopt(connections, now));
    }

    @Override
    public final PeerUpdates subscribe() {
        return shell.subscribe();
    }

    @Override
    public final List<PeerInfo> connected() {
        return shell.call((core, now) -> core.connected());
    }

    @Override
    public final List<NodeAddress> advertise(PeerRef to, int limit) {
        return shell.call((core, now) -> core.advertise(to, limit, now));
    }

    @Override
    public final int learned(List<NodeAddress> addresses, PeerRef from) {
        return shell.learned(addresses, from);
    }

    @Override
    public final void selfDeclared(NodeAddress address, PeerRef from) {
        shell.selfDeclared(address, from);
    }

    @Override
    public final Known known() {
        return shell.call((core, now) -> core.known());
    }

    @Override
    public final Optional<Reason> dial(NodeAddress address) {
        return shell.call((core, now) -> core.dial(address, now));
    }

    @Override
    public final Optional<Reason> disconnect(NodeId nodeId, Duration leaveAlone) {
        return shell.call((core, now) -> core.disconnect(nodeId, leaveAlone, now));
    }

    @Override
    public final Optional<Reason> persist(NodeAddress address) {
        return shell.call((core, now) -> core.persist(address, now));
    }

    @Override
    public final Optional<Reason> unpersist(NodeId nodeId) {
        return shell.call((core, now) -> core.unpersist(nodeId, now));
    }

    @Override
    public final List<NodeAddress> persistent() {
        return shell.call(
                (core, now) ->
                        core.rules().named().persistent().values().stream()
                                .flatMap(List::stream)
                                .toList());
    }

    @Override
    public final Optional<Reason> conceal(NodeId nodeId) {
        return shell.call((core, now) -> core.conceal(nodeId, now));
    }

    @Override
    public final Optional<Reason> reveal(NodeId nodeId) {
        return shell.call((core, now) -> core.reveal(nodeId, now));
    }

    @Override
    public final List<NodeId> concealed() {
        return shell.call((core, now) -> List.copyOf(core.rules().named().privateIds()));
    }

    @Override
    public final Optional<Reason> ban(BanTarget target, Duration duration, String reason) {
        return shell.ban(target, duration, reason);
    }

    @Override
    public final Optional<Reason> unban(BanTarget target) {
        return shell.unban(target);
    }

    @Override
    public final List<Ban> bans() {
        return shell.call(PeerCore::bans);
    }

    @Override
    public final List<Decision> decisions(int limit) {
        return shell.decisions(limit);
    }

    @Override
    public final Explanation why(NodeId nodeId) {
        return shell.why(nodeId);
    }

    @Override
    public final Explanation why(String address) {
        return shell.why(address);
    }

    @Override
    public final PeerManagerSnapshot snapshot() {
        return shell.snapshot();
    }
}
