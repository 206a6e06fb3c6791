package dev.tendril.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;

import dev.tendril.api.channel.Codec;
import dev.tendril.api.channel.DecodeException;
import dev.tendril.testkit.Covers;
import dev.tendril.wire.proto.blocksync.BlockSyncMessage;
import dev.tendril.wire.proto.blocksync.StatusRequest;
import dev.tendril.wire.proto.connection.AuthSig;
import dev.tendril.wire.proto.crypto.PublicKey;
import dev.tendril.wire.proto.echo.EchoMessage;
import dev.tendril.wire.proto.echo.PingMessage;
import dev.tendril.wire.proto.echo.PongMessage;
import dev.tendril.wire.proto.pex.PexMessage;
import dev.tendril.wire.proto.pex.PexRequest;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

final class ProtobufCodecTest {

    private final Codec<Message> echo = ProtobufCodec.oneof(EchoMessage.getDefaultInstance());

    @Test
    @Covers("RT-16")
    void oneof_wrapsPingAndPongAndTakesThemOut() throws DecodeException {
        PingMessage ping = PingMessage.newBuilder().setContent("👋").build();
        PongMessage pong = PongMessage.newBuilder().setContent("👋").build();

        assertArrayEquals(
                EchoMessage.newBuilder().setPing(ping).build().toByteArray(), echo.encode(ping));
        assertEquals(ping, echo.decode(echo.encode(ping)));
        assertEquals(pong, echo.decode(echo.encode(pong)));
    }

    @Test
    @Covers("RT-18")
    void oneof_wrapperItself_isNotWrappedAgain_butTakenOut() throws DecodeException {
        PingMessage ping = PingMessage.newBuilder().setContent("👋").build();

        byte[] bytes = echo.encode(EchoMessage.newBuilder().setPing(ping).build());

        assertArrayEquals(echo.encode(ping), bytes);
        assertEquals(ping, echo.decode(bytes));
    }

    @Test
    void oneof_emptyMemberIsSentAndComesBack() throws DecodeException {
        byte[] bytes = echo.encode(PingMessage.getDefaultInstance());

        assertArrayEquals(new byte[] {0x0a, 0}, bytes);
        assertEquals(PingMessage.getDefaultInstance(), echo.decode(bytes));
    }

    @Test
    void decode_emptyWrapper_isTheSendersFault() {
        assertThrows(DecodeException.class, () -> echo.decode(new byte[0]));
    }

    @Test
    void decode_unknownInner_isTheSendersFault() {
        byte[] unknownMember = {0x1a, 0};

        assertThrows(DecodeException.class, () -> echo.decode(unknownMember));
    }

    @Test
    void decode_memberWithWrongWireType_isTheSendersFault() {
        byte[] number = {0x08, 1};

        assertThrows(DecodeException.class, () -> echo.decode(number));
    }

    @Test
    void decode_garbage_isTheSendersFault() {
        byte[] garbage = "not protobuf".getBytes(StandardCharsets.US_ASCII);

        assertThrows(DecodeException.class, () -> echo.decode(garbage));
        assertThrows(
                DecodeException.class, () -> ProtobufCodec.of(PexMessage.parser()).decode(garbage));
    }

    @Test
    @Covers("RT-17")
    void encode_unknownInner_isOurBug() {
        assertThrows(
                IllegalArgumentException.class, () -> echo.encode(PexRequest.getDefaultInstance()));
    }

    @Test
    void oneof_worksForReactorMessages() throws DecodeException {
        Codec<Message> codec = ProtobufCodec.oneof(BlockSyncMessage.getDefaultInstance());
        byte[] bytes = codec.encode(StatusRequest.getDefaultInstance());

        assertArrayEquals(new byte[] {0x22, 0}, bytes);
        assertEquals(StatusRequest.getDefaultInstance(), codec.decode(bytes));
    }

    @Test
    void oneof_wrapperWithoutOneMessageOneof_isRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ProtobufCodec.oneof(AuthSig.getDefaultInstance()));
        assertThrows(
                IllegalArgumentException.class,
                () -> ProtobufCodec.oneof(PublicKey.getDefaultInstance()));
    }

    @Test
    void of_roundTrip() throws DecodeException {
        Codec<PublicKey> codec = ProtobufCodec.of(PublicKey.parser());
        PublicKey key =
                PublicKey.newBuilder().setEd25519(ByteString.copyFrom(new byte[32])).build();

        assertEquals(key, codec.decode(codec.encode(key)));
    }
}
