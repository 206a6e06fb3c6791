package dev.tendril.router;

import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.transport.ConnectionClosedException;
import dev.tendril.api.transport.HandshakeException;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;

/** Turns what transports throw into a reason and whose doing it was. */
final class Failures {

    private Failures() {}

    static PeerLink.End of(Exception failure, String code) {
        return switch (failure) {
            case ConnectionClosedException closed ->
                    new PeerLink.End(closed.reason(), closed.blame());
            case HandshakeException failed -> new PeerLink.End(failed.reason(), failed.blame());
            case RuntimeException bug ->
                    new PeerLink.End(new Reason(ReasonCodes.TRANSPORT_FAILED, text(bug)), Blame.US);
            default -> new PeerLink.End(new Reason(code, text(failure)), Blame.NOBODY);
        };
    }

    /** The same for a dial, whose commonest ends have names that operators know. */
    static PeerLink.End ofDial(Exception failure) {
        return switch (failure) {
            case SocketTimeoutException late -> dialEnd(ReasonCodes.DIAL_TIMEOUT, late);
            case ConnectException late when isTimeout(late) ->
                    dialEnd(ReasonCodes.DIAL_TIMEOUT, late);
            case ConnectException refused -> dialEnd(ReasonCodes.CONNECTION_REFUSED, refused);
            case NoRouteToHostException nowhere -> dialEnd(ReasonCodes.NO_ROUTE, nowhere);
            default -> of(failure, ReasonCodes.DIAL_FAILED);
        };
    }

    /** The operating system gave up before we did. */
    private static boolean isTimeout(ConnectException failure) {
        return text(failure).contains("timed out");
    }

    private static PeerLink.End dialEnd(String code, Exception failure) {
        var detail = failure.getMessage() == null ? "" : failure.getMessage();
        return new PeerLink.End(new Reason(code, detail), Blame.NOBODY);
    }

    /** Class and message: what is kept of a throwable of others. */
    static String text(Throwable failure) {
        var message = failure.getMessage();
        var name = failure.getClass().getSimpleName();
        return message == null ? name : name + ": " + message;
    }
}
