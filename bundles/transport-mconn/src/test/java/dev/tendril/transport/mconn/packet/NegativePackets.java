package dev.tendril.transport.mconn.packet;

import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.transport.mconn.reason.MconnFailure;

/** What each of the packets that must be refused is refused for. */
public final class NegativePackets {

    private NegativePackets() {}

    /** The failure that {@code vector} is to end with. */
    public static MconnFailure expected(JsonValue vector) {
        return switch (vector.get("name").text()) {
            case "body 1035 bytes", "length prefix only, 2^32" -> MconnFailure.PACKET_TOO_LARGE;
            case "varint overflow", "data field as varint", "truncated inner message" ->
                    MconnFailure.PACKET_MALFORMED;
            case "unknown channel 0x99", "channel 256", "channel -1" ->
                    MconnFailure.UNKNOWN_CHANNEL;
            case "empty packet", "only unknown field 9" -> MconnFailure.PACKET_UNKNOWN;
            default -> MconnFailure.MESSAGE_TOO_LARGE;
        };
    }
}
