package dev.tendril.api.channel;

import dev.tendril.api.decision.Reason;

/**
 * What a reactor has seen a peer do. The ADR's {@code PeerError}, graded, and the good report it
 * planned (ADR 062, Peer Manager and Channels).
 */
public sealed interface Behaviour {

    /** {@return what was seen} */
    Reason reason();

    /**
     * Something that counts against the peer.
     *
     * @param severity how much
     * @param reason what was seen
     */
    record Offence(Severity severity, Reason reason) implements Behaviour {}

    /**
     * Something that speaks for the peer. What merits add is bounded per source and time, and
     * decays.
     *
     * @param points how much, 1..{@value #POINTS_MAX}
     * @param reason what was seen
     */
    record Merit(int points, Reason reason) implements Behaviour {

        /** Most points of one merit. */
        public static final int POINTS_MAX = 10;

        /** Checks what the components promise. */
        public Merit {
            if (points < 1 || points > POINTS_MAX) {
                throw new IllegalArgumentException("merit is not within 1..10: " + points);
            }
        }
    }

    /** How bad an offence is. */
    enum Severity {
        /** Lowers the score; an honest peer may do it now and then. */
        MINOR,
        /** Lowers the score so far that a few in short time end the connection. */
        MAJOR,
        /** Ends the connection. */
        FATAL,
        /** Ends the connection and keeps the peer away for a while. */
        BAN
    }

    /**
     * {@return an offence of severity {@code severity}}
     *
     * @param severity how bad it is
     * @param code lower-case words joined by {@code -}
     * @param detail this case, for an operator; may be empty
     */
    static Offence offence(Severity severity, String code, String detail) {
        return new Offence(severity, new Reason(code, detail));
    }

    /**
     * {@return a merit of {@code points}}
     *
     * @param points 1..10
     * @param code lower-case words joined by {@code -}
     */
    static Merit merit(int points, String code) {
        return new Merit(points, Reason.of(code));
    }
}
