package dev.tendril.api.decision;

/**
 * Why something ended, was refused or was chosen. Counted by its code, read by its detail. Every
 * room keeps its codes in one place; transports and reactors of others choose their own.
 *
 * @param code what happened, one of few: lower-case words joined by {@code -}, such as {@code
 *     pong-timeout}; at most 48 characters
 * @param detail this case, one line for an operator, without secrets; may be empty; cut at 200
 *     characters
 */
public record Reason(String code, String detail) {

    private static final int CODE_LENGTH_MAX = 48;
    private static final int DETAIL_LENGTH_MAX = 200;

    /** Checks what the components promise. */
    public Reason {
        if (code.isEmpty()
                || code.length() > CODE_LENGTH_MAX
                || !code.chars().allMatch(Reason::isCodeCharacter)) {
            throw new IllegalArgumentException(
                    "reason code is not lower-case words joined by '-': " + code);
        }
        if (detail.length() > DETAIL_LENGTH_MAX) {
            detail = detail.substring(0, DETAIL_LENGTH_MAX);
        }
    }

    /**
     * {@return a reason that needs no detail}
     *
     * @param code what happened
     */
    public static Reason of(String code) {
        return new Reason(code, "");
    }

    private static boolean isCodeCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }

    @Override
    public String toString() {
        return detail.isEmpty() ? code : code + " (" + detail + ")";
    }
}
