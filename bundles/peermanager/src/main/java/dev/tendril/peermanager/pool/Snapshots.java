package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.AddressSnapshot;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.peer.PeerManagerSnapshot;
import dev.tendril.api.peer.PeerSnapshot;
import dev.tendril.peermanager.policy.ArrivalRules;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.RetryRules;
import dev.tendril.peermanager.policy.StandingRules;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Pictures of the state; gauges are counted from it each time, so that none can drift (D-42,
 * N-PM-11).
 */
final class Snapshots {

    private final Pool pool;
    private final SelfAddresses self;

    Snapshots(Pool pool, SelfAddresses self) {
        this.pool = pool;
        this.self = self;
    }

    PeerManagerSnapshot all(Map<String, Long> shellGauges, Map<String, Long> counters, Moment now) {
        var peers = pool.book.inOrder().stream().map(peer -> one(peer, now)).toList();
        var gauges = gauges();
        gauges.putAll(shellGauges);
        return new PeerManagerSnapshot(
                pool.self, peers, limits(), gauges, counters, self.explained());
    }

    Optional<PeerSnapshot> of(NodeId id, Moment now) {
        return pool.book.get(id).map(peer -> one(peer, now));
    }

    /** Connected and ready peers, in order of ids. */
    List<PeerInfo> connected() {
        return pool.links.all().stream()
                .filter(Link::up)
                .map(Link::info)
                .sorted(Comparator.comparing((PeerInfo info) -> info.ref().nodeId()))
                .toList();
    }

    int connectedCount() {
        return (int) pool.links.all().stream().filter(Link::up).count();
    }

    private PeerSnapshot one(Peer peer, Moment now) {
        var named = pool.rules.named();
        return new PeerSnapshot(
                peer.id(),
                peer.state().text(),
                peer.link().map(Link::info),
                peer.link().map(link -> Duration.ofNanos(now.nanos() - link.sinceNanos())),
                peer.addresses().stream()
                        .sorted(KnownAddress.BEST_FIRST)
                        .map(known -> address(known, now))
                        .toList(),
                score(peer, now),
                named.isPersistent(peer.id()),
                named.unconditional().contains(peer.id()),
                named.privateIds().contains(peer.id()),
                nextDial(peer, now),
                why(peer));
    }

    private long score(Peer peer, Moment now) {
        return pool.rules.named().isPersistent(peer.id())
                ? StandingRules.PERSISTENT
                : peer.standing().score(now.nanos(), pool.rules.standing());
    }

    private Optional<Duration> nextDial(Peer peer, Moment now) {
        var atNanos = peer.nextDialNanos(pool.book.protocols());
        return atNanos == RetryRules.NEVER
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, atNanos - now.nanos())));
    }

    private Optional<Reason> why(Peer peer) {
        return switch (peer.state()) {
            case PeerState.Evicting evicting -> Optional.of(evicting.reason());
            case PeerState.Inactive inactive -> Optional.of(inactive.reason());
            case PeerState.Banned banned ->
                    pool.bans.of(peer.id()).map(ban -> ban.reason()).or(peer::lastReason);
            case PeerState.Idle idle -> peer.lastReason();
            case PeerState.Dialing dialing -> peer.lastReason();
            case PeerState.Connected connected -> peer.lastReason();
            case PeerState.Ready ready -> peer.lastReason();
        };
    }

    private static AddressSnapshot address(KnownAddress known, Moment now) {
        var waitNanos = known.eligibleAtNanos() - now.nanos();
        return new AddressSnapshot(
                known.address(),
                known.originText(),
                known.source(),
                known.failures(),
                waitNanos > 0 ? Optional.of(Duration.ofNanos(waitNanos)) : Optional.empty());
    }

    private Map<String, String> limits() {
        var limits = new TreeMap<String, String>();
        var slots = pool.rules.slots();
        limits.put("inbound", slots.inbound().text());
        limits.put("outbound", slots.outbound().text());
        limits.put("connected", slots.connected().text());
        limits.put("upgrades", Integer.toString(slots.upgrades()));
        limits.put("handshakes", Integer.toString(slots.handshakes()));
        limits.put("peers-stored", Integer.toString(pool.rules.book().peersMax()));
        limits.put("hearsay", Integer.toString(pool.rules.book().hearsayMax()));
        limits.put("hearsay-per-source", Integer.toString(pool.rules.book().hearsayPerSourceMax()));
        limits.put("hearsay-per-group", Integer.toString(pool.rules.book().hearsayPerGroupMax()));
        limits.put("addresses-per-peer", Integer.toString(pool.rules.book().addressesPerPeerMax()));
        limits.put("bans", Integer.toString(Bans.BANS_MAX));
        limits.put("arrival-burst", Integer.toString(pool.rules.arrivals().burst()));
        limits.put("arrivals", Integer.toString(ArrivalRules.PLACES_MAX));
        return limits;
    }

    private TreeMap<String, Long> gauges() {
        var gauges = new TreeMap<String, Long>();
        for (var state :
                List.of(
                        "idle",
                        "dialing",
                        "connected",
                        "ready",
                        "evicting",
                        "inactive",
                        "banned")) {
            gauges.put("peers." + state, 0L);
        }
        pool.book
                .all()
                .forEach(peer -> gauges.merge("peers." + peer.state().text(), 1L, Long::sum));
        gauges.put("peers.known", (long) pool.book.size());
        gauges.put("peers.verified", (long) pool.book.verified());
        gauges.put("addresses.hearsay", (long) pool.book.hearsay().size());
        for (var kind : Slots.Kind.values()) {
            gauges.put(
                    "slots." + kind.name().toLowerCase(java.util.Locale.ROOT),
                    (long) pool.slots.taken(kind));
        }
        for (var direction : Direction.values()) {
            gauges.put(
                    "connections." + direction.brief(),
                    pool.links.all().stream()
                            .filter(link -> link.direction() == direction)
                            .count());
        }
        gauges.put("bans", (long) pool.bans.size());
        gauges.put("sources.judged", (long) pool.sources.size());
        gauges.put("arrivals", (long) pool.arrivals.size());
        return gauges;
    }

    /** Who is known at a host, host and port, or address. */
    List<NodeId> at(String text) {
        return pool.book.all().stream()
                .filter(
                        peer ->
                                peer.addresses().stream().anyMatch(known -> isAt(known, text))
                                        || peer.link()
                                                .filter(
                                                        link ->
                                                                link.info()
                                                                        .remote()
                                                                        .toString()
                                                                        .contains(text))
                                                .isPresent())
                .map(Peer::id)
                .sorted()
                .toList();
    }

    private static boolean isAt(KnownAddress known, String text) {
        var address = known.address();
        return address.host().equals(text)
                || address.hostPort().equals(text)
                || address.toString().equals(text);
    }
}
