package dev.tendril.transport.mconn.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;
import dev.tendril.transport.mconn.crypto.Frames;
import dev.tendril.transport.mconn.crypto.SunJceFrameCipher;
import dev.tendril.transport.mconn.reason.MconnFailure;
import dev.tendril.transport.mconn.reason.ProtocolFault;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Frames out and in: cutting, padding, counters, batches, and what must be refused. */
final class FrameStreamTest {

    private static final int BATCH = 62;

    private final byte[] key = new byte[32];
    private final BufferPool pool = new BufferPool(2);

    @Test
    void write_isCutAsGoDoes() throws IOException {
        for (JsonValue vector : Vectors.load().get("frames").get("write_splitting").list()) {
            ScriptedLink link = new ScriptedLink(new byte[0]);
            FrameWriter writer = writer(link, 0);
            byte[] data = new byte[vector.get("write_length").intValue()];
            writer.write(data, 0, data.length);
            writer.flush();
            assertEquals(vector.get("tcp_bytes").intValue(), link.written().length);
        }
    }

    @Test
    void flush_withoutData_sendsNoFrame() throws IOException {
        ScriptedLink link = new ScriptedLink(new byte[0]);
        FrameWriter writer = writer(link, 0);
        writer.write(new byte[1024], 0, 1024);
        writer.flush();
        writer.flush();
        assertEquals(Frames.SEALED_BYTES, link.written().length);
    }

    @Test
    @Covers("W8.4-4")
    void flush_paddingIsZero_whateverTheBufferHeld() throws IOException {
        ScriptedLink link = new ScriptedLink(new byte[0]);
        FrameWriter writer = new FrameWriter(link, new SunJceFrameCipher(key, true), 0);
        byte[] dirty = new byte[BATCH * Frames.SEALED_BYTES];
        Arrays.fill(dirty, (byte) 0x55);
        writer.lend(dirty, BATCH);
        writer.write(new byte[] {1, 2, 3}, 0, 3);
        writer.flush();

        byte[] frame = link.written();
        assertEquals(1, new SunJceFrameCipher(key, false).open(0, frame, 0, 1));
        assertEquals(3, Frames.length(frame, 0));
        byte[] padding = Arrays.copyOfRange(frame, Frames.LENGTH_BYTES + 3, Frames.PLAIN_BYTES);
        assertArrayEquals(new byte[padding.length], padding);
    }

