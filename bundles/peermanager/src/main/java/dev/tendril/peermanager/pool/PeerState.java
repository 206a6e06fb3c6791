package dev.tendril.peermanager.pool;

import dev.tendril.api.decision.Reason;

import java.util.Optional;

/** What a peer is doing: exactly one of these at any time (I-1). */
sealed interface PeerState {

    /** As snapshots and tables show it. */
    String text();

    /** The connection, where there is one. */
    default Optional<Link> current() {
        return Optional.empty();
    }

    /**
     * Not connected.
     *
     * @param restUntilNanos not dialed before this, whatever its addresses say
     */
    record Idle(long restUntilNanos) implements PeerState {
        @Override
        public String text() {
            return "idle";
        }
    }

    /**
     * Being dialed.
     *
     * @param ticket number of the dial ticket
     */
    record Dialing(long ticket) implements PeerState {
        @Override
        public String text() {
            return "dialing";
        }
    }

    /** Admitted, not routed yet. */
    record Connected(Link link) implements PeerState {
        @Override
        public String text() {
            return "connected";
        }

        @Override
        public Optional<Link> current() {
            return Optional.of(link);
        }
    }

    /** Routed: subscribers know of it. */
    record Ready(Link link) implements PeerState {
        @Override
        public String text() {
            return "ready";
        }

        @Override
        public Optional<Link> current() {
            return Optional.of(link);
        }
    }

    /**
     * To be disconnected, or being disconnected.
     *
     * @param link the connection
     * @param reason why
     * @param pauseNanos how long the peer is kept away afterwards
     * @param handOutAtNanos when the order is given, or given again
     */
    record Evicting(Link link, Reason reason, long pauseNanos, long handOutAtNanos)
            implements PeerState {
        @Override
        public String text() {
            return "evicting";
        }

        @Override
        public Optional<Link> current() {
            return Optional.of(link);
        }
    }

    /**
     * Left alone for a while.
     *
     * @param untilNanos until then
     * @param reason why
     * @param refused whether it may not connect to us either
     */
    record Inactive(long untilNanos, Reason reason, boolean refused) implements PeerState {
        @Override
        public String text() {
            return "inactive";
        }
    }

    /** Kept away by a ban of its id. */
    record Banned() implements PeerState {
        @Override
        public String text() {
            return "banned";
        }
    }
}
