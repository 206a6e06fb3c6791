package dev.tendril.router.fake;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.AcceptTicket;
import dev.tendril.api.peer.Admission;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.api.peer.Eviction;
import dev.tendril.api.peer.PeerFacts;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.peer.PeerManager;
import dev.tendril.api.peer.PeerManagerClosedException;
import dev.tendril.api.peer.Screening;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A peer manager that dials whom a test says, admits everybody once, and writes down what it hears.
 */
public final class FakeManager implements PeerManager {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final List<String> heard = new ArrayList<>();
    private final ArrayDeque<NodeAddress> toDial = new ArrayDeque<>();
    private final ArrayDeque<Eviction> toEvict = new ArrayDeque<>();
    private final Map<PeerRef, PeerInfo> connected = new TreeMap<>();
    private final Map<NodeId, NodeAddress> persistent = new TreeMap<>();
    private final FakePeerUpdates updates = new FakePeerUpdates();
    private long numbers;
    private long tickets;
    private Optional<Reason> screenRefusal = Optional.empty();
    private final Set<PeerRef> ready = new TreeSet<>();
    private boolean replacing;
    private boolean ignoresProtocols;
    private Set<Protocol> protocols = Set.of();
    private Optional<Reason> evictAtAdmission = Optional.empty();
    private boolean closed;

    /** Peers as reactors and embedders see them. */
    public FakePeerUpdates updates() {
        return updates;
    }

    /** What it was told, in order. */
    public List<String> heard() {
        return get(() -> List.copyOf(heard));
    }

    /** Blocks until a line was told. */
    public void awaitHeard(String line) throws InterruptedException {
        awaitUntil(() -> heard.contains(line));
    }

    /** Blocks until some line begins so. */
    public void awaitHeardPrefix(String prefix) throws InterruptedException {
        awaitUntil(() -> heard.stream().anyMatch(line -> line.startsWith(prefix)));
    }

    /** Blocks until {@code count} peers are ready. */
    public void awaitReady(int count) throws InterruptedException {
        awaitUntil(() -> ready.size() == count);
    }

