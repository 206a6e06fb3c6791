package dev.tendril.peermanager.pool;

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
import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.api.peer.Eviction;
import dev.tendril.api.peer.PeerFacts;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.peer.PeerManager;
import dev.tendril.api.peer.PeerManagerSnapshot;
import dev.tendril.api.peer.PeerSnapshot;
import dev.tendril.api.peer.Peers;
import dev.tendril.api.peer.Screening;
import dev.tendril.peermanager.policy.IpRange;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.Rules;
import dev.tendril.peermanager.stored.StoredPeer;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.random.RandomGenerator;

/**
 * The life of all peers as a state machine: one method for each verb, which takes what is known and
 * the time, gives the answer, and leaves its {@link Effects} to be drained. The same calls with the
 * same random generator give the same answers and effects (I-19). Not for use by several threads.
 */
public final class PeerCore {

    private final Pool pool;
    private final Dialer dialer;
    private final Acceptor acceptor;
    private final Connections connections;
    private final Conduct conduct;
    private final Learning learning;
    private final Advertiser advertiser;
    private final BanActs bans;
    private final OperatorActs operator;
    private final Upkeep upkeep;
    private final Snapshots snapshots;
    private final Memory memory;
    private final Importing importing;

    /**
     * A core that knows the peers that {@code rules} name.
     *
     * @param self who we are
     * @param rules what is configured
     * @param random for jitter, answers and ties; belongs to the core
     * @param now the time
     */
    public PeerCore(NodeId self, Rules rules, RandomGenerator random, Moment now) {
        pool = new Pool(self, rules, random);
        var gate = new Gate(pool);
        var upgrades = new Upgrades(pool);
        var selfAddresses = new SelfAddresses(pool);
        bans = new BanActs(pool);
        var pace = new CrawlPace(pool);
        var probes = new Probes(pool);
        dialer = new Dialer(pool, gate, upgrades, pace, probes);
        acceptor = new Acceptor(pool, gate, upgrades);
        connections = new Connections(pool, gate);
        conduct = new Conduct(pool, bans);
        learning = new Learning(pool);
        advertiser = new Advertiser(pool, selfAddresses);
        operator = new OperatorActs(pool, learning);
        upkeep = new Upkeep(pool, dialer, acceptor, bans, upgrades, pace, probes);
        snapshots = new Snapshots(pool, selfAddresses);
        memory = new Memory(pool, bans);
        importing = new Importing(pool, learning);
        connections.beginNumbers(now);
        operator.replace(rules, now);
    }

    /** What is to be done since the last call. */
    public Effects drain() {
        return pool.effects.drain();
    }

    /** Does what the time has made due; every verb that takes the time does so first. */
    public void tick(Moment now) {
        upkeep.tick(now);
    }

    /** When something but an eviction becomes due by itself, {@link Long#MAX_VALUE} for never. */
    public long nextDeadlineNanos(Moment now) {
        return upkeep.nextDeadlineNanos(now);
    }

    /** When an eviction is to be handed out next, {@link Long#MAX_VALUE} for never. */
    public long nextOrderNanos() {
        return upkeep.nextOrderNanos();
    }

    /** See {@link PeerManager#screen}; {@code veto} is what filters say. */
    public Screening screen(Endpoint remote, Optional<Reason> veto, Moment now) {
        upkeep.tick(now);
        return acceptor.screen(remote, veto, now);
    }

    /** See {@link PeerManager#tryDialNext}. */
    public Optional<DialTicket> dialNext(Moment now) {
        upkeep.tick(now);
        return dialer.next(now);
    }

    /** See {@link PeerManager#dialFailed}. */
    public void dialFailed(DialTicket ticket, Reason reason, Blame blame, Moment now) {
        upkeep.tick(now);
        dialer.failed(ticket, reason, blame, now);
    }

    /** See {@link PeerManager#dialed}; {@code veto} is what filters say. */
    public Admission dialed(DialTicket ticket, PeerFacts facts, Optional<Reason> veto, Moment now) {
        upkeep.tick(now);
        return dialer.dialed(ticket, facts, veto, now);
    }

