package dev.tendril.api.address;

/**
 * A text is not an address, id or protocol. The message names the rule that was broken and the
 * text; it is safe to show to an operator.
 */
public final class AddressFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * An exception for {@code text}, which breaks {@code rule}.
     *
     * @param rule the rule that was broken
     * @param text the text that breaks it
     */
    public AddressFormatException(String rule, String text) {
        super(rule + ": " + printable(text));
    }

    private static String printable(String text) {
        var shown = text.length() > 120 ? text.substring(0, 120) + "..." : text;
        var clean = new StringBuilder(shown.length());
        shown.chars().forEach(c -> clean.append(c < 0x20 || c == 0x7f ? '?' : (char) c));
        return clean.toString();
    }
}