    private void awaitUntil(BooleanSupplier holds) throws InterruptedException {
        lock.lock();
        try {
            while (!holds.getAsBoolean()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The peers that are ready. */
    public List<PeerInfo> connected() {
        return get(() -> ready.stream().map(connected::get).toList());
    }

    /** The connection of {@code id} that is ready. */
    public PeerRef ref(NodeId id) {
        return connected().stream()
                .map(PeerInfo::ref)
                .filter(ref -> ref.nodeId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private <T> T get(java.util.function.Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    private void change(String line, Runnable step) {
        lock.lock();
        try {
            heard.add(line);
            step.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next number is above {@code last}. */
    public void numbersAfter(long last) {
        change("numbers", () -> numbers = last);
    }

    /** Dials once. */
    public void dial(NodeAddress address) {
        change("test dials", () -> toDial.add(address));
    }

    /** Dials now and whenever it is disconnected. */
    public void persist(NodeAddress address) {
        change(
                "test persists",
                () -> {
                    persistent.put(address.nodeId(), address);
                    toDial.add(address);
                });
    }

    /** Evicts. */
    public void evict(PeerRef peer, String code) {
        change("test evicts", () -> toEvict.add(new Eviction(peer, Reason.of(code))));
    }

    /** Evicts each peer at once when it is admitted. */
    public void evictAtAdmission(String code) {
        change("test evicts at admission", () -> evictAtAdmission = Optional.of(Reason.of(code)));
    }

    /** Refuses everybody at the door. */
    public void refuseAtScreen(String code) {
        change("test refuses", () -> screenRefusal = Optional.of(Reason.of(code)));
    }

    /** A newer connection of an id replaces the older one; else it is refused. */
    public void replaceOlder() {
        change("test replaces", () -> replacing = true);
    }

    /** Dials protocols that are not there too. */
    public void ignoreProtocols() {
        change("test ignores protocols", () -> ignoresProtocols = true);
    }

    /** Ends all waits. */
    public void close() {
        change("closed", () -> closed = true);
    }

    @Override
    public Screening screen(Endpoint remote) {
        lock.lock();
        try {
            heard.add("screen " + remote);
            changed.signalAll();
            return screenRefusal.isPresent()
                    ? new Screening.Refused(screenRefusal.get())
                    : new Screening.Passed(new AcceptTicket(++tickets, remote));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public DialTicket dialNext() throws InterruptedException, PeerManagerClosedException {
        lock.lockInterruptibly();
        try {
            while (nextDialable().isEmpty() && !closed) {
                changed.await();
            }
            if (closed) {
                throw new PeerManagerClosedException();
            }
            var address = nextDialable().orElseThrow();
            toDial.remove(address);
            return new DialTicket(++tickets, address, DialTicket.Kind.NORMAL);
        } finally {
            lock.unlock();
        }
    }

    private Optional<NodeAddress> nextDialable() {
        return toDial.stream()
                .filter(to -> ignoresProtocols || protocols.contains(to.protocol()))
                .findFirst();
    }

    @Override
    public Optional<DialTicket> tryDialNext() {
        return Optional.empty();
    }

    @Override
    public void dialFailed(DialTicket ticket, Reason reason, Blame blame) {
        change(
                "dialFailed "
                        + ticket.address().nodeId().brief()
                        + " "
                        + reason.code()
                        + " "
                        + blame,
                () -> {});
    }

    @Override
    public Admission dialed(DialTicket ticket, PeerFacts facts) {
        return admit("dialed", facts);
    }

    @Override
    public void acceptFailed(AcceptTicket ticket, Reason reason, Blame blame) {
        change("acceptFailed " + reason.code() + " " + blame, () -> {});
    }

    @Override
    public Admission accepted(AcceptTicket ticket, PeerFacts facts) {
        return admit("accepted", facts);
    }

    private Admission admit(String verb, PeerFacts facts) {
        lock.lock();
        try {
            var id = facts.handshake().peer().nodeId();
            heard.add(verb + " " + id.brief());
            changed.signalAll();
            var objection = facts.self().incompatibleWith(facts.handshake().peer());
            if (objection.isPresent()) {
                heard.add("refused " + objection.get().code());
                return new Admission.Refused(objection.get());
            }
            var older =
                    connected.keySet().stream().filter(ref -> ref.nodeId().equals(id)).findFirst();
            if (older.isPresent() && !replacing) {
                heard.add("refused duplicate");
                return new Admission.Refused(Reason.of("duplicate"));
            }
            var ref = new PeerRef(id, ++numbers);
            evictAtAdmission.ifPresent(reason -> toEvict.add(new Eviction(ref, reason)));
            connected.put(
                    ref,
                    new PeerInfo(ref, facts.handshake().peer(), facts.direction(), facts.remote()));
            return new Admission.Admitted(ref, older);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ready(PeerRef peer) {
        change(
                "ready " + peer.brief(),
                () ->
                        Optional.ofNullable(connected.get(peer))
                                .ifPresent(
                                        info -> {
                                            ready.add(peer);
                                            updates.up(info);
                                        }));
    }

    @Override
    public void errored(PeerRef peer, Behaviour behaviour, String source) {
        change(
                "errored " + peer.brief() + " " + behaviour.reason().code() + " by " + source,
                () -> {
                    if (behaviour instanceof Behaviour.Offence offence
                            && offence.severity() == Behaviour.Severity.FATAL) {
                        toEvict.add(new Eviction(peer, offence.reason()));
                    }
                });
    }

    @Override
    public Eviction evictNext() throws InterruptedException, PeerManagerClosedException {
        lock.lockInterruptibly();
        try {
            while (toEvict.isEmpty() && !closed) {
                changed.await();
            }
            if (closed) {
                throw new PeerManagerClosedException();
            }
            return toEvict.remove();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Eviction> tryEvictNext() {
        return Optional.empty();
    }

    @Override
    public void disconnected(PeerRef peer, Reason reason, Blame blame) {
        change(
                "disconnected " + peer.brief() + " " + reason.code() + " " + blame,
                () -> {
                    ready.remove(peer);
                    if (connected.remove(peer) != null) {
                        updates.down(peer, reason);
                        Optional.ofNullable(persistent.get(peer.nodeId())).ifPresent(toDial::add);
                    }
                });
    }

    @Override
    public void protocolsAvailable(Set<Protocol> available) {
        change("protocols " + available, () -> protocols = available);
    }

    @Override
    public void listening(List<Endpoint> endpoints) {
        change("listening " + endpoints, () -> {});
    }

    @Override
    public void adopt(List<Adopted> connections) {
        change(
                "adopt " + connections.stream().map(adopted -> adopted.peer().brief()).toList(),
                () -> {
                    for (var adopted : connections) {
                        var facts = adopted.facts();
                        ready.add(adopted.peer());
                        connected.put(
                                adopted.peer(),
                                new PeerInfo(
                                        adopted.peer(),
                                        facts.handshake().peer(),
                                        facts.direction(),
                                        facts.remote()));
                        numbers = Math.max(numbers, adopted.peer().connection());
                    }
                });
    }
}
