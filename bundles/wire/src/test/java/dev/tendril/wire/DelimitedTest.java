package dev.tendril.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tendril.api.channel.DecodeException;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;

final class DelimitedTest {

    @Test
    void read_takesExactlyOneMessage() throws Exception {
        byte[] first = new byte[3_000];
        Arrays.fill(first, (byte) 7);
        byte[] bytes = Delimited.of(first);
        byte[] two = Arrays.copyOf(bytes, bytes.length + 2);
        two[bytes.length] = 1;
        two[bytes.length + 1] = 42;
        InputStream in = new ByteArrayInputStream(two);

        assertArrayEquals(first, Delimited.read(in, 3_000));
        assertArrayEquals(new byte[] {42}, Delimited.read(in, 3_000));
        assertEquals(-1, in.read());
    }

    @Test
    void read_longerFormOfLength_isUnderstood() throws Exception {
        assertArrayEquals(new byte[] {10, 0}, Delimited.read(in("82000a00"), 10));
    }

    @Test
    void read_overLimit_isRefusedBeforeTheBody() throws Exception {
        InputStream in = in("0b00");
        assertThrows(DecodeException.class, () -> Delimited.read(in, 10));
        assertEquals(0, in.read());
    }

    @Test
    void read_lengthOfMoreThan64Bits_isRefused() {
        assertThrows(DecodeException.class, () -> Delimited.read(in("8080808080808080808001"), 10));
        assertThrows(DecodeException.class, () -> Delimited.read(in("ffffffffffffffffff02"), 10));
        assertThrows(DecodeException.class, () -> Delimited.read(in("ffffffffffffffffff01"), 10));
    }

    @Test
    void read_cutOff_isEndOfStream() {
        assertThrows(EOFException.class, () -> Delimited.read(in(""), 10));
        assertThrows(EOFException.class, () -> Delimited.read(in("80"), 10));
        assertThrows(EOFException.class, () -> Delimited.read(in("0201"), 10));
    }

    @Test
    void varint_sizes() {
        assertEquals(1, Varints.sizeBytes(0));
        assertEquals(1, Varints.sizeBytes(127));
        assertEquals(2, Varints.sizeBytes(128));
        assertEquals(5, Varints.sizeBytes(0xffff_ffffL));
        assertEquals(Varints.MAX_BYTES, Varints.sizeBytes(-1));
        byte[] target = new byte[Varints.MAX_BYTES];
        assertEquals(Varints.MAX_BYTES, Varints.put(target, 0, -1));
        assertArrayEquals(HexFormat.of().parseHex("ffffffffffffffffff01"), target);
    }

    private static InputStream in(String hex) {
        return new ByteArrayInputStream(HexFormat.of().parseHex(hex));
    }
}
