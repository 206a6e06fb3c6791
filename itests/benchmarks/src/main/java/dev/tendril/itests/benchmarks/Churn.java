package dev.tendril.itests.benchmarks;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.Admission;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.api.peer.Screening;
import dev.tendril.peermanager.CoreFixture;
import dev.tendril.peermanager.PeerManagerOptions;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.pool.Effects;
import dev.tendril.peermanager.pool.PeerCore;
import dev.tendril.support.limit.Limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The busy life of a peer manager's core: dials that fail and that succeed, arrivals, praise and
 * blame, evictions, ends, and messages of a hundred addresses. After each verb its effects are
 * taken, as the shell of the core does. A verb that changed nothing is not counted. Time is that of
 * the churn, which goes on by a fixed step for each event.
 */
final class Churn {

    /** What is counted. */
    enum Verb {
        DIAL,
        DIAL_FAILED,
        DIALED,
        SCREEN,
        ACCEPTED,
        READY,
        MERIT,
        OFFENCE,
        EVICT,
        DISCONNECTED,
        LEARNED
    }

    /** Addresses of one message. */
    static final int ADDRESSES = 100;

    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMillis(200);
    private static final int INVENTED_PER_MESSAGE = 10;

    /** Of so many events one is a message of addresses. */
    private static final int EVENTS_PER_MESSAGE = 50;

    private static final Reason REFUSED = Reason.of("connection-refused");
    private static final Reason EOF = Reason.of("eof");
    private static final Behaviour BLOCK = Behaviour.merit(1, "block");
    private static final Behaviour SLOW = Behaviour.offence(Behaviour.Severity.MINOR, "slow", "");
    private static final Behaviour BAD =
            Behaviour.offence(Behaviour.Severity.FATAL, "bad-message", "");

    private final int connections;
    private final RandomGenerator random;
    private final ChurnPeers peers;
    private final PeerCore core;
    private final List<PeerRef> connected = new ArrayList<>();
    private final Map<PeerRef, Integer> places = new HashMap<>();
    private final Map<Verb, Long> counts = new EnumMap<>(Verb.class);
    private long nowNanos;
    private long verbs;
    private long events;

    /**
     * A node that knows {@code known} peers and holds {@code connections} others, all in place.
     *
     * @param seed of everything
     */
    Churn(int known, int connections, long seed) {
        this.connections = connections;
        this.random = new SplittableRandom(seed);
        this.peers = new ChurnPeers(known + connections, random, new Histories(random, EPOCH));
        var options =
                PeerManagerOptions.builder()
                        .maxInbound(Limit.of(connections / 2))
                        .maxOutbound(Limit.of(connections - connections / 2))
                        .peersStored(Limit.of(known + connections))
                        .build();
        core =
                new PeerCore(
                        peers.self(),
                        CoreFixture.rules(options),
                        new SplittableRandom(seed),
                        now());
        core.protocolsAvailable(Set.of(Protocol.MCONN));
        core.restore(peers.stored(), List.of(), now());
        core.drain();
        while (connected.size() < connections) {
            event();
        }
    }

    private Moment now() {
        return new Moment(nowNanos, EPOCH.plusNanos(nowNanos));
    }

    /** Lets things happen until {@code count} more verbs have done something. */
    void run(long count) {
        var end = verbs + count;
        while (verbs < end) {
            event();
        }
    }

    long verbs() {
        return verbs;
    }

    int connected() {
        return connected.size();
    }

    int known() {
        return core.known().peers();
    }

    /** How often each verb has done something. */
    Map<Verb, Long> counts() {
        return counts;
    }

    private void event() {
        nowNanos += STEP.toNanos();
        events++;
        if (connected.size() >= connections) {
            endOne();
        } else if (random.nextBoolean()) {
            dial();
        } else {
            accept();
        }
        if (!connected.isEmpty()) {
            judge();
            if (events % EVENTS_PER_MESSAGE == 0) {
                learn();
            }
        }
        evict();
    }

