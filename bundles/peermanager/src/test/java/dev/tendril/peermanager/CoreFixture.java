package dev.tendril.peermanager;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Decision;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.Admission;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.api.peer.Eviction;
import dev.tendril.api.peer.PeerFacts;
import dev.tendril.api.peer.PeerManagerSnapshot;
import dev.tendril.api.peer.PeerSnapshot;
import dev.tendril.api.peer.PeerUpdate;
import dev.tendril.api.peer.Screening;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.Rules;
import dev.tendril.peermanager.pool.PeerCore;
import dev.tendril.peermanager.stored.StoredAddress;
import dev.tendril.peermanager.stored.StoredPeer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A core, a clock that a test moves, and what the core left behind. */
@SuppressWarnings("exports") // tests are in nobody's api
public final class CoreFixture {

    /** Wall time at the start. */
    public static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    /** Us. */
    public static final Who SELF = Who.of(50_000);

    /** Updates since the start. */
    public final List<PeerUpdate> updates = new ArrayList<>();

    /** Decisions since the start. */
    public final List<Decision> decisions = new ArrayList<>();

    /** Counters since the start. */
    public final Map<String, Integer> counted = new TreeMap<>();

    private final Who self;
    private final PeerCore core;
    private long nowNanos;
    private Instant wall = EPOCH;

    private CoreFixture(PeerManagerOptions options, Who self, long seed) {
        this.self = self;
        this.core = new PeerCore(self.id(), rules(options), new SplittableRandom(seed), now());
        core.protocolsAvailable(Set.of(Protocol.MCONN, Protocol.MEMORY));
        drain();
    }

    /** A core with calm options (no jitter, cooldown, ages, permits) changed by {@code change}. */
    public static CoreFixture with(UnaryOperator<PeerManagerOptionsBuilder> change) {
        return with(change, SELF, 1);
    }

    /** The same for another node and seed. */
    public static CoreFixture with(
            UnaryOperator<PeerManagerOptionsBuilder> change, Who self, long seed) {
        return new CoreFixture(change.apply(calm()).build(), self, seed);
    }

    /** Options without anything that makes tests wait. */
    public static PeerManagerOptionsBuilder calm() {
        return PeerManagerOptions.builder()
                .retryJitter(0)
                .arrivalInterval(Duration.ZERO)
                .probing(Probing.OFF)
                .cooldown(Duration.ZERO)
                .upgrades(0)
                .upgradeMargin(1)
                .upgradeAge(Duration.ZERO)
                .upgradeInterval(Duration.ZERO);
    }

    /** Options as the core uses them. */
    public static Rules rules(PeerManagerOptions options) {
        return RulesOf.options(options);
    }

    /** The core itself. */
    public PeerCore core() {
        return core;
    }

    /** Now. */
    public Moment now() {
        return new Moment(nowNanos, wall);
    }

    /** Lets time pass. */
    public CoreFixture advance(Duration span) {
        nowNanos += span.toNanos();
        wall = wall.plus(span);
        core.tick(now());
        return drain();
    }

    /** Sets the wall clock; the other one goes on. */
    public CoreFixture wall(Instant instant) {
        wall = instant;
        return this;
    }

    /** Takes what the core left. */
    public CoreFixture drain() {
        var effects = core.drain();
        updates.addAll(effects.updates());
        effects.decisions().forEach(d -> decisions.add(d.decision(decisions.size() + 1L)));
        effects.counted().forEach(name -> counted.merge(name, 1, Integer::sum));
        return this;
    }

    /** Makes a peer known by hearsay, with its address. */
    public CoreFixture know(Who... whos) {
        Arrays.stream(whos).forEach(who -> know(who, 0, who.address()));
        return this;
    }

    /** Makes a peer known by hearsay at {@code addresses}, with a score. */
    public CoreFixture know(Who who, double score, NodeAddress... addresses) {
        var stored = Arrays.stream(addresses).map(a -> stored(a, false)).toList();
        restore(new StoredPeer(who.id(), stored, score, wall, Optional.empty()));
        return this;
    }

    /** Makes a peer known as verified. */
    public CoreFixture knowVerified(Who who, double score) {
        restore(
                new StoredPeer(
                        who.id(),
                        List.of(stored(who.address(), true)),
                        score,
                        wall,
                        Optional.empty()));
        return this;
    }

    /** Takes a stored record in. */
    public void restore(StoredPeer peer) {
        core.restore(List.of(peer), List.of(), now());
        drain();
    }

    /** An address as it is stored. */
    public static StoredAddress stored(NodeAddress address, boolean verified) {
        return new StoredAddress(
                address,
                'h',
                "",
                verified,
                0,
                Optional.empty(),
                verified ? Optional.of(EPOCH) : Optional.empty(),
                Optional.empty());
    }

