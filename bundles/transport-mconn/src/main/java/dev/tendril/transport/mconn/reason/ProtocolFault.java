package dev.tendril.transport.mconn.reason;

import java.io.IOException;

/**
 * A connection must end; thrown where it is noticed, and turned into the api's exceptions where the
 * connection ends.
 */
public final class ProtocolFault extends IOException {

    private static final long serialVersionUID = 1L;

    private final MconnFailure failure;
    private final String detail;

    /** A fault; {@code detail} is one line for an operator, without secrets. */
    public ProtocolFault(MconnFailure failure, String detail) {
        super(failure.code() + ": " + detail);
        this.failure = failure;
        this.detail = detail;
    }

    /** What happened. */
    public MconnFailure failure() {
        return failure;
    }

    /** This case. */
    public String detail() {
        return detail;
    }
}
