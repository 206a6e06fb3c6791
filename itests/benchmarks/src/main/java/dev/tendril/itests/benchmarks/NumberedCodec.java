package dev.tendril.itests.benchmarks;

import dev.tendril.api.channel.Codec;
import dev.tendril.api.channel.DecodeException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * Messages of one size that are numbers: eight bytes, then bytes that are the same in all of them
 * and are compared with what was sent.
 */
final class NumberedCodec implements Codec<Long> {

    private final byte[] pattern;

    NumberedCodec(int messageBytes, long seed) {
        pattern = new byte[messageBytes];
        new Random(seed).nextBytes(pattern);
    }

    int messageBytes() {
        return pattern.length;
    }

    @Override
    public byte[] encode(Long number) {
        var bytes = pattern.clone();
        ByteBuffer.wrap(bytes).putLong(number);
        return bytes;
    }

    @Override
    public Long decode(byte[] bytes) throws DecodeException {
        var headBytes = Long.BYTES;
        if (!Arrays.equals(
                bytes,
                Math.min(headBytes, bytes.length),
                bytes.length,
                pattern,
                headBytes,
                pattern.length)) {
            throw new DecodeException("message differs from what was sent");
        }
        return ByteBuffer.wrap(bytes).getLong();
    }
}