    /** Whom to dial now. */
    public Optional<DialTicket> next() {
        var next = core.dialNext(now());
        drain();
        return next;
    }

    /** Whom to dial now: there must be somebody. */
    public DialTicket dial() {
        return next().orElseThrow(() -> new AssertionError("nobody to dial"));
    }

    /** The next dial, which must be of {@code who}. */
    public DialTicket dial(Who who) {
        var ticket = dial();
        if (!ticket.address().nodeId().equals(who.id())) {
            throw new AssertionError("expected " + who.id() + ", was " + ticket);
        }
        return ticket;
    }

    /** A dial failed for nobody's fault. */
    public CoreFixture fail(DialTicket ticket) {
        core.dialFailed(ticket, Reason.of("connection-refused"), Blame.NOBODY, now());
        return drain();
    }

    /** A dial reached {@code who}. */
    public Admission dialed(DialTicket ticket, Who who) {
        var admission =
                core.dialed(ticket, facts(who, Direction.OUTBOUND), Optional.empty(), now());
        drain();
        return admission;
    }

    /** {@code who} has come to us. */
    public Admission accept(Who who) {
        return accept(who, who.endpoint());
    }

    /** {@code who} has come to us from {@code remote}. */
    public Admission accept(Who who, Endpoint remote) {
        var screening = core.screen(remote, Optional.empty(), now());
        if (screening instanceof Screening.Refused refused) {
            drain();
            return new Admission.Refused(refused.reason());
        }
        var ticket = ((Screening.Passed) screening).ticket();
        var facts = new PeerFacts(self.info(), who.handshake(), remote, Direction.INBOUND);
        var admission = core.accepted(ticket, facts, Optional.empty(), now());
        drain();
        return admission;
    }

    /** What a router tells of {@code who}. */
    public PeerFacts facts(Who who, Direction direction) {
        return new PeerFacts(self.info(), who.handshake(), who.endpoint(), direction);
    }

    /** {@code who} dialed by us, connected and ready. */
    public PeerRef connectOut(Who who) {
        return ready(dialed(dial(who), who));
    }

    /** {@code who} accepted and ready. */
    public PeerRef connectIn(Who who) {
        return ready(accept(who));
    }

    /** An admitted connection made ready. */
    public PeerRef ready(Admission admission) {
        var ref = ref(admission);
        core.ready(ref, now());
        drain();
        return ref;
    }

    /** The connection of an admission that must have happened. */
    public static PeerRef ref(Admission admission) {
        if (admission instanceof Admission.Admitted admitted) {
            return admitted.peer();
        }
        throw new AssertionError("not admitted: " + admission);
    }

    /** Why somebody was refused; he must have been. */
    public static String refused(Admission admission) {
        if (admission instanceof Admission.Refused refused) {
            return refused.reason().code();
        }
        throw new AssertionError("not refused: " + admission);
    }

    /** A connection ended by itself. */
    public CoreFixture disconnect(PeerRef ref) {
        core.disconnected(ref, Reason.of("eof"), Blame.NOBODY, now());
        return drain();
    }

    /** A reactor saw something. */
    public CoreFixture seen(PeerRef ref, Behaviour behaviour) {
        core.errored(ref, behaviour, "test", now());
        return drain();
    }

    /** Something bad enough to end the connection. */
    public CoreFixture fatal(PeerRef ref) {
        return seen(ref, Behaviour.offence(Behaviour.Severity.FATAL, "bad-message", ""));
    }

    /** Whom to disconnect now. */
    public Optional<Eviction> evict() {
        var eviction = core.evictNext(now());
        drain();
        return eviction;
    }

    /** A peer as it is. */
    public PeerSnapshot peer(Who who) {
        return core.snapshot(who.id(), now())
                .orElseThrow(() -> new AssertionError("unknown: " + who));
    }

    /** Whether anything is known of a peer. */
    public boolean knows(Who who) {
        return core.snapshot(who.id(), now()).isPresent();
    }

    /** Everything as it is. */
    public PeerManagerSnapshot snapshot() {
        return core.snapshot(Map.of(), Map.of(), now());
    }

    /** A gauge as it is. */
    public long gauge(String name) {
        return snapshot().gauges().get(name);
    }

    /** The newest decision with {@code verb} about {@code id}. */
    public Decision decision(String verb, NodeId id) {
        return decisions.reversed().stream()
                .filter(d -> d.verb().equals(verb) && d.nodeId().equals(Optional.of(id)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no decision " + verb + " about " + id));
    }
}
