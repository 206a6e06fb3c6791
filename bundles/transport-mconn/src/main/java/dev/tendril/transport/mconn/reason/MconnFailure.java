package dev.tendril.transport.mconn.reason;

import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;

import java.util.Locale;

/**
 * The ways a connection of this transport ends, besides the ends that every transport has (wire.md
 * 4.7). The code is the name in lower case, {@code _} as {@code -}.
 */
public enum MconnFailure {
    /** A frame that was not sealed by the peer, was changed, repeated or left out. */
    FRAME_NOT_AUTHENTIC(Blame.PEER),
    /** An authentic frame that claims more data than fit. */
    FRAME_LENGTH_INVALID(Blame.PEER),
    /** More frames without data in a row than allowed. */
    EMPTY_FRAMES(Blame.PEER),
    /** The stream ended within a frame. */
    FRAME_TRUNCATED(Blame.NOBODY),
    /** A direction has used all its nonces. */
    NONCES_EXHAUSTED(Blame.NOBODY),
    /** A packet that is no protobuf, or has a field of the wrong type. */
    PACKET_MALFORMED(Blame.PEER),
    /** A packet whose length is over the limit. */
    PACKET_TOO_LARGE(Blame.PEER),
    /** A packet that is neither ping, pong nor message. */
    PACKET_UNKNOWN(Blame.PEER),
    /** A message on a channel that was never announced on this connection. */
    UNKNOWN_CHANNEL(Blame.PEER),
    /** A message longer than its channel allows. */
    MESSAGE_TOO_LARGE(Blame.PEER),
    /** More unfinished messages than one connection may have. */
    REASSEMBLY_LIMIT(Blame.PEER),
    /** More unfinished messages than all connections together may have. */
    REASSEMBLY_LIMIT_NODE(Blame.US),
    /** More pings than allowed. */
    PING_FLOOD(Blame.PEER),
    /** A ping was followed by nothing at all. */
    PONG_TIMEOUT(Blame.NOBODY),
    /** The peer took nothing of what we sent for too long. */
    WRITE_STALLED(Blame.NOBODY),
    /** The network broke the connection. */
    CONNECTION_RESET(Blame.NOBODY);

    private final Blame blame;

    MconnFailure(Blame blame) {
        this.blame = blame;
    }

    /** Whose doing it is. */
    public Blame blame() {
        return blame;
    }

    /** The code of the reason. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A reason with this code. */
    public Reason reason(String detail) {
        return new Reason(code(), detail);
    }
}
