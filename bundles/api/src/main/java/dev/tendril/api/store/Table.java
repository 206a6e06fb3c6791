package dev.tendril.api.store;

/**
 * The name of a table of a {@link PeerStore}.
 *
 * @param name lower-case letters and {@code -}, at most 32 characters
 */
public record Table(String name) implements Comparable<Table> {

    /** Peers and their addresses. */
    public static final Table PEERS = new Table("peers");

    /** Bans, by id and by address group. */
    public static final Table BANS = new Table("bans");

    /** What was decided, and why. */
    public static final Table DECISIONS = new Table("decisions");

    /** Versions and other single values. */
    public static final Table META = new Table("meta");

    private static final int LENGTH_MAX = 32;

    /** Checks what the components promise. */
    public Table {
        if (name.isEmpty()
                || name.length() > LENGTH_MAX
                || !name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '-')) {
            throw new IllegalArgumentException("table name is not lower-case letters: " + name);
        }
    }

    @Override
    public int compareTo(Table other) {
        return name.compareTo(other.name);
    }
}
