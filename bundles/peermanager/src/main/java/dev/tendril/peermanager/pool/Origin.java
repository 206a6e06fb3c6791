package dev.tendril.peermanager.pool;

/** How an address came to us; the order is that of trust, the most first. */
enum Origin {
    /** An operator wrote it down. */
    OPERATOR("operator", 'o'),
    /** A seed of the configuration. */
    SEED("seed", 's'),
    /** The connected peer named it as its own. */
    SELF_DECLARED("self-declared", 'd'),
    /** Somebody told us. */
    HEARSAY("hearsay", 'h');

    private final String text;
    private final char letter;

    Origin(String text, char letter) {
        this.text = text;
        this.letter = letter;
    }

    /** As snapshots and tables show it. */
    String text() {
        return text;
    }

    /** As records have it. */
    char letter() {
        return letter;
    }

    /**
     * The origin that records write as {@code letter}; hearsay for one this version does not know.
     */
    static Origin of(char letter) {
        for (var origin : values()) {
            if (origin.letter == letter) {
                return origin;
            }
        }
        return HEARSAY;
    }
}
