package dev.tendril.api.channel;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns messages of one channel into bytes and back. Used by many threads at once. For protobuf
 * messages see {@code dev.tendril.wire.ProtobufCodec}.
 *
 * @param <M> the messages of the channel
 */
@ConsumerType
public interface Codec<M> {

    /**
     * {@return the bytes of {@code message}: a fresh array that the caller owns and nobody changes}
     *
     * @param message what is to be sent
     */
    byte[] encode(M message);

    /**
     * {@return the message in {@code bytes}, which are only read, and may be kept}
     *
     * @param bytes the bytes, only read
     * @throws DecodeException when they are no message of this channel; the sender is blamed.
     *     Anything else that is thrown counts as a failure of the codec
     */
    M decode(byte[] bytes) throws DecodeException;
}
