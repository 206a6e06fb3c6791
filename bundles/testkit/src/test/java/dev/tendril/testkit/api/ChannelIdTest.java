package dev.tendril.testkit.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.channel.Codec;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

class ChannelIdTest {

    @Test
    @Covers("N-CH-06")
    void idThatFitsIntoNoByte_isRefused_neverCutOff() {
        assertEquals("0xff", new ChannelId(255).toString());
        for (var id : new int[] {256, 1_025, -1}) {
            assertThrows(IllegalArgumentException.class, () -> new ChannelId(id));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ChannelDescriptor.builder(id, "wide", new Bytes()).build());
        }
    }

    private static final class Bytes implements Codec<byte[]> {
        @Override
        public byte[] encode(byte[] message) {
            return message;
        }

        @Override
        public byte[] decode(byte[] bytes) {
            return bytes;
        }
    }
}
