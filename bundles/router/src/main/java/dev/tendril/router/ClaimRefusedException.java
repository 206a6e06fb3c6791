package dev.tendril.router;

/** A reactor cannot have its channels. The message says why, and what helps. */
final class ClaimRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    ClaimRefusedException(String message) {
        super(message);
    }
}