    @Test
    @Covers("SC-04")
    void randomWrites_arriveInOrder_whateverThePieces() throws IOException {
        RandomGenerator random = Seeds.random(FrameStreamTest.class);
        ScriptedLink out = new ScriptedLink(new byte[0]);
        FrameWriter writer = writer(out, 0);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            byte[] data = new byte[random.nextInt(3_000)];
            random.nextBytes(data);
            writer.write(data, 0, data.length);
            said.writeBytes(data);
            if (random.nextBoolean()) {
                writer.flush();
            }
        }
        writer.flush();
        for (int pieces : new int[] {1, 1_000, 1_044, 5_000, 1_000_000}) {
            FrameReader reader = reader(new ScriptedLink(out.written(), pieces), 0);
            reader.allowBatches(BufferPool.FRAMES);
            assertArrayEquals(said.toByteArray(), readAll(reader));
            assertEquals(0, pool.leased(), "buffers given back at the end");
        }
    }

    @Test
    void fill_poolEmpty_goesOnWithTheSmallBuffer() throws IOException {
        ScriptedLink out = new ScriptedLink(new byte[0]);
        FrameWriter writer = writer(out, 0);
        byte[] data = new byte[100_000];
        writer.write(data, 0, data.length);
        writer.flush();
        BufferPool none = new BufferPool(0);
        FrameReader reader =
                new FrameReader(
                        new ScriptedLink(out.written()),
                        new SunJceFrameCipher(key, false),
                        0,
                        none);
        reader.allowBatches(BufferPool.FRAMES);
        assertArrayEquals(data, readAll(reader));
        assertTrue(none.refused() > 0);
    }

    @TestFactory
    @Covers({"W8.2-6", "W8.2-6d", "W8.2-6f", "W8.2-6g", "W8.2-6i"})
    Stream<DynamicTest> negative_frames() {
        List<JsonValue> negative =
                Vectors.load().get("negative").list().stream()
                        .filter(vector -> vector.get("layer").text().equals("frame"))
                        .toList();
        assertEquals(6, negative.size());
        return negative.stream()
                .map(
                        vector ->
                                DynamicTest.dynamicTest(
                                        vector.get("name").text(), () -> assertRefused(vector)));
    }

    private void assertRefused(JsonValue vector) {
        FrameReader reader =
                new FrameReader(
                        new ScriptedLink(vector.get("bytes").bytes()),
                        new SunJceFrameCipher(vector.get("key").bytes(), false),
                        vector.get("counter").longValue(),
                        pool);
        String must = vector.get("must").text();
        MconnFailure expected = MconnFailure.FRAME_NOT_AUTHENTIC;
        if (must.contains("chunk length")) {
            expected = MconnFailure.FRAME_LENGTH_INVALID;
        } else if (must.contains("unexpected end")) {
            expected = MconnFailure.FRAME_TRUNCATED;
        }
        assertEquals(expected, assertThrows(ProtocolFault.class, reader::fill).failure());
    }

    @Test
    void counter_lastUsableValue_thenRefused() throws IOException {
        long last =
                Vectors.load().get("frames").get("overflow").get("last_usable_counter").longValue();
        ScriptedLink link = new ScriptedLink(new byte[0]);
        FrameWriter writer = writer(link, last);
        writer.write(new byte[] {1}, 0, 1);
        writer.flush();
        byte[] sealedWithLast = link.written();
        writer.write(new byte[] {2}, 0, 1);
        assertEquals(
                MconnFailure.NONCES_EXHAUSTED,
                assertThrows(ProtocolFault.class, writer::flush).failure());
        assertEquals(sealedWithLast.length, link.written().length);

        FrameReader reader = reader(new ScriptedLink(twice(sealedWithLast)), last);
        assertTrue(reader.fill());
        reader.consume(1);
        assertEquals(
                MconnFailure.NONCES_EXHAUSTED,
                assertThrows(ProtocolFault.class, reader::fill).failure());
    }

    @Test
    void counter_batchThatWouldWrap_isRefusedWhole() throws IOException {
        ScriptedLink link = new ScriptedLink(new byte[0]);
        FrameWriter writer = writer(link, -3);
        writer.write(new byte[3_000], 0, 3_000);
        assertThrows(ProtocolFault.class, writer::flush);
        assertEquals(0, link.written().length);
    }

    @Test
    @Covers({"W8.2-6", "W8.2-6h", "W8.4-3"})
    void emptyFrames_aFewAreSkipped_manyEndTheConnection() throws IOException {
        assertEquals(1, readAll(reader(new ScriptedLink(emptyThenOne(16)), 0)).length);
        FrameReader reader = reader(new ScriptedLink(emptyThenOne(17)), 0);
        assertEquals(
                MconnFailure.EMPTY_FRAMES,
                assertThrows(ProtocolFault.class, reader::fill).failure());
    }

    @Test
    void fill_endBetweenFrames_isTheEnd() throws IOException {
        FrameReader reader = reader(new ScriptedLink(new byte[0]), 0);
        assertFalse(reader.fill());
        assertFalse(reader.fill());
    }

    private byte[] emptyThenOne(int empty) {
        byte[] frames = new byte[(empty + 1) * Frames.SEALED_BYTES];
        Frames.putLength(frames, empty * Frames.SEALED_BYTES, 1);
        new SunJceFrameCipher(key, true).seal(0, frames, 0, empty + 1);
        return frames;
    }

    private FrameWriter writer(ByteLink link, long firstNonce) {
        FrameWriter writer = new FrameWriter(link, new SunJceFrameCipher(key, true), firstNonce);
        writer.lend(new byte[BATCH * Frames.SEALED_BYTES], BATCH);
        return writer;
    }

    private FrameReader reader(ByteLink link, long firstNonce) {
        return new FrameReader(link, new SunJceFrameCipher(key, false), firstNonce, pool);
    }

    private static byte[] readAll(FrameReader reader) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (reader.fill()) {
            all.write(reader.buffer(), reader.position(), reader.remaining());
            reader.consume(reader.remaining());
        }
        reader.release();
        return all.toByteArray();
    }

    private static byte[] twice(byte[] bytes) {
        byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
        return twice;
    }
}
