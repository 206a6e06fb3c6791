package dev.tendril.reactor.pex;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.Behaviour.Severity;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Who is asked when, and who may ask when: decisions only, with the time as an argument and no
 * message in sight. One record for each connected peer, so the router's limits bound it. Not for
 * use by several threads.
 *
 * <p>Towards peers CometBFT's rules are kept as it checks them: one request in the air, none within
 * 10 s of the last (wire.md 5.2). The schedule runs by the clock alone; what peers send neither
 * delays nor triggers it (conformance N-PEX-01).
 */
final class PexPolicy {

    static final String TOO_SOON = "pex-too-soon";
    static final String UNSOLICITED = "pex-unsolicited";
    static final String BAD_ADDRESS = "pex-bad-address";

    /** Requests of a peer that come too soon are free so often, as in CometBFT. */
    private static final int FREE_REQUESTS = 2;

    /** How far apart Tendermint 0.35's family keeps its requests (wire.md 5.2, Tenderdash's). */
    private static final Duration FAST_ANSWER_INTERVAL = Duration.ofMillis(100);

    /** The schedule's next step varies by this share, so that nodes do not ask in step. */
    private static final double JITTER = 0.2;

    private final PexOptions options;
    private final RandomGenerator random;
    private final Map<PeerRef, Peer> peers = new TreeMap<>();
    private long nextStepNanos;

    PexPolicy(PexOptions options, RandomGenerator random, long nowNanos) {
        this.options = options;
        this.random = random;
        scheduleAfter(nowNanos);
    }

    /** What is known of one connection. Times are meaningless until their count is above 0. */
    private static final class Peer {
        private final Family family;

        /** A request is in the air. */
        private boolean outstanding;

        private int asked;
        private long askedNanos;
        private int requests;
        private long requestedNanos;

        /** Answers to requests of a former run of the reactor, which nobody here remembers. */
        private int oldAnswers;

        private Peer(Family family) {
            this.family = family;
        }
    }

    /** A connection that has just begun. */
    void up(PeerRef peer, Family family) {
        peers.put(peer, new Peer(family));
    }

    /**
     * A connection that is older than this run: it may have been asked a moment ago, and its answer
     * may be on its way.
     */
    void taken(PeerRef peer, Family family, long nowNanos) {
        up(peer, family);
        asked(peer, nowNanos);
        var state = peers.get(peer);
        if (state != null) {
            state.outstanding = false;
            state.oldAnswers = 1;
        }
    }

    /** A connection that has ended, or cannot be used any more. */
    void down(PeerRef peer) {
        peers.remove(peer);
    }

    /** When {@link #step} is to be called next. */
    long nextStepNanos() {
        return nextStepNanos;
    }

    /** The schedule's step: whom to ask now, when addresses are wanted. */
    Optional<PeerRef> step(boolean wanted, long nowNanos) {
        scheduleAfter(nowNanos);
        var free =
                wanted
                        ? peers.keySet().stream().filter(peer -> mayAsk(peer, nowNanos)).toList()
                        : List.<PeerRef>of();
        return free.isEmpty()
                ? Optional.empty()
                : Optional.of(free.get(random.nextInt(free.size())));
    }

    private void scheduleAfter(long nowNanos) {
        var factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        nextStepNanos = nowNanos + (long) (options.askInterval().toNanos() * factor);
    }

    /** Whether {@code peer} is there and may be asked now. */
    boolean mayAsk(PeerRef peer, long nowNanos) {
        var state = peers.get(peer);
        return state != null
                && !state.outstanding
                && (state.asked == 0 || nowNanos - state.askedNanos >= pauseNanos(state));
    }

    /** The second request may come as early as allowed: the first found a peer that knew few. */
    private long pauseNanos(Peer state) {
        var pause = state.asked == 1 ? PexOptions.ASK_PEER_INTERVAL_MIN : options.askPeerInterval();
        return pause.toNanos();
    }

    /** A request to {@code peer} is on its way. */
    void asked(PeerRef peer, long nowNanos) {
        var state = peers.get(peer);
        if (state != null) {
            state.outstanding = true;
            state.asked++;
            state.askedNanos = nowNanos;
        }
    }

    /**
     * A request of {@code peer} has come; what is wrong with it, or empty when it is to be
     * answered. CometBFT's own peers never break the rule and are banned for it, as CometBFT does;
     * Tendermint 0.35's family may, by a little, and is only not answered.
     */
    Optional<Behaviour> requested(PeerRef peer, Dialect dialect, long nowNanos) {
        var state = peers.get(peer);
        if (state == null) {
            return Optional.of(Behaviour.offence(Severity.MINOR, TOO_SOON, "not connected"));
        }
        var since = nowNanos - state.requestedNanos;
        var fast = state.family == Family.TENDERMINT_035;
        var interval = fast ? FAST_ANSWER_INTERVAL : options.answerInterval();
        var free = fast ? 1 : FREE_REQUESTS;
        if (state.requests >= free && since < interval.toNanos()) {
            var severity = fast || dialect == Dialect.URL ? Severity.MINOR : Severity.BAN;
            var detail = "after " + Duration.ofNanos(since).toMillis() + " ms";
            return Optional.of(Behaviour.offence(severity, TOO_SOON, detail));
        }
        state.requests = Math.min(state.requests + 1, FREE_REQUESTS);
        state.requestedNanos = nowNanos;
        return Optional.empty();
    }

    /**
     * What is wrong with an answer's addresses; empty when nothing is. One bad entry is a minor
     * offence, as it may have come from others; whoever tells mostly such is no source (N-PEX-04).
     */
    static Optional<Behaviour> judged(PexAnswers.Told told) {
        var bad = told.malformed() + told.bogus();
        if (bad == 0) {
            return Optional.empty();
        }
        var severity = bad > told.total() / 2 ? Severity.MAJOR : Severity.MINOR;
        var detail = bad + " of " + told.total() + " entries";
        return Optional.of(Behaviour.offence(severity, BAD_ADDRESS, detail));
    }

    /**
     * An answer of {@code peer} has come; what is wrong with it, or empty when it was asked for.
     */
    Optional<Behaviour> answered(PeerRef peer) {
        var state = peers.get(peer);
        if (state != null && state.outstanding) {
            state.outstanding = false;
            return Optional.empty();
        }
        if (state != null && state.oldAnswers > 0) {
            state.oldAnswers--;
            return Optional.empty();
        }
        return Optional.of(Behaviour.offence(Severity.BAN, UNSOLICITED, ""));
    }
}
