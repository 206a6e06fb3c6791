package dev.tendril.wire;

/** Unsigned LEB128 as the wire uses it (wire.md 0.1). Always emits the shortest form. */
public final class Varints {

    /** Longest form of 64 bits. */
    public static final int MAX_BYTES = 10;

    private static final int GROUP_BITS = 7;
    private static final int GROUP_MASK = 0x7f;
    private static final int CONTINUE = 0x80;

    private Varints() {}

    /** Number of bytes of {@code value}, taken as unsigned. */
    public static int sizeBytes(long value) {
        return value == 0
                ? 1
                : (Long.SIZE - Long.numberOfLeadingZeros(value) + GROUP_BITS - 1) / GROUP_BITS;
    }

    /** Writes {@code value}, taken as unsigned, and returns the offset behind it. */
    public static int put(byte[] target, int offset, long value) {
        int at = offset;
        long rest = value;
        while ((rest & ~(long) GROUP_MASK) != 0) {
            target[at++] = (byte) (rest & GROUP_MASK | CONTINUE);
            rest >>>= GROUP_BITS;
        }
        target[at++] = (byte) rest;
        return at;
    }
}
