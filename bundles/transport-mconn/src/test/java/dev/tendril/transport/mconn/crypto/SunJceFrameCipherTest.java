package dev.tendril.transport.mconn.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tendril.testkit.Covers;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

final class SunJceFrameCipherTest {

    private final JsonValue frames = Vectors.load().get("frames");
    private final byte[] key = frames.get("key").bytes();

    @Test
    void seal_andOpen_recordedFrames() {
        for (JsonValue frame : frames.get("frames").list()) {
            byte[] plain = plain(frame.get("data").bytes());
            byte[] buffer = plain.clone();
            long counter = frame.get("counter").longValue();
            boolean paddingIsZero = !frame.has("note");

            new SunJceFrameCipher(key, true).seal(counter, buffer, 0, 1);
            assertEquals(paddingIsZero, Arrays.equals(frame.get("sealed").bytes(), buffer));

            byte[] opened = frame.get("sealed").bytes();
            assertEquals(1, new SunJceFrameCipher(key, false).open(counter, opened, 0, 1));
            int dataEnd = Frames.LENGTH_BYTES + Frames.length(opened, 0);
            assertArrayEquals(Arrays.copyOf(plain, dataEnd), Arrays.copyOf(opened, dataEnd));
        }
    }

    @Test
    void batch_equalsSingleFrames() {
        int count = 7;
        int offset = 3;
        byte[] buffer = new byte[offset + count * Frames.SEALED_BYTES];
        new SplittableRandom(1).nextBytes(buffer);
        byte[] before = buffer.clone();
        byte[] single = buffer.clone();

        new SunJceFrameCipher(key, true).seal(9, buffer, offset, count);
        SunJceFrameCipher one = new SunJceFrameCipher(key, true);
        for (int k = 0; k < count; k++) {
            one.seal(9 + k, single, offset + k * Frames.SEALED_BYTES, 1);
        }
        assertArrayEquals(single, buffer);

        assertEquals(count, new SunJceFrameCipher(key, false).open(9, buffer, offset, count));
        for (int k = 0; k < count; k++) {
            int from = offset + k * Frames.SEALED_BYTES;
            assertArrayEquals(
                    Arrays.copyOfRange(before, from, from + Frames.PLAIN_BYTES),
                    Arrays.copyOfRange(buffer, from, from + Frames.PLAIN_BYTES));
        }
    }

    @Test
    @Covers({"W8.2-6", "W8.2-6a", "W8.2-6b", "W8.2-6c", "W8.2-6e"})
    void open_stopsAtTheFirstForgedFrame() {
        byte[] sealed = new byte[4 * Frames.SEALED_BYTES];
        new SunJceFrameCipher(key, true).seal(0, sealed, 0, 4);

        byte[] flipped = sealed.clone();
        flipped[2 * Frames.SEALED_BYTES + 500] ^= 1;
        assertEquals(2, open(flipped, 0));
        byte[] tagFlipped = sealed.clone();
        tagFlipped[Frames.SEALED_BYTES + Frames.PLAIN_BYTES] ^= (byte) 0x80;
        assertEquals(1, open(tagFlipped, 0));
        assertEquals(0, open(sealed.clone(), 1), "counter used before");
        byte[] later = Arrays.copyOfRange(sealed, Frames.SEALED_BYTES, sealed.length);
        assertEquals(3, open(later.clone(), 1));
        assertEquals(0, open(later, 0), "counter skipped");
        assertEquals(0, open(swapped(sealed), 0), "two frames swapped");
        assertEquals(4, open(sealed.clone(), 0));
    }

    @Test
    void open_goesOnAfterAForgedFrame() {
        byte[] sealed = new byte[Frames.SEALED_BYTES];
        new SunJceFrameCipher(key, true).seal(5, sealed, 0, 1);
        SunJceFrameCipher opening = new SunJceFrameCipher(key, false);

        assertEquals(0, opening.open(4, sealed.clone(), 0, 1));
        assertEquals(1, opening.open(5, sealed, 0, 1));
    }

    /** The JDK's cipher zeroes the key array it was given when it gets the next one. */
    @Test
    void seal_manyTimes_keepsTheKey() {
        byte[] given = key.clone();
        SunJceFrameCipher reused = new SunJceFrameCipher(given, true);
        byte[] first = new byte[Frames.SEALED_BYTES];
        for (long counter = 0; counter < 20; counter++) {
            byte[] again = new byte[Frames.SEALED_BYTES];
            byte[] fresh = new byte[Frames.SEALED_BYTES];
            reused.seal(counter, again, 0, 1);
            new SunJceFrameCipher(key, true).seal(counter, fresh, 0, 1);
            assertArrayEquals(fresh, again);
            first = again;
        }
        assertArrayEquals(key, given);
        assertFalse(Arrays.equals(new byte[Frames.SEALED_BYTES], first));
    }

    @Test
    void erase_mayBeRepeated() {
        for (boolean sealing : List.of(true, false)) {
            SunJceFrameCipher cipher = new SunJceFrameCipher(key, sealing);
            cipher.erase();
            cipher.erase();
        }
    }

    private int open(byte[] sealed, long firstNonce) {
        return new SunJceFrameCipher(key, false)
                .open(firstNonce, sealed, 0, sealed.length / Frames.SEALED_BYTES);
    }

    private static byte[] swapped(byte[] sealed) {
        byte[] swapped = sealed.clone();
        System.arraycopy(sealed, 0, swapped, Frames.SEALED_BYTES, Frames.SEALED_BYTES);
        System.arraycopy(sealed, Frames.SEALED_BYTES, swapped, 0, Frames.SEALED_BYTES);
        return swapped;
    }

    private static byte[] plain(byte[] data) {
        byte[] frame = new byte[Frames.SEALED_BYTES];
        Frames.putLength(frame, 0, data.length);
        System.arraycopy(data, 0, frame, Frames.LENGTH_BYTES, data.length);
        return frame;
    }
}