    /** See {@link PeerManager#acceptFailed}. */
    public void acceptFailed(AcceptTicket ticket, Reason reason, Blame blame, Moment now) {
        upkeep.tick(now);
        acceptor.failed(ticket, reason, blame, now);
    }

    /** See {@link PeerManager#accepted}; {@code veto} is what filters say. */
    public Admission accepted(
            AcceptTicket ticket, PeerFacts facts, Optional<Reason> veto, Moment now) {
        upkeep.tick(now);
        return acceptor.accepted(ticket, facts, veto, now);
    }

    /** See {@link PeerManager#ready}. */
    public void ready(PeerRef peer, Moment now) {
        upkeep.tick(now);
        connections.ready(peer, now);
    }

    /** See {@link PeerManager#errored}. */
    public void errored(PeerRef peer, Behaviour behaviour, String source, Moment now) {
        upkeep.tick(now);
        conduct.seen(peer, behaviour, source, now);
    }

    /** See {@link PeerManager#tryEvictNext}. */
    public Optional<Eviction> evictNext(Moment now) {
        upkeep.tick(now);
        return connections.evictNext(now);
    }

    /** See {@link PeerManager#disconnected}. */
    public void disconnected(PeerRef peer, Reason reason, Blame blame, Moment now) {
        upkeep.tick(now);
        connections.disconnected(peer, reason, blame, now);
    }

    /** See {@link PeerManager#protocolsAvailable}. */
    public void protocolsAvailable(Set<Protocol> protocols) {
        operator.protocols(protocols);
    }

    /** See {@link PeerManager#listening}. */
    public void listening(List<Endpoint> endpoints) {
        pool.listening = List.copyOf(endpoints);
    }

    /** See {@link PeerManager#adopt}. */
    public void adopt(List<PeerManager.Adopted> adopted, Moment now) {
        upkeep.tick(now);
        connections.adopt(adopted, now);
    }

    /** See {@link Peers#connected}. */
    public List<PeerInfo> connected() {
        return snapshots.connected();
    }

    /** See {@link Peers#advertise}. */
    public List<NodeAddress> advertise(PeerRef to, int limit, Moment now) {
        return advertiser.advertise(to, limit, now);
    }

    /** See {@link Peers#learned}. */
    public int learned(List<NodeAddress> addresses, PeerRef from, Moment now) {
        upkeep.tick(now);
        return learning.learned(addresses, from, now);
    }

    /** See {@link Peers#selfDeclared}. */
    public void selfDeclared(NodeAddress address, PeerRef from, Moment now) {
        upkeep.tick(now);
        learning.selfDeclared(address, from, now);
    }

    /** See {@link Peers#known}. */
    public Peers.Known known() {
        var size = pool.book.size();
        return new Peers.Known(
                size,
                pool.book.verified(),
                snapshots.connectedCount(),
                size < pool.rules.book().wanted());
    }

    /** See {@link dev.tendril.api.peer.PeerAdmin#dial}. */
    public Optional<Reason> dial(NodeAddress address, Moment now) {
        upkeep.tick(now);
        return operator.dial(address, now);
    }

    /** See {@link dev.tendril.api.peer.PeerAdmin#disconnect}. */
    public Optional<Reason> disconnect(NodeId nodeId, Duration leaveAlone, Moment now) {
        upkeep.tick(now);
        return operator.disconnect(nodeId, leaveAlone, now);
    }

    /** See {@link dev.tendril.api.peer.PeerAdmin#persist}. */
    public Optional<Reason> persist(NodeAddress address, Moment now) {
        return operator.persist(address, now);
    }

    /** See {@link dev.tendril.api.peer.PeerAdmin#unpersist}. */
    public Optional<Reason> unpersist(NodeId nodeId, Moment now) {
        return operator.unpersist(nodeId, now);
    }

    /** See {@link dev.tendril.api.peer.PeerAdmin#conceal}. */
    public Optional<Reason> conceal(NodeId nodeId, Moment now) {
        return operator.conceal(nodeId, now);
    }

    /** See {@link dev.tendril.api.peer.PeerAdmin#reveal}. */
    public Optional<Reason> reveal(NodeId nodeId, Moment now) {
        return operator.reveal(nodeId, now);
    }

