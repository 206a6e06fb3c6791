package dev.tendril.transport.memory;

/**
 * The limits of a memory transport. Immutable.
 *
 * @param acceptQueueMax connections that wait to be accepted; further dials are refused, counted as
 *     {@code limit.accept-queue}
 * @param lineMaxMessages messages on their way in one direction of a connection; the sender waits
 *     for room
 * @param lineMaxBytes their bytes; at least one message always fits
 * @param connectionsMax open connections of one transport, both directions; further dials are
 *     refused, counted as {@code limit.connections}
 */
public record MemoryOptions(
        int acceptQueueMax, int lineMaxMessages, long lineMaxBytes, int connectionsMax) {

    /** 128 waiting connections, 256 messages or 4 MiB on their way, 65,536 connections. */
    public static final MemoryOptions DEFAULTS =
            new MemoryOptions(128, 256, 4L * 1024 * 1024, 65_536);

    /** Checks what the components promise. */
    public MemoryOptions {
        atLeastOne("acceptQueueMax", acceptQueueMax);
        atLeastOne("lineMaxMessages", lineMaxMessages);
        atLeastOne("lineMaxBytes", lineMaxBytes);
        atLeastOne("connectionsMax", connectionsMax);
    }

    private static void atLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("limit is not positive, " + name + ": " + value);
        }
    }
}
