package dev.tendril.router.queue;

/**
 * What a piece of a message takes on the wire of MConnection, length prefix included (wire.md 4.1).
 */
final class PacketCost {

    private static final int FIELD_BYTES = 2;

    private PacketCost() {}

    static long wireBytes(int channel, int dataBytes, boolean last) {
        var message =
                (channel == 0 ? 0 : 1 + varintBytes(channel))
                        + (last ? FIELD_BYTES : 0)
                        + (dataBytes == 0 ? 0 : 1 + varintBytes(dataBytes) + dataBytes);
        var packet = 1 + varintBytes(message) + message;
        return (long) varintBytes(packet) + packet;
    }

    private static int varintBytes(int value) {
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }
}
