package dev.tendril.wire;

import com.google.protobuf.Message;

import dev.tendril.api.channel.DecodeException;

/**
 * The rule that a known field with the wrong wire type is an error (wire.md 0.3). Protobuf for Java
 * keeps such a field among the unknown ones; the Go peers refuse the message.
 */
public final class KnownFields {

    private KnownFields() {}

    /**
     * Checks {@code message} itself, not the messages within it.
     *
     * @throws DecodeException if a field it knows came with another wire type
     */
    public static void check(Message message) throws DecodeException {
        for (int number : message.getUnknownFields().asMap().keySet()) {
            if (message.getDescriptorForType().findFieldByNumber(number) != null) {
                throw new DecodeException("wrong wire type, field: " + number);
            }
        }
    }
}
