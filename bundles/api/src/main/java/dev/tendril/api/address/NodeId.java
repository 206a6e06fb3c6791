package dev.tendril.api.address;

/**
 * The name of a node: 40 lower-case hexadecimal digits, the first 20 bytes of the SHA-256 of its
 * Ed25519 public key. Ordered as text (ADR 062, Peer Addresses; wire.md 1.1).
 *
 * @param hex 40 characters of {@code [0-9a-f]}; anything else is an {@link
 *     IllegalArgumentException}
 */
public record NodeId(String hex) implements Comparable<NodeId> {

    /** Number of characters of an id. */
    public static final int LENGTH = 40;

    /** Checks what the components promise. */
    public NodeId {
        if (!isValid(hex)) {
            throw new IllegalArgumentException("node id is not 40 lower-case hex digits: " + hex);
        }
    }

    /**
     * {@return whether {@code text} is an id as it stands; upper case is not}
     *
     * @param text the text to read
     */
    public static boolean isValid(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (var i = 0; i < LENGTH; i++) { // a loop, as hundreds of thousands are read at a start
            var c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@return the id written as {@code text}, which may be in upper case}
     *
     * @param text the text to read
     * @throws AddressFormatException when the text is none
     */
    public static NodeId parse(String text) throws AddressFormatException {
        var lower = text.toLowerCase(java.util.Locale.ROOT);
        if (!isValid(lower)) {
            throw new AddressFormatException("node id is not 40 hex digits", text);
        }
        return new NodeId(lower);
    }

    /** {@return the first six digits, for tables and thread names} */
    public String brief() {
        return hex.substring(0, 6);
    }

    @Override
    public int compareTo(NodeId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
