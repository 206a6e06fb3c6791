package dev.tendril.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;

import dev.tendril.api.channel.Codec;
import dev.tendril.api.channel.DecodeException;

/** Codecs for channels whose messages are protobuf messages (ADR 062, Channels). */
public final class ProtobufCodec {

    private ProtobufCodec() {}

    /**
     * A codec for a channel that carries one type of message.
     *
     * @param parser the type's parser: {@code PexMessage.parser()}
     */
    public static <M extends MessageLite> Codec<M> of(Parser<M> parser) {
        return new Plain<>(parser);
    }

    /**
     * A codec for a channel whose messages travel in a wrapper: on the way out the message is put
     * into the member of the wrapper's oneof that has its type, on the way in the member that is
     * set is taken out. It is the ADR's {@code Wrapper}, found by the wrapper's description instead
     * of being written by hand.
     *
     * <p>Encoding a message that is no member is our bug ({@link IllegalArgumentException});
     * decoding a wrapper with no known member is the sender's ({@link DecodeException}). Fields of
     * the wrapper outside of its oneof are dropped.
     *
     * @param wrapper any instance of the wrapper, usually {@code EchoMessage.getDefaultInstance()};
     *     it has exactly one oneof, whose members are messages of different types
     */
    public static Codec<Message> oneof(Message wrapper) {
        return new OneofCodec(wrapper);
    }

    private record Plain<M extends MessageLite>(Parser<M> parser) implements Codec<M> {

        @Override
        public byte[] encode(M message) {
            return message.toByteArray();
        }

        @Override
        public M decode(byte[] bytes) throws DecodeException {
            try {
                return parser.parseFrom(bytes);
            } catch (InvalidProtocolBufferException e) {
                throw new DecodeException("not a protobuf message", e);
            }
        }
    }
}