    private void done(Verb verb, boolean hasAnswer) {
        var effects = core.drain();
        if (hasAnswer || isSomething(effects)) {
            verbs++;
            counts.merge(verb, 1L, Long::sum);
        }
    }

    private static boolean isSomething(Effects effects) {
        return effects.changed()
                || !effects.decisions().isEmpty()
                || !effects.updates().isEmpty()
                || !effects.dirtyBans().isEmpty();
    }

    private void dial() {
        var ticket = core.dialNext(now());
        done(Verb.DIAL, ticket.isPresent());
        ticket.ifPresent(this::end);
    }

    private void end(DialTicket ticket) {
        var node = peers.find(ticket.address().nodeId());
        if (node.isEmpty() || random.nextBoolean()) {
            core.dialFailed(ticket, REFUSED, Blame.NOBODY, now());
            done(Verb.DIAL_FAILED, false);
            return;
        }
        var facts = peers.facts(node.get(), Direction.OUTBOUND);
        var admission = core.dialed(ticket, facts, Optional.empty(), now());
        done(Verb.DIALED, true);
        admitted(admission);
    }

    private void accept() {
        var node = peers.any();
        var screening = core.screen(node.remote(), Optional.empty(), now());
        done(Verb.SCREEN, true);
        if (screening instanceof Screening.Passed passed) {
            var facts = peers.facts(node, Direction.INBOUND);
            var admission = core.accepted(passed.ticket(), facts, Optional.empty(), now());
            done(Verb.ACCEPTED, true);
            admitted(admission);
        }
    }

    private void admitted(Admission admission) {
        if (admission instanceof Admission.Admitted in) {
            core.ready(in.peer(), now());
            done(Verb.READY, false);
            places.put(in.peer(), connected.size());
            connected.add(in.peer());
        }
    }

    private void judge() {
        var peer = connected.get(random.nextInt(connected.size()));
        if (random.nextInt(4) == 0) {
            core.errored(peer, SLOW, "churn", now());
            done(Verb.OFFENCE, false);
        } else {
            core.errored(peer, BLOCK, "churn", now());
            done(Verb.MERIT, false);
        }
    }

    /** One in three is thrown out, the others go by themselves. */
    private void endOne() {
        var peer = connected.get(random.nextInt(connected.size()));
        if (random.nextInt(3) == 0) {
            core.errored(peer, BAD, "churn", now());
            done(Verb.OFFENCE, false);
        } else {
            disconnected(peer);
        }
    }

    private void evict() {
        for (var next = core.evictNext(now()); next.isPresent(); next = core.evictNext(now())) {
            done(Verb.EVICT, true);
            disconnected(next.get().peer());
        }
        core.drain();
    }

    private void disconnected(PeerRef peer) {
        core.disconnected(peer, EOF, Blame.NOBODY, now());
        done(Verb.DISCONNECTED, false);
        remove(peer);
    }

    /** The last one takes its place, so that nothing is searched for. */
    private void remove(PeerRef peer) {
        var place = Objects.requireNonNull(places.remove(peer));
        var last = connected.removeLast();
        if (!last.equals(peer)) {
            connected.set(place, last);
            places.put(last, place);
        }
    }

    private void learn() {
        var peer = connected.get(random.nextInt(connected.size()));
        var told = new ArrayList<NodeAddress>();
        for (var i = 0; i < ADDRESSES; i++) {
            told.add(i < INVENTED_PER_MESSAGE ? peers.invented() : peers.any().address());
        }
        core.learned(told, peer, now());
        done(Verb.LEARNED, false);
    }

    /** Answers so many peers that ask for addresses. @return how many addresses they were told */
    long answer(int requests) {
        var told = 0L;
        for (var i = 0; i < requests; i++) {
            var peer = connected.get(random.nextInt(connected.size()));
            told += core.advertise(peer, ADDRESSES, now()).size();
            core.drain();
        }
        return told;
    }
}
