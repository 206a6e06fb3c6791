package dev.tendril.router.fake;

import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.Codec;
import dev.tendril.api.channel.DecodeException;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Messages that are texts; {@code undecodable} cannot be decoded, {@code bug} breaks the codec.
 * Counts what it encodes.
 */
public final class Texts implements Codec<String> {

    private final AtomicInteger encoded = new AtomicInteger();

    /** A codec that has encoded nothing. */
    public Texts() {}

    /** A channel of texts with defaults. */
    public static ChannelDescriptor<String> channel(int id) {
        return builder(id).build();
    }

    /** A channel of texts. */
    public static ChannelDescriptor.Builder<String> builder(int id) {
        return ChannelDescriptor.builder(id, "texts-" + id, new Texts());
    }

    /** The bytes of a text. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** How many messages it has encoded. */
    public int encoded() {
        return encoded.get();
    }

    @Override
    public byte[] encode(String message) {
        encoded.incrementAndGet();
        return bytes(message);
    }

    @Override
    public String decode(byte[] bytes) throws DecodeException {
        var text = new String(bytes, StandardCharsets.UTF_8);
        if (text.equals("undecodable")) {
            throw new DecodeException("no text");
        }
        if (text.equals("bug")) {
            throw new IllegalStateException("codec is broken");
        }
        return text;
    }
}
