package dev.tendril.transport.mconn;

import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.transport.ConnectionClosedException;
import dev.tendril.api.transport.HandshakeException;
import dev.tendril.api.transport.HandshakeFailure;
import dev.tendril.transport.mconn.reason.MconnFailure;
import dev.tendril.transport.mconn.reason.ProtocolFault;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/** Ends a connection whose handshake fails, and finds the reason to tell: the first one counts. */
final class HandshakeEnd {

    private final ConnectionEnd end;

    HandshakeEnd(ConnectionEnd end) {
        this.end = end;
    }

    /** The deadline has come. */
    void timeout() {
        end.end(
                HandshakeFailure.HANDSHAKE_TIMEOUT.reason("the deadline of the handshake came"),
                Blame.NOBODY);
    }

    /** What to throw for {@code e}, which ends the connection unless it has ended before. */
    HandshakeException exception(IOException e) throws InterruptedException {
        switch (e) {
            case ClosedByInterruptException interrupted -> {
                end.end(closedHere("interrupted"), Blame.US);
                if (!isTimeout()) {
                    Thread.interrupted();
                    throw (InterruptedException) new InterruptedException().initCause(interrupted);
                }
            }
            case HandshakeException failed -> end.end(failed.reason(), failed.blame());
            case ProtocolFault fault -> end(handshakeFailure(fault.failure()), fault);
            default ->
                    end.end(
                            HandshakeFailure.HANDSHAKE_CLOSED.reason(
                                    String.valueOf(e.getMessage())),
                            Blame.NOBODY);
        }
        ConnectionEnd.Ended how = end.first().orElseThrow();
        return new HandshakeException(how.reason(), how.blame(), e);
    }

    /** For what is no {@link IOException}: our bug, or a random source that failed. */
    void closeUnless(boolean done) {
        if (!done) {
            end.end(closedHere("the handshake did not finish"), Blame.US);
        }
    }

    private boolean isTimeout() {
        return end.first()
                .map(how -> how.reason().code())
                .filter(HandshakeFailure.HANDSHAKE_TIMEOUT.code()::equals)
                .isPresent();
    }

    private void end(HandshakeFailure failure, ProtocolFault fault) {
        Reason reason = failure.reason(fault.failure().code() + ": " + fault.detail());
        end.end(reason, fault.failure().blame());
    }

    private static HandshakeFailure handshakeFailure(MconnFailure failure) {
        return switch (failure) {
            case FRAME_NOT_AUTHENTIC -> HandshakeFailure.AUTHENTICATION_FAILED;
            case FRAME_TRUNCATED, CONNECTION_RESET -> HandshakeFailure.HANDSHAKE_CLOSED;
            default -> HandshakeFailure.HANDSHAKE_MALFORMED;
        };
    }

    private static Reason closedHere(String detail) {
        return new Reason(ConnectionClosedException.CLOSED_HERE, detail);
    }
}
