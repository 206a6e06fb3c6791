package dev.tendril.api.channel;

/**
 * The number of a channel, one byte on the wire. The ADR has 16 bits; NodeInfo, which announces
 * channels, has room for eight (wire.md 3.1, 4.3).
 *
 * @param value 0..255
 */
public record ChannelId(int value) implements Comparable<ChannelId> {

    /** Largest number. */
    public static final int MAX = 255;

    /** Checks what the components promise. */
    public ChannelId {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException("channel id is not within 0..255: " + value);
        }
    }

    @Override
    public int compareTo(ChannelId other) {
        return Integer.compare(value, other.value);
    }

    /** Two hexadecimal digits after {@code 0x}. */
    @Override
    public String toString() {
        return String.format("0x%02x", value);
    }
}
