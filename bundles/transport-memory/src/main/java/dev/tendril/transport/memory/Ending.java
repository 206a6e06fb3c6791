package dev.tendril.transport.memory;

import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.transport.ConnectionClosedException;
import dev.tendril.api.transport.HandshakeException;
import dev.tendril.api.transport.HandshakeFailure;

/** How a connection ended. */
record Ending(Reason reason, Blame blame) {

    /** The peer used a channel that was never announced on the connection. */
    static final String UNKNOWN_CHANNEL = "unknown-channel";

    /** The peer sent a message longer than its channel allows. */
    static final String MESSAGE_TOO_LARGE = "message-too-large";

    /** The way between the two broke. */
    static final String CONNECTION_LOST = "connection-lost";

    static Ending closedHere() {
        return new Ending(Reason.of(ConnectionClosedException.CLOSED_HERE), Blame.US);
    }

    static Ending peerClosed() {
        return new Ending(Reason.of(ConnectionClosedException.PEER_CLOSED), Blame.NOBODY);
    }

    static Ending lost(String detail) {
        return new Ending(new Reason(CONNECTION_LOST, detail), Blame.NOBODY);
    }

    static Ending offence(String code, String detail) {
        return new Ending(new Reason(code, detail), Blame.PEER);
    }

    static Ending handshake(HandshakeFailure failure, String detail) {
        var blame =
                switch (failure) {
                    case HANDSHAKE_TIMEOUT, HANDSHAKE_CLOSED -> Blame.NOBODY;
                    case HANDSHAKE_MALFORMED,
                            AUTHENTICATION_FAILED,
                            WRONG_NODE_ID,
                            NODE_INFO_INVALID ->
                            Blame.PEER;
                };
        return new Ending(failure.reason(detail), blame);
    }

    ConnectionClosedException closed() {
        return new ConnectionClosedException(reason, blame);
    }

    HandshakeException handshakeFailed() {
        return new HandshakeException(reason, blame);
    }
}
