package dev.tendril.shell.view;

/**
 * A command cannot be done; the message is all an operator needs. Shows as that message alone,
 * since shells print {@link #toString()}.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A refusal that says {@code message}: what is wrong and what helps. */
    public Refusal(String message) {
        super(message, null, false, false);
    }

    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
