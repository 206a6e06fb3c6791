package dev.tendril.api.address;

/** Who opened a connection. */
public enum Direction {
    /** The peer dialed us. */
    INBOUND("in"),
    /** We dialed the peer. */
    OUTBOUND("out");

    private final String brief;

    Direction(String brief) {
        this.brief = brief;
    }

    /** {@return {@code in} or {@code out}, as tables and JSON have it} */
    public String brief() {
        return brief;
    }
}
