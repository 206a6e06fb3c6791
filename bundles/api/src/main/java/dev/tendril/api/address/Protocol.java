package dev.tendril.api.address;

import java.util.Locale;

/**
 * The name of a transport protocol, the scheme of a node address: {@code mconn}, {@code memory}.
 * Ordered as text.
 *
 * @param name a URL scheme in lower case: a letter, then letters, digits, {@code +}, {@code -},
 *     {@code .}; at most 32 characters
 */
public record Protocol(String name) implements Comparable<Protocol> {

    /** CometBFT's protocol over TCP: SecretConnection and MConnection. */
    public static final Protocol MCONN = new Protocol("mconn");

    /** An older name of {@link #MCONN} that some nodes write. */
    public static final Protocol TCP = new Protocol("tcp");

    /** Nodes within one JVM. */
    public static final Protocol MEMORY = new Protocol("memory");

    private static final int LENGTH_MAX = 32;

    /** Checks what the components promise. */
    public Protocol {
        if (!isValid(name)) {
            throw new IllegalArgumentException("protocol is not a lower-case scheme: " + name);
        }
    }

    /**
     * {@return the protocol written as {@code text}, in either case}
     *
     * @param text the text to read
     * @throws AddressFormatException when the text is none
     */
    public static Protocol parse(String text) throws AddressFormatException {
        var lower = text.toLowerCase(Locale.ROOT);
        if (!isValid(lower)) {
            throw new AddressFormatException("protocol is not a URL scheme", text);
        }
        return new Protocol(lower);
    }

    private static boolean isValid(String name) {
        return !name.isEmpty()
                && name.length() <= LENGTH_MAX
                && isLetter(name.charAt(0))
                && name.chars().allMatch(Protocol::isSchemeCharacter);
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isSchemeCharacter(int c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    }

    @Override
    public int compareTo(Protocol other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