    /** See {@link dev.tendril.api.peer.PeerAdmin#ban}. */
    public Optional<Reason> ban(BanTarget target, Duration duration, Reason reason, Moment now) {
        return bans.ban(target, memory.endOf(duration, now), reason, true, now);
    }

    /** See {@link dev.tendril.api.peer.PeerAdmin#unban}. */
    public Optional<Reason> unban(BanTarget target, Moment now) {
        return bans.unban(target, now);
    }

    /** See {@link dev.tendril.api.peer.PeerAdmin#bans}. */
    public List<Ban> bans(Moment now) {
        bans.expire(now);
        return pool.bans.all();
    }

    /** The ban of {@code target} in force. */
    public Optional<Ban> ban(BanTarget target) {
        return pool.bans.get(target);
    }

    /** The ban in force that keeps a peer away, by its id or by a network it has an address in. */
    public Optional<Ban> banOf(NodeId nodeId) {
        return pool.bans
                .of(nodeId)
                .or(
                        () ->
                                pool.book.get(nodeId).stream()
                                        .flatMap(peer -> peer.addresses().stream())
                                        .flatMap(known -> banAt(known.address().host()).stream())
                                        .filter(ban -> pool.holdsFor(ban, nodeId))
                                        .findFirst());
    }

    /** The ban in force of a network that {@code host} is in; empty for a name. */
    public Optional<Ban> banAt(String host) {
        return IpRange.literal(host).flatMap(pool.bans::of);
    }

    /** How long a peer is still left alone; empty when it is not. */
    public Optional<Duration> pauseLeft(NodeId nodeId, Moment now) {
        return pool.book
                .get(nodeId)
                .map(Peer::state)
                .filter(PeerState.Inactive.class::isInstance)
                .map(PeerState.Inactive.class::cast)
                .map(pause -> Duration.ofNanos(Math.max(0, pause.untilNanos() - now.nanos())));
    }

    /** Outbound connections and dials that hold a slot. */
    public int outboundTaken() {
        return pool.slots.taken(Slots.Kind.OUTBOUND);
    }

    /** Who we are. */
    public NodeId self() {
        return pool.self;
    }

    /** The rules in force. */
    public Rules rules() {
        return pool.rules;
    }

    /** Replaces the rules; no state is lost, and what is now too much goes one after another. */
    public void rules(Rules rules, Moment now) {
        operator.replace(rules, now);
        upkeep.tick(now);
    }

    /** Takes in what was stored; what is known already stays as it is. */
    public void restore(Collection<StoredPeer> peers, Collection<Ban> stored, Moment now) {
        memory.restore(peers, stored, now);
    }

    /**
     * Takes in addresses of a file as hearsay, one for each id that has none yet.
     *
     * @return how many were {@code taken}, and how many not, by the reason
     */
    public SortedMap<String, Integer> imported(Collection<NodeAddress> addresses, Moment now) {
        upkeep.tick(now);
        return importing.take(addresses, now);
    }

    /** The ids of all peers that are known. */
    public List<NodeId> ids() {
        return pool.book.all().stream().map(peer -> peer.id()).sorted().toList();
    }

    /** What is to be stored of a peer; empty when nothing is. */
    public Optional<StoredPeer> toStore(NodeId nodeId, Moment now) {
        return memory.toStore(nodeId, now);
    }

    /** Everything at one moment. */
    public PeerManagerSnapshot snapshot(
            Map<String, Long> gauges, Map<String, Long> counters, Moment now) {
        return snapshots.all(gauges, counters, now);
    }

    /** One peer at one moment. */
    public Optional<PeerSnapshot> snapshot(NodeId nodeId, Moment now) {
        return snapshots.of(nodeId, now);
    }

    /** What a peer is doing, as snapshots show it; empty when nothing is known of it. */
    public Optional<String> state(NodeId nodeId) {
        return pool.book.get(nodeId).map(peer -> peer.state().text());
    }

    /** How full everything is; quick. */
    public Figures figures() {
        return Figures.of(pool);
    }

    /** Who is known at a host, host and port, or address. */
    public List<NodeId> at(String text) {
        return snapshots.at(text);
    }

    Pool pool() {
        return pool;
    }

    Learning learning() {
        return learning;
    }
}
